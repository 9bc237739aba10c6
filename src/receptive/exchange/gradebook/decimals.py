"""Numbers as a file writes them: with a decimal point or a decimal comma, which the file itself must say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from receptive.classroom.errors import ExportError
from receptive.classroom.points import number_text

POINT, COMMA = ".", ","
SIGNS = {"point": POINT, "comma": COMMA}
FORMS = {
    sign: re.compile(rf"[-+]?(?:[0-9]{{1,3}}(?:{thousands}[0-9]{{3}})+|[0-9]+)(?:{re.escape(sign)}[0-9]+)?")
    for sign, thousands in ((POINT, "[, \u00a0\u202f'’]"), (COMMA, "[. \u00a0\u202f'’]"))
}
MAX_LENGTH = 40


def read_number(text: str, sign: str) -> float | None:
    """A number with this decimal sign, thousands set apart or not; None if the text is none."""
    text = text.strip()
    if len(text) > MAX_LENGTH or not FORMS[sign].fullmatch(text):
        return None
    whole, _, decimals = text.partition(sign)
    return float(f"{re.sub('[^-+0-9]', '', whole)}.{decimals or 0}")


def is_number(text: str) -> bool:
    """Whether it is one with either sign."""
    return any(read_number(text, sign) is not None for sign in FORMS)


def sign_of(path: Path, cells: Iterable[tuple[int, str]]) -> str:
    """The decimal sign that the cells, with their lines, can only be read with; empty if they do not tell.

    Raises:
        ExportError: some can be read with a point only, and some with a comma only.
    """
    seen: dict[str, tuple[int, str]] = {}
    for line, text in cells:
        possible = [sign for sign in FORMS if read_number(text, sign) is not None]
        if len(possible) == 1:
            seen.setdefault(possible[0], (line, text.strip()))
    if len(seen) > 1:
        (one, first), (two, second) = seen.values()
        raise ExportError(
            f"{path}: line {one} has {first!r} and line {two} {second!r}: a decimal point and a decimal comma; "
            "write the numbers of the column in one way"
        )
    return next(iter(seen), "")


def write_number(points: float, sign: str) -> str:
    """Points with that sign, as few places as they need."""
    return number_text(points).replace(POINT, sign)
