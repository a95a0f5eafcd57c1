"""Firstlook: a brand shows a draft to a closed group, and learns before launch what to do."""

__version__ = "0.1.0"
