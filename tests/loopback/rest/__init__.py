"""The REST side of the loopback Discord."""
