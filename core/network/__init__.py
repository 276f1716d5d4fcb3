"""The network: as the textbook writes it, as it trains fast, and as scikit-learn calls it."""
