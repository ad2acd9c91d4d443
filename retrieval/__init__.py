"""Articles and questions: finds the passage that answers. Knows nothing of Discord."""
