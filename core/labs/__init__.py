"""The run of each page, as a function: its arguments are the choices a reader makes there.

Every argument is a number, a text, or a list or dict of them, so that a scene can be written down,
sent and run again anywhere.
"""
