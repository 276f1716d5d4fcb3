"""Claims, checked."""
