"""The face of Verbatim: Discord and the terminal."""
