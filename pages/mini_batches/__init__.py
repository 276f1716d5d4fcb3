"""Mini-batches by the clock."""
