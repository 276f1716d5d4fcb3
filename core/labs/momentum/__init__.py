"""Beyond gradient descent."""
