"""Make this checkout importable in a virtual environment and give it its `portal` command.

The same two things `pip install -e .` would do, without fetching a build backend.
"""

import stat
import sys
from pathlib import Path

# The guard matters: drawing the demo starts processes, which read this file again.
COMMAND = """#!{python}
import sys

from portal.cli import main

if __name__ == "__main__":
    sys.exit(main())
"""


def link(venv: Path, checkout: Path) -> None:
    site = next((venv / "lib").glob("python3*/site-packages"))
    (site / "firstlook.pth").write_text(f"{checkout}\n", encoding="utf-8")
    command = venv / "bin" / "portal"
    command.write_text(COMMAND.format(python=venv / "bin" / "python"), encoding="utf-8")
    command.chmod(command.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


if __name__ == "__main__":
    link(Path(sys.argv[1]).absolute(), Path(__file__).absolute().parent.parent)
