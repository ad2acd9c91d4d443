"""`verbatim init`: from an empty folder to a bot, in a conversation that can be stopped and gone on with."""
