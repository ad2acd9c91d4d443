"""What servers chose and what was counted, kept on disk."""
