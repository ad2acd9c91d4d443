"""What was said, by whom, and the same words elsewhere."""
