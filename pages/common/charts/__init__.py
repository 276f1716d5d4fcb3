"""Marks: each draws one kind of chart, of any page's numbers, and returns a Picture of it."""
