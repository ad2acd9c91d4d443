"""What a story lacks, and what to do about it."""
