"""The connection to Discord: the client, its shards, its commands, and the messages and presses that arrive."""
