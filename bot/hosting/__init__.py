"""What the host's machine asks of the bot: health, a systemd unit, and the story loaded again."""
