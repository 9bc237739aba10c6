"""The one spelling of an answer that all ways of writing it lead to; what a key is compared with.

`page_files/answers.js` makes the same ones in the browser; both are held to shared test vectors.
"""

from __future__ import annotations

import math
import re
import unicodedata
from fractions import Fraction

JOIN = "\x1f"  # between parts; nobody types it
BESIDE = re.compile(r"[ \t]*([\[\](){},:])[ \t]*")
SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")


def fold(text: str) -> str:
    """Without differences that mean nothing: case, kind of blanks, compatible characters."""
    return SPACES.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()


def choice(text: str) -> str:
    return f"choice:{fold(text)}"


def choices(texts: list[str]) -> str:
    return f"choices:{JOIN.join(sorted(map(fold, texts)))}"


def pairs(rights: list[str]) -> str:
    return f"pairs:{JOIN.join(map(fold, rights))}"


def order(items: list[str]) -> str:
    return f"order:{JOIN.join(map(fold, items))}"


def short_text(text: str) -> str:
    return f"text:{fold(text).strip(' .,;:!?')}"


def shape(sizes: list[int]) -> str:
    return f"shape:{','.join(map(str, sizes))}"


def cells(places: list[tuple[int, int]]) -> str:
    return f"cells:{' '.join(f'{row},{column}' for row, column in sorted(set(places)))}"


def output(text: str) -> str:
    """Blanks at the ends of lines do not count, nor those beside brackets, commas and colons: `[2,1]` is `[2, 1]`."""
    lines = [BESIDE.sub(r"\1", line.rstrip()) for line in unicodedata.normalize("NFKC", text).strip().splitlines()]
    return "output:" + "\n".join(lines)


def number(value: Fraction, step: str = "", offset: str = "") -> tuple[str, ...]:
    """The bucket of a number; two of them on an edge, since a tolerance includes both its ends."""
    if not step:
        return (f"number:{value.numerator}/{value.denominator}",)
    place = (value - Fraction(offset)) / Fraction(step)
    bucket = math.floor(place)
    return (f"bucket:{bucket}", f"bucket:{bucket - 1}") if place == bucket else (f"bucket:{bucket}",)


def values(results: list[float]) -> str:
    """The values of an expression, to six decimals or eleven digits, whichever is coarser.

    Two ways of computing one value may differ in its last bit. So the edges lie beside the numbers that lessons have
    (0.437, not a half), and large values are cut before their last bits.
    """
    return f"values:{','.join(map(_cut, results))}"


def _cut(value: float) -> str:
    scale, places = 1e6, 6
    while abs(value) * scale > 1.37e11:
        scale, places = scale / 10, places - 1
    return f"{math.floor(value * scale + 0.437)}/{places}"
