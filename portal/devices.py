"""What a browser calls itself, in words its owner knows: "Firefox · Windows".

Here: a guess by name, for the list of places where one is signed in. Nothing is decided by it.
"""

from collections.abc import Iterable
from typing import Final

# The word in a browser's own line, and the name people use. The first that is found holds: most
# browsers also name those they want to be taken for.
BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("FxiOS", "Firefox"),
    ("Firefox", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def name(agent: str) -> str:
    """What is not known stays as it was written."""
    known = [word for word in (_first(BROWSERS, agent), _first(SYSTEMS, agent)) if word]
    return " · ".join(known) or agent


def _first(names: Iterable[tuple[str, str]], agent: str) -> str:
    return next((name for word, name in names if word in agent), "")
