"""The demo's members: the few who speak are written down, the others come from lists of names.

All of them are invented; every address ends in `.example`, which no mail can reach.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from portal.demo.drawing.shapes import seeded
from portal.demo.nouns import Invitation, Member, State, days


def _names(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


FIRST = {
    "en": _names(
        "Ada Alfie Alma Anika Arthur Asha Ben Beth Callum Cara Cora Dara Dev Edie Elliot Erin "
        "Esme Farah Finn Flora Frank Freya Gwen Hal Harriet Hugo Imogen Isla Ivor Jamal Joan "
        "Jude Kai Kit Leila Leo Lottie Mabel Marcus Maya Milo Nell Niamh Olive Omar Oscar Petra "
        "Rafe Rhona Rory Ruth Sadie Seth Sunil Tamsin Theo Una Vikram Willa Zadie"
    ),
    "es": _names(
        "Adriana Alba Alonso Andrés Beatriz Blanca Celia César Clara Diego Elena Emilio Fabián "
        "Gael Gloria Héctor Irene Iván Jimena Julia Laia Leandro Lola Manuel Marina Martín Mateo "
        "Nadia Nerea Nicolás Olga Óscar Pablo Paloma Pau Raquel Rocío Rubén Silvia Teo Valeria "
        "Vera Víctor Ximena"
    ),
}
LAST = {
    "en": _names(
        "Abbot Ainsley Barrow Bexley Birch Calloway Chandra Cole Crane Dalby Delaney Ellery "
        "Fenwick Firth Gallow Greer Hale Hartnell Hobbs Iqbal Jardine Kershaw Lomax Marlow Mensah "
        "Nash Okafor Orme Penrose Quill Ramsey Rowe Sayer Sharma Stroud Thorne Tully Underhill "
        "Vane Wren Yates"
    ),
    "es": _names(
        "Abad Alcaraz Barrios Benítez Bravo Cano Cordero Duarte Escudero Espinosa Fuentes Galindo "
        "Herrero Ibarra Juárez Lara Luján Merino Montero Navas Ojeda Paredes Quiroga Rivas Robles "
        "Sáez Segura Tapia Urrutia Valdés Vega Zamora"
    ),
}
# The last nine of a group: one in every state that is not plain "active and joined".
ASIDE: tuple[tuple[State, Invitation], ...] = (
    ("invited", "queued"),
    ("invited", "sent"),
    ("invited", "failed"),
    ("invited", "opened"),
    ("invited", "expired"),
    ("invited", "revoked"),
    ("paused", "joined"),
    ("left", "joined"),
    ("removed", "joined"),
)
REFUSED = "The mail server refuses this address. (550) 5.1.1 No such mailbox"
INVITED = {"queued": -0.01, "sent": -2, "failed": -2, "opened": -3, "expired": -45, "revoked": -20}


@dataclass(frozen=True)
class Voice:
    """Someone who says something in a round."""

    name: str
    language: str
    segments: tuple[str, ...]


def address(name: str, domain: str) -> str:
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return f"{plain.replace(' ', '.')}@{domain}"


def members(
    domain: str,
    total: int,
    voices: Sequence[Voice],
    segments: Sequence[Mapping[str, float]],
    spanish: float,
    timezone: str,
) -> tuple[Member, ...]:
    """The voices first, then generated people; of each mapping in `segments` everyone has one
    or none, with the given shares."""
    rng = seeded(domain)
    cast = list(voices)
    taken = {voice.name for voice in voices}
    while len(cast) < total:
        language = "es" if rng.random() < spanish else "en"
        name = f"{rng.choice(FIRST[language])} {rng.choice(LAST[language])}"
        if name not in taken:
            taken.add(name)
            drawn = [_one(rng.random(), shares) for shares in segments]
            cast.append(Voice(name, language, tuple(s for s in drawn if s)))
    plain: tuple[State, Invitation] = ("active", "joined")
    states = [plain] * (total - len(ASIDE)) + list(ASIDE)
    return tuple(
        _member(voice, domain, timezone, state, invitation, rng.uniform(60, 240), rng.random())
        for voice, (state, invitation) in zip(cast, states, strict=True)
    )


def _one(draw: float, shares: Mapping[str, float]) -> str | None:
    for segment, share in shares.items():
        if draw < share:
            return segment
        draw -= share
    return None


def _member(
    voice: Voice,
    domain: str,
    timezone: str,
    state: State,
    invitation: Invitation,
    ago: float,
    draw: float,
) -> Member:
    joined = invitation == "joined"
    return Member(
        name=voice.name,
        email=address(voice.name, domain),
        language=voice.language,
        timezone="Europe/Madrid" if voice.language == "es" else timezone,
        segments=voice.segments,
        state=state,
        invitation=invitation,
        invited_at=days(-ago if joined else INVITED[invitation]),
        joined_at=days(-ago + 3 * draw) if joined else None,
        ended_at=days(-50 - 5 * draw) if state in ("paused", "left", "removed") else None,
        failure=REFUSED if invitation == "failed" else None,
        is_credited=draw < 0.9,
    )
