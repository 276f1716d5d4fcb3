"""Letting the machine choose."""
