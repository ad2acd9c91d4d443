"""Cards painted for Discord and for a terminal."""
