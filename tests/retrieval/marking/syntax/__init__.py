"""How the words of a text depend on each other."""
