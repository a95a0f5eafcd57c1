"""Work on what strangers sent, done aside: in a child process with limits of time and memory.

A decoder that is made to crash, to eat all memory or never to end takes only itself along. The
child gets the bytes and nothing else: no settings, no secrets, no open files, no files to write.

`python -m portal.aside WHAT LANGUAGE` reads the file from its input and writes its answer: a line
of JSON about it, then the bodies that line counts. It is not for people to call.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from portal.errors import Invalid
from portal.language import gettext as _
from portal.language import language, speak

if TYPE_CHECKING:
    from portal.pictures import Picture, Rendition

SECONDS: Final = 30
BYTES: Final = 1536 * 1024 * 1024
# Patience for a machine that is busy with other things: what counts is the time it computes.
PATIENCE: Final = 90
_ROOT: Final = Path(__file__).parent.parent
# A decoded picture may take 160 MB: one at a time in each process.
_one_at_a_time: Final = threading.Semaphore(1)


@dataclass(frozen=True, slots=True)
class Answer:
    about: dict[str, Any]
    bodies: tuple[bytes, ...]


Work = Callable[[bytes], Answer]


class Gone(Exception):
    """The child ended without an answer: it crashed, or met a limit."""


def ask(what: str, body: bytes) -> Answer:
    """What the child made of `body`; Invalid with its sentence if it is of no use."""
    command = [sys.executable, "-E", "-s", "-m", "portal.aside", what, language()]
    with _one_at_a_time:
        try:
            done = subprocess.run(  # noqa: S603 - our own module
                command,
                input=body,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                # Numbers are crunched on one core: the others have visitors.
                env={"LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"},
                timeout=PATIENCE,
                start_new_session=True,
            )
        except subprocess.TimeoutExpired as error:
            raise Gone from error
    if done.returncode != 0:
        raise Gone
    return _answer(done.stdout)


def _answer(said: bytes) -> Answer:
    try:
        head, rest = said.split(b"\n", 1)
        about = json.loads(head)
        bodies = tuple(_cut(rest, about.pop("lengths")))
    except (ValueError, KeyError, TypeError) as error:
        raise Gone from error
    if "sentence" in about:
        raise Invalid(about["sentence"])
    return Answer(about, bodies)


def _cut(rest: bytes, lengths: Sequence[int]) -> Sequence[bytes]:
    bodies, at = [], 0
    for length in lengths:
        bodies.append(rest[at : at + length])
        at += length
    if at != len(rest):
        raise ValueError
    return bodies


def limit() -> None:
    """Set before anything is read. Where a system knows no such limit it is left out."""
    try:
        import resource
    except ImportError:
        return
    for name, most in (
        ("RLIMIT_AS", BYTES),
        ("RLIMIT_CPU", SECONDS),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_FSIZE", 0),
    ):
        try:
            kind = getattr(resource, name)
            _soft, hard = resource.getrlimit(kind)
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (most, most))
        except (AttributeError, ValueError, OSError):
            continue


def picture(body: bytes) -> "Picture":
    """The picture in `body`, made anew; Invalid with one sentence if there is none."""
    from portal.pictures import Picture, Rendition, check_size

    check_size(body)
    try:
        answer = ask("picture", body)
    except Gone as error:
        raise Invalid(_("This picture could not be read. Save it again and send that.")) from error
    widths = answer.about.pop("widths")
    made = map(Rendition, widths, answer.bodies)
    return Picture(**answer.about, renditions=tuple(made))


def avif(largest: bytes) -> "tuple[Rendition, ...]":
    """A picture's renditions as AVIF, of its largest one; or Gone."""
    from portal.pictures import Rendition

    answer = ask("avif", largest)
    return tuple(map(Rendition, answer.about["widths"], answer.bodies))


def _avif(body: bytes) -> Answer:
    from portal import pictures

    made = pictures.as_avif(body)
    widths = [rendition.width for rendition in made]
    return Answer({"widths": widths}, tuple(rendition.body for rendition in made))


def _picture(body: bytes) -> Answer:
    from portal import pictures

    made = pictures.read(body)
    about = {"width": made.width, "height": made.height, "colour": made.colour}
    widths = [rendition.width for rendition in made.renditions]
    return Answer(about | {"widths": widths}, tuple(r.body for r in made.renditions))


def _trace(body: bytes) -> Answer:
    """Keys come first, in a line; then the picture in which their patterns are looked for."""
    from portal import marks, pictures

    head, picture = body.split(b"\n", 1)
    keys = json.loads(head)
    found = marks.traced(pictures.in_grey(picture), keys["common"], keys["people"])
    return Answer({"person": found.person, "scores": found.scores[:2]}, ())


def _pdf(body: bytes) -> Answer:
    from portal import pdfs

    return Answer({}, (pdfs.cleaned(body),))


# Only what is needed is loaded: a child lives for one file.
WORK: Final[dict[str, Work]] = {"picture": _picture, "avif": _avif, "pdf": _pdf, "trace": _trace}


def main(arguments: Sequence[str]) -> int:
    what, tag = arguments
    speak(tag)
    limit()
    try:
        answer = WORK[what](sys.stdin.buffer.read())
    except Invalid as error:
        answer = Answer({"sentence": error.sentence}, ())
    head = answer.about | {"lengths": [len(body) for body in answer.bodies]}
    out = sys.stdout.buffer
    out.write(json.dumps(head).encode() + b"\n")
    for body in answer.bodies:
        out.write(body)
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
