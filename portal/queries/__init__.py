"""Reads for pages: frozen dataclasses, a fixed number of statements whatever the length.

Every query starts from `portal.access.seeing`.
"""
