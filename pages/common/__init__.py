"""What every page shares: words, controls, the lab bench, questions, charts."""
