"""Which passage answers, and how sure we are."""
