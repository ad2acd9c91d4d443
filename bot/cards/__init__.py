"""What is shown, as plain data: blocks of text, buttons and the ids they carry. Knows nothing of how it is painted."""
