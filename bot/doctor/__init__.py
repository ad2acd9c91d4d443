"""`python -m bot check`: a report, and one file a check."""
