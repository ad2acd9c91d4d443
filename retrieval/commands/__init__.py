"""The commands of `python -m retrieval`, a file each."""
