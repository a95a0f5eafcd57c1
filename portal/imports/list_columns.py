"""Which column of a list is which: guessed by its name in English or Spanish or by what it holds,
or said by whoever uploaded it."""

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


MEANINGS: Final = ("email", "name", "surname", "segments", "labelled", "")


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column means, by position, and its name where the list has names.

    A meaning may stand in several columns. "labelled" is a segment that carries the column's
    name: M under Size becomes "Size: M". An empty meaning is not read.
    """

    meanings: tuple[str, ...]
    names: tuple[str, ...] = ()

    @property
    def unread(self) -> tuple[str, ...]:
        named = zip(self.names, self.meanings, strict=False)
        return tuple(name for name, meaning in named if name and not meaning)

    def of(self, cells: Sequence[str]) -> tuple[str, str, list[str]]:
        """(address, name, segments) of a row, however many cells it has."""
        names = self._first(cells, "name"), self._first(cells, "surname")
        return self._first(cells, "email"), " ".join(filter(None, names)), self._segments(cells)

    def _segments(self, cells: Sequence[str]) -> list[str]:
        found = []
        for i, (cell, meaning) in enumerate(zip(cells, self.meanings, strict=False)):
            if meaning == "segments":
                found.append(cell)
            elif meaning == "labelled" and cell.strip():
                name = self.names[i] if i < len(self.names) else ""
                found.append(f"{name}: {cell.strip()}" if name else cell)
        return found

    def _first(self, cells: Sequence[str], wanted: str) -> str:
        pairs = zip(cells, self.meanings, strict=False)
        return next((cell for cell, meaning in pairs if meaning == wanted and cell.strip()), "")


def columns_of(cells: Sequence[str]) -> Columns | None:
    """The columns, if this row names them; None if it already is somebody."""
    if any("@" in cell for cell in cells):
        return None
    names = [folded(cell.strip(" \"':")).replace(" ", "-").replace("_", "-") for cell in cells]
    meanings = tuple(_meaning(name) for name in names)
    if "email" not in meanings:
        return None
    return Columns(meanings, tuple(cell.strip() for cell in cells))


def columns_in(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns of a list without names, by what they hold; None if it is no table."""
    width = max((len(cells) for cells in rows), default=0)
    if width < 2 or sum(len(cells) == width for cells in rows) < 0.8 * len(rows):
        return None
    held = [sum("@" in cells[i] for cells in rows if i < len(cells)) for i in range(width)]
    at = held.index(max(held))
    if held[at] < 0.6 * len(rows):
        return None
    others = iter(["name", *["segments"] * width])
    return Columns(tuple("email" if i == at else next(others) for i in range(width)))


def _meaning(name: str) -> str:
    for meaning, words in (
        ("email", _EMAIL),
        ("name", _NAME),
        ("surname", _SURNAME),
        ("segments", _SEGMENTS),
    ):
        if name in words:
            return meaning
    return ""
