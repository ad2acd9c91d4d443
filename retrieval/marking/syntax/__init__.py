"""How the words of a text depend on each other: a small neural parser, run with numpy."""
