"""Files -> articles -> passages."""
