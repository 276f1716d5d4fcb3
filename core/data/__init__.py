"""The handwriting, and what the book measured on it."""
