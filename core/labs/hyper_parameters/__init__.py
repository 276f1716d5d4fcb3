"""A network to be rescued."""
