"""Pictures beside words: each is sent by itself while one writes; without a script, with the form.

What a form holds is read here once (`sent`) and shown again here (`show_again`), so that nobody
sends a picture twice because something else in the form was refused.
"""

from typing import Final

from flask import Blueprint, Response, get_template_attribute, request
from flask_babel import gettext as _

from portal import access, aside
from portal.access import doing, seeing
from portal.actions import beside_words
from portal.actions.beside_words import MOST_BESIDE, PlacedImage, Sent
from portal.errors import Invalid, Refused
from portal.models import Round
from portal.pictures import MOST_BYTES, Picture
from portal.queries import images as reads
from portal.web.forms.critiques import BesideWords
from portal.web.htmx import hx
from portal.web.limits import limiter, person
from portal.web.policy import signed_in
from portal.web.session import commit, database, db, let_others_write
from portal.web.sign_in import actor
from portal.web.stored import storage
from portal.web.uploads import takes_files

blueprint = Blueprint("beside", __name__)
AROUND: Final = 2**20
MOST_IN_A_FORM: Final = MOST_BESIDE * MOST_BYTES + AROUND


@blueprint.post("/rounds/<round_id>/pictures")
@signed_in
@takes_files(MOST_BYTES + AROUND)
@limiter.limit("60 per hour", key_func=person)
def add(round_id: str) -> Response:
    """One picture; the answer is its place in the form."""
    round = access.one(db(), seeing.rounds(actor()), round_id)
    if reason := doing.why_not_show(actor(), round):
        raise Refused(reason)
    # Nobody waits for a lock while it is looked at.
    commit()
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Invalid(_("Choose a file."))
    picture = aside.picture(file.stream.read(MOST_BYTES + 1))
    with database().writing.begin() as writing:
        image = beside_words.keep(writing, actor(), storage(), round, picture).public_id
    [shown] = reads.waiting(db(), actor(), [PlacedImage(image)])
    return hx(get_template_attribute("critiques/_pictures.html", "picked")(shown))


def sent(round: Round) -> Sent:
    """What stands beside the words of this form."""
    left = set(request.form.getlist("left_out"))
    words = request.form.getlist("beside_alt") + [""] * len(request.form.getlist("beside"))
    placed = [
        PlacedImage(image, alt)
        for image, alt in zip(request.form.getlist("beside"), words, strict=False)
        if image not in left
    ]
    pictures, problems = _made(round, MOST_BESIDE - len(placed))
    for picture in pictures:
        try:
            image = beside_words.keep(db(), actor(), storage(), round, picture)
            placed.append(PlacedImage(image.public_id))
        except Invalid as error:
            problems.append(error.sentence)
    return Sent(tuple(placed), tuple(dict.fromkeys(problems)))


def _made(round: Round, room: int) -> tuple[list[Picture], list[str]]:
    """The files of the form made anew, as many as have a place, while nobody waits for a lock."""
    files = [file for file in request.files.getlist("images") if file.filename]
    if not files:
        return [], []
    if reason := doing.why_not_show(actor(), round):
        raise Refused(reason)
    let_others_write()
    problems, made = [], []
    if len(files) > room:
        problems.append(_("One critique takes at most four pictures."))
    for file in files[: max(room, 0)]:
        try:
            made.append(aside.picture(file.stream.read(MOST_BYTES + 1)))
        except Invalid as error:
            problems.append(error.sentence)
    return made, problems


def show_again(form: BesideWords, sent: Sent) -> None:
    """The pictures in the form, after it was refused."""
    form.beside = reads.waiting(db(), actor(), sent.placed)
