"""What was built once, kept on disk between starts."""
