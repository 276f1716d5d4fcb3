"""The trainer and the mathematics. Nothing here draws, prints or knows a web page."""
