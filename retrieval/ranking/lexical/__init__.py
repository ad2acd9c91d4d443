"""Scores of passages by the words of a question alone: BM25, and the best of them without walking every list."""
