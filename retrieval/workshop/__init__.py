"""What makes a story better with an hour's work: suggestions, drafted questions, what people asked for in vain."""
