"""Tables handed out as CSV: opened by Excel with its accents, and without running anything."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

from flask import Response

# A cell that begins with one of these is a formula to some program.
DANGEROUS: Final = "=+-@\t\r\n\0＝＋－＠"


def csv_file(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    response = Response("\ufeff" + out.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _safe(cell: Any) -> Any:
    is_risky = isinstance(cell, str) and cell.lstrip(" ")[:1] in tuple(DANGEROUS)
    return f"'{cell}" if is_risky else cell
