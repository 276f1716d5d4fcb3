"""Runs: trainers side by side, what is measured of them, what is said of it, what is kept."""
