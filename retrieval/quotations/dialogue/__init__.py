"""Dialogue: who speaks where the text leaves it to the reader, by the turns that people take."""
