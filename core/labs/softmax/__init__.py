"""Softmax and its temperature."""
