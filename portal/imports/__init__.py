"""Foreign formats, one module each: bytes in, rows and problems out.

Not here: pages, tables, anything about who asks. A module here knows no other.
"""
