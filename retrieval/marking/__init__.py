"""Which words of a passage answer, and where else the same is said."""
