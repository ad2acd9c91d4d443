"""What only the person running the bot reads, in English: at the start, in the log, from `check` and `health`.

These modules import nothing of the bot, so that a check can speak before any package is there.
"""
