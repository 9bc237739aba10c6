"""Replies in one spelling: two that agree (`diagnosis.agreement`) are the same text, however they were computed.

Numbers fall into intervals, whose borders lie beside the values that are known; a value near a border has two
spellings, and both are tried.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from receptive.sandbox.wire import Handle
from receptive.student.failures import StudentFailure, StudentRaised
from receptive.student.proxy import StudentObject

WHOLE = 1e-6  # relative: a float so near a whole number is that number
DIGITS = 4  # an interval is a ten-thousandth of the next power of ten
NEAR = 1e-6  # relative: what single precision and another order of summing may change
MOST_NEAR = 5  # values near a border whose both spellings are tried
MOST_PIECES = 50_000  # of all replies to the questions about an exercise

Piece = tuple[str, ...]  # the spellings of one value, the likelier first


class TooLong(ValueError):
    """The replies are far more than what was asked for."""


def spell(replies: Sequence[Any], offset: float, types_too: bool = False, kinds_too: bool = False) -> list[Piece]:
    """The pieces of the text of several replies, in order.

    Args:
        offset: 0 to 1, where the borders of the intervals lie.
        types_too: an `int` and a `float` of one value differ.
        kinds_too: two exceptions differ if they are of two types.

    Raises:
        TooLong: as it says.
    """
    speller = _Speller(offset, types_too, kinds_too)
    for reply in replies:
        speller.add(reply)
        speller.write(";")
    return speller.pieces


def texts_of(pieces: Sequence[Piece]) -> Iterator[str]:
    """The text of these pieces, and, where values lie near borders, its other spellings."""
    near = [at for at, piece in enumerate(pieces) if len(piece) > 1]
    plain = [piece[0] for piece in pieces]
    yield " ".join(plain)
    if len(near) > MOST_NEAR:
        return
    for chosen in itertools.islice(itertools.product(*(pieces[at] for at in near)), 1, None):
        for at, spelling in zip(near, chosen, strict=True):
            plain[at] = spelling
        yield " ".join(plain)


def has_raised(reply: Any) -> bool:
    return isinstance(reply, StudentRaised)


class _Speller:
    def __init__(self, offset: float, types_too: bool, kinds_too: bool) -> None:
        self.offset = offset
        self.types_too = types_too
        self.kinds_too = kinds_too
        self.pieces: list[Piece] = []
        self.left = MOST_PIECES

    def write(self, *spellings: str) -> None:
        self._spend(1)
        self.pieces.append(spellings)

    def _spend(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise TooLong

    def add(self, value: Any) -> None:
        if isinstance(value, StudentFailure):
            self.write(f"raises {value.type_name}" if self.kinds_too and isinstance(value, StudentRaised) else "raises")
            return
        if self.types_too:
            self.write(f"<{type(value).__name__} {getattr(value, 'dtype', '')}>")
        if isinstance(value, StudentObject | Handle):
            self.write("an object")
        elif isinstance(value, bool):
            self.write(str(value))
        elif isinstance(value, int | float):
            self.write(*spell_number(value, self.offset))
        elif hasattr(value, "dtype") and hasattr(value, "shape"):
            self._add_array(value)
        else:
            self._add_container(value)

    def _add_array(self, value: Any) -> None:
        self._spend(int(value.size))
        numbers = [value.item()] if not value.shape else value.reshape(-1).tolist()
        if value.shape:  # an array without axes holds one number, and is as good as it
            self.write(f"array {tuple(value.shape)}")
        if all(type(number) is int or (type(number) is float and number.is_integer()) for number in numbers):
            self.pieces.append((" ".join(str(int(number)) for number in numbers),))  # nothing is near a border
            return
        for number in numbers:
            parts = (number.real, number.imag) if isinstance(number, complex) else (number,)
            for part in parts:
                self.pieces.append(spell_number(float(part) if isinstance(part, bool) else part, self.offset))

    def _add_container(self, value: Any) -> None:
        if isinstance(value, list | tuple):
            self.write("[")
            for item in value:
                self.add(item)
            self.write("]")
        elif isinstance(value, Mapping):
            self.write("{")
            for key in sorted(value, key=repr):
                self.write(repr(key))
                self.add(value[key])
            self.write("}")
        elif isinstance(value, set | frozenset):
            self.write(f"{type(value).__name__} {sorted(map(repr, value))}")
        else:  # a text, bytes, a range, None
            self.write(repr(value))


def spell_number(value: float, offset: float) -> Piece:
    """The interval in which a number lies; two if it lies near the border of one."""
    if isinstance(value, int):
        return (str(value),)
    if not math.isfinite(value):
        return (str(value),)
    if value.is_integer():
        return (str(int(value)),)
    reach = NEAR * max(abs(value), 10.0**-DIGITS)
    found = (_interval(each, offset) for each in (value, value - reach, value + reach))
    return tuple(dict.fromkeys(found))


def _interval(value: float, offset: float) -> str:
    nearest = round(value)
    if abs(value - nearest) <= WHOLE * max(1.0, abs(value)):
        return str(nearest)
    power = max(0, math.ceil(math.log10(abs(value)))) - DIGITS
    return f"{math.floor(value / 10.0**power + offset)}e{power}"
