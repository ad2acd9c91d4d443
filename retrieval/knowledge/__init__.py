"""The host's files: people, vocabulary, reader questions."""
