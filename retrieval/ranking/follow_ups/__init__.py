"""Ranking a message that goes on from the one before: readings, features, signals and their fitted weights."""
