"""What happens to bots, done to the real process over the loopback Discord, and what became of each question asked."""
