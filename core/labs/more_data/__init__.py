"""More data, and copies of data."""
