"""Style and script without what only those read who write them: comments and indentation.

Nothing is renamed and nothing reordered, so a style or script that works here works squeezed too;
lines stay lines in a script, for a browser ends statements at them.
"""

import re

_STYLE = re.compile(rb'("[^"\n]*"|\'[^\'\n]*\')|/\*.*?\*/|\s+', re.DOTALL)
_ROUND_SIGNS = re.compile(rb'("[^"\n]*"|\'[^\'\n]*\')| *([{};]) *')
_WHOLE_LINE = re.compile(rb"^[ \t]*(?://.*)?\n|^[ \t]+", re.MULTILINE)


def style(text: bytes) -> bytes:
    text = _STYLE.sub(lambda found: found[1] or b" ", text)
    return _ROUND_SIGNS.sub(lambda found: found[1] or found[2] or b"", text).replace(b";}", b"}")


def script(text: bytes) -> bytes:
    """Only where no text runs over several lines, as none does in static/js."""
    return _WHOLE_LINE.sub(b"", text + b"\n")
