"""How a network starts."""
