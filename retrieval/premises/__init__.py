"""Whether a question rests on something that the passages contradict."""
