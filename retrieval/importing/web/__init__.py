"""A web address -> the page's bytes, from public addresses only."""
