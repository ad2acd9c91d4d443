"""What is peculiar to books and transcripts: chapters, and what a printer or a library put around the text."""
