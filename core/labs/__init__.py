"""The run of each page: a room for each, with `lab.py` in it and what only this page needs.

A lab is a module with `experiment(**choices)` and `findings(run)`. Every choice is one that a
reader makes: a number, a text, or a list or dict of them, so that a scene can be written down,
sent and run again anywhere. The findings of a finished run are a record, whose fields the words
of the page ask for by name.
"""
