"""What is learned by heart, and when to stop."""
