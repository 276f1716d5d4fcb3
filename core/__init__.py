"""The trainer: NumPy and SciPy only. Nothing here draws, prints or knows a web page."""
