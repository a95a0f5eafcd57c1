"""The validation report as a document: from facts about a round to plain, finite, JSON-able values.

Here: pure functions; the same document is drawn as a page, written as JSON and CSV, and frozen.
Not here: reading the database (`portal.queries.reports`), writing it (`portal.actions.reports`),
numbers themselves (`portal.stats`). Only `sentences` speaks a language; the rest is codes and
numbers, so that a frozen report can be read in any.
"""

SCHEMA_VERSION = 2
# Changes whenever the same facts would give another number.
METHOD_VERSION = "2026.2"
