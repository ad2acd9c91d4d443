"""Pictures of the bot for the README: real answers, drawn as Discord draws them. `python -m tests.pictures`."""
