"""One catalogue for every layer: a reader of Spanish is spoken to in Spanish by pages, by refusals
from actions and rules, and by letters; whom we do not understand is answered in English."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import flask_babel
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal import clock
from portal.access import actor_of
from portal.actions import people, staff
from portal.config import Config
from portal.database import Database
from portal.errors import Invalid
from portal.jobs import work
from portal.language import gettext, language, moment_words, ngettext, speaking
from portal.mail import failures
from portal.mail.folder import read_letter, read_outbox
from portal.models import Person
from portal.reporting import sentences
from portal.reporting.said import scales
from portal.web.filters import failure, remaining
from tests import makers
from tests.world import World


@pytest.fixture
def tess(db: Session, world: World) -> Person:
    """She reads Spanish."""
    world.tess.language = "es"
    db.commit()
    return world.tess


def test_pages_and_the_layers_below_read_one_catalogue(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "es"}), speaking("es"):
        assert flask_babel.gettext("Sign out") == gettext("Sign out") == "Salir"
        sentence = app.jinja_env.from_string('{{ _("Hello %(name)s,", name="Tess") }}')
        assert sentence.render() == "Hola, Tess:"


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 días"), (1, "1 día"), (2, "2 días"), (21, "21 días")]
)
def test_numbers_take_the_form_their_language_asks_for(number: int, words: str) -> None:
    with speaking("es"):
        assert ngettext("%(num)s day", "%(num)s days", number) == words


def test_times_are_told_in_the_language(app: Flask) -> None:
    at = datetime(2026, 8, 3, 16, 30, tzinfo=UTC)
    with clock.held_at(at - timedelta(days=2)), speaking("es"):
        assert remaining(at) == "2 días"
        assert remaining(at - timedelta(days=2)) == "menos de un minuto"
        assert moment_words(at, "Europe/Madrid") == "3 ago 2026, 18:30 Madrid"


def test_a_page_speaks_the_language_of_its_reader(tess: Person, world: World) -> None:
    page = world.visitor("tess").get(f"/rounds/{world.round.public_id}")
    assert page.tree.all("html")[0].attributes["lang"] == "es"
    assert "A favor" in page.text
    assert "Unsure" not in page.html
    beside = world.visitor("tom").get(f"/rounds/{world.round.public_id}")
    assert beside.tree.all("html")[0].attributes["lang"] == "en"
    assert "Unsure" in beside.html
    assert "A favor" not in beside.text


def test_refusals_of_rules_and_actions_speak_it_too(
    db: Session, tess: Person, world: World
) -> None:
    at = f"/rounds/{world.round.public_id}/votes/{world.support.public_id}"
    refused = world.visitor("tess").hx_post(
        at, {"answer": "perhaps", "revision": world.revision.number}
    )
    assert refused.status == 422
    assert "El voto no se ha guardado." in refused.html
    with speaking("es"), pytest.raises(Invalid) as error:
        staff.invite(db, actor_of(db, world.olga), world.brand, world.rob, "king")
    assert error.value.sentence == "Elige uno de los papeles."


def test_the_next_reader_on_a_thread_is_not_spoken_to_in_the_last_ones_language(
    tess: Person, world: World
) -> None:
    world.visitor("tess").get("/")
    assert language() == "en"


def send_all(config: Config, database: Database, outbox: Path) -> None:
    work.run_all(work.context_of(replace(config, mail_url=f"file:{outbox}"), database))


def text_to(outbox: Path, person: Person) -> str:
    [kept] = [letter for letter in read_outbox(outbox) if person.email in letter.to]
    return read_letter(outbox, kept.name).text


def test_letters_speak_it(
    db: Session, tess: Person, world: World, config: Config, database: Database, tmp_path: Path
) -> None:
    for person in (tess, world.tom):
        people.send_code(db, person)
    db.commit()
    outbox = tmp_path / "outbox"
    send_all(config, database, outbox)
    spanish, english = text_to(outbox, tess), text_to(outbox, world.tom)
    assert "Escribe este código donde lo pediste" in spanish
    assert "Type this code" not in spanish
    assert "Type this code" in english
    assert language() == "en", "one letter does not change how the next is written"


def test_a_letter_names_the_role_in_its_language(
    db: Session, world: World, config: Config, database: Database, tmp_path: Path
) -> None:
    new = makers.person(db, "Nora", verified_at=None)
    world.brand.language = "es"
    staff.invite(db, actor_of(db, world.olga), world.brand, new, "analyst")
    db.commit()
    send_all(config, database, tmp_path / "outbox")
    assert "Tu papel: análisis." in text_to(tmp_path / "outbox", new)


def test_why_a_letter_failed_is_told_to_each_in_their_language() -> None:
    kept = f"{failures.NO_MAILBOX} (550) 5.1.1 No such user. Bye"
    assert failure(kept) == kept
    with speaking("es"):
        assert failure(kept) == (
            "El servidor de correo rechaza esta dirección. (550) 5.1.1 No such user. Bye"
        )
        assert failure(failures.NO_MAILBOX) == "El servidor de correo rechaza esta dirección."


def test_a_report_is_read_in_the_language_of_who_reads_it() -> None:
    rule = {"signal": "support", "threshold_permille": 600}
    assert sentences.criterion(rule) == "At least 60 % of the group are for it"
    with speaking("es"):
        assert sentences.criterion(rule) == "Al menos el 60\u00a0% del grupo está a favor"


def test_numbers_are_written_as_the_language_writes_them() -> None:
    found = {"n": 40, "mean": {"value": 3.0, "interval": {"low": 2.9, "high": 3.1}}}
    assert scales.mean(found) == "Mean 3.0 of 5, between 2.9 and 3.1 for the whole group."
    with speaking("es"):
        assert scales.mean(found) == "Media: 3,0 de 5, entre 2,9 y 3,1 para todo el grupo."
        assert sentences.share_of(625) == "62,5\u00a0%"


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("es-AR,es;q=0.9", "es"), ("tlh", "en"), ("", "en"), ("fr,es;q=0.5", "es")],
)
def test_a_visitor_hears_what_the_browser_asks_for_else_english(
    world: World, asked: str, spoken: str
) -> None:
    page = world.visitor().get("/sign-in", headers={"Accept-Language": asked})
    assert page.tree.all("html")[0].attributes["lang"] == spoken
    assert {"es": "Entrar", "en": "Sign in"}[spoken] in page.text


def test_an_unknown_language_is_english() -> None:
    with speaking("es"), speaking("tlh"):
        assert gettext("Sign out") == "Sign out"
        assert ngettext("%(num)s day", "%(num)s days", 1) == "1 day"
