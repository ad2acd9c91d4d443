"""A text as words of classes, and how they depend on each other: a small neural parser, run with numpy."""
