"""Thinned networks."""
