"""Which column of a list is which, by its name in English or Spanish."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from portal.text import folded

_EMAIL: Final = frozenset(
    [
        "email",
        "e-mail",
        "mail",
        "email-address",
        "e-mail-address",
        "address",
        "correo",
        "correo-electronico",
        "correo-e",
        "direccion",
        "direccion-de-correo",
        "direccion-de-correo-electronico",
        "direccion-de-email",
        "courriel",
        "adresse-e-mail",
        "e-mail-adresse",
    ]
)
_NAME: Final = frozenset(
    [
        "name",
        "full-name",
        "display-name",
        "member",
        "nombre",
        "nombre-completo",
        "nombre-y-apellidos",
        "miembro",
        "first-name",
        "given-name",
    ]
)
_SURNAME: Final = frozenset(["last-name", "surname", "family-name", "apellido", "apellidos"])
_SEGMENTS: Final = frozenset(
    [
        "segment",
        "segments",
        "segmento",
        "segmentos",
        "tag",
        "tags",
        "label",
        "labels",
        "etiqueta",
        "etiquetas",
    ]
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Positions by meaning; a meaning may stand in several columns."""

    email: tuple[int, ...]
    name: tuple[int, ...]
    surname: tuple[int, ...]
    segments: tuple[int, ...]
    unread: tuple[str, ...]

    def of(self, cells: Sequence[str]) -> tuple[str, str, list[str]]:
        """(address, name, segments) of a row, however many cells it has."""
        names = _first(cells, self.name), _first(cells, self.surname)
        segments = [cells[i] for i in self.segments if i < len(cells)]
        return _first(cells, self.email), " ".join(filter(None, names)), segments


def columns_of(cells: Sequence[str]) -> Columns | None:
    """The columns, if this row names them; None if it already is somebody."""
    if any("@" in cell for cell in cells):
        return None
    names = [folded(cell.strip(" \"':")).replace(" ", "-").replace("_", "-") for cell in cells]
    email = _at(names, _EMAIL)
    if not email:
        return None
    known = (_at(names, _NAME), _at(names, _SURNAME), _at(names, _SEGMENTS))
    read = {i for places in (email, *known) for i in places}
    unread = tuple(cell.strip() for i, cell in enumerate(cells) if i not in read and cell.strip())
    return Columns(email, *known, unread)


def _at(names: Sequence[str], meaning: frozenset[str]) -> tuple[int, ...]:
    return tuple(i for i, name in enumerate(names) if name in meaning)


def _first(cells: Sequence[str], places: Sequence[int]) -> str:
    return next((cells[i] for i in places if i < len(cells) and cells[i].strip()), "")
