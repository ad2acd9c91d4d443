"""Where an answer goes, and how it gets there although the network or Discord fails."""
