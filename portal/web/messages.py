"""A sentence for the next page: what was just done."""

from flask import flash


def say(sentence: str) -> None:
    flash(sentence, "done")


def warn(sentence: str) -> None:
    flash(sentence, "warning")
