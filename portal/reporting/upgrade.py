"""Frozen reports of earlier versions, lifted to the outline of this one so that a page can show
them.

A frozen document is never computed again: what an older version did not look at is absent, its
numbers and its version stay as they were.
"""

from portal.reporting import SCHEMA_VERSION
from portal.reporting.numbers import Json


def lifted(document: Json) -> Json:
    """The document as this version's pages read it. The stored one is left alone."""
    if document["schema_version"] >= SCHEMA_VERSION:
        return document
    return document | {
        "method": document["method"] | {"versions": {}},
        "studies": None,
    }
