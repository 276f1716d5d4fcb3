"""One neuron that starts badly wrong."""
