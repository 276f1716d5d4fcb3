"""Entropy, cross-entropy and KL, and a q that learns p."""
