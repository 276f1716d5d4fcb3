"""Other neurons."""
