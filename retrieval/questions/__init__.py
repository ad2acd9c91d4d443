"""What somebody typed -> what is asked."""
