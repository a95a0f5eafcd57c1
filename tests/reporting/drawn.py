"""The parts of a report about answers, drawn as the page draws them, from any document."""

from flask import Flask

from portal.language import speaking
from portal.reporting import document, sentences, titles
from portal.reporting.facts import Depths, Facts
from portal.reporting.numbers import Json
from portal.reporting.studies import answers

PARTS = """
{% from "reports/_support.html" import support with context %}
{% from "reports/_questions.html" import questions with context %}
{% from "reports/_segments.html" import segments with context %}
<article class="report">{{ support() }}{{ questions() }}{{ segments() }}</article>
"""


def built(facts: Facts, *, is_studied: bool = False) -> Json:
    """The document of a round, with what the worker would find about its answers."""
    if not is_studied:
        return document.build(facts)
    found = answers.study(facts, Depths(), facts.round.seed, lambda _: None)
    return document.build(facts, {"answers": found})


def parts(app: Flask, made: Json, language: str = "en") -> str:
    with app.test_request_context(headers={"Accept-Language": language}), speaking(language):
        return app.jinja_env.from_string(PARTS).render(d=made, say=sentences, titled=titles)
