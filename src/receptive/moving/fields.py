"""The parameters of a `move` block, parsed once: what is wrong is said with its field and what is allowed there."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

Rows = tuple[tuple[float, ...], ...]
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
LARGEST = 1000


class MoveError(ValueError):
    """A block that cannot be drawn, for its author to mend."""


class Fields:
    """What stands in a block, taken out field by field; `end` refuses what nobody took."""

    def __init__(self, figure: str, values: Mapping[str, object], folder: Path) -> None:
        """folder: where the pictures of the topic lie."""
        self.figure, self.folder = figure, folder
        self._values, self._taken = dict(values), set[str]()

    def has(self, name: str) -> bool:
        return name in self._values

    def whole(self, name: str, least: int, most: int, default: int | None = None) -> int:
        value = self._take(name, default)
        allowed = f"a whole number from {least} to {most}"
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self.wrong(name, allowed, value)
        return value

    def number(self, name: str, default: float | None = None) -> float:
        value = self._take(name, default)
        if not _is_number(value):
            raise self.wrong(name, f"a number from -{LARGEST} to {LARGEST}", value)
        return value  # type: ignore[return-value]  # _is_number has looked

    def flag(self, name: str, default: bool) -> bool:
        value = self._take(name, default)
        if not isinstance(value, bool):
            raise self.wrong(name, "true or false", value)
        return value

    def one_of(self, name: str, allowed: Sequence[object], default: object = None) -> object:
        value = self._take(name, default)
        if not any(value == one and type(value) is type(one) for one in allowed):
            raise self.wrong(name, " or ".join(map(str, allowed)), value)
        return value

    def numbers(self, name: str, least: int, most: int) -> tuple[float, ...]:
        """A list of numbers."""
        value = self._take(name)
        if not isinstance(value, list) or not least <= len(value) <= most or not all(map(_is_number, value)):
            raise self.wrong(name, f"a list of {least} to {most} numbers", value)
        return tuple(value)

    def rows(self, name: str, most: int, least: int = 1) -> Rows:
        """Rows of numbers, all of one length."""
        return self.rows_of(name, self._take(name), most, least)

    def rows_of(self, name: str, value: object, most: int, least: int = 1) -> Rows:
        allowed = f"{least} to {most} rows, each a list of {least} to {most} numbers, all of one length"
        if not isinstance(value, list | tuple) or not least <= len(value) <= most:
            raise self.wrong(name, allowed, value)
        for row in value:
            if not isinstance(row, list | tuple) or not least <= len(row) <= most or not all(map(_is_number, row)):
                raise self.wrong(name, allowed, row)
        if len({len(row) for row in value}) != 1:
            raise self.wrong(name, allowed, value)
        return tuple(map(tuple, value))

    def mapping(self, name: str, most: int) -> Mapping[str, object]:
        """Values by their names."""
        value = self._take(name)
        named = isinstance(value, dict) and 1 <= len(value) <= most and all(isinstance(key, str) for key in value)
        if not named:
            raise self.wrong(name, f"1 to {most} entries, each with its name", value)
        return dict(value)  # type: ignore[call-overload, no-any-return]  # a dict with texts as keys

    def entries(self, name: str, most: int) -> Sequence[Mapping[str, object]]:
        """A list of mappings."""
        value = self._take(name)
        if (
            not isinstance(value, list)
            or not 1 <= len(value) <= most
            or not all(isinstance(one, dict) for one in value)
        ):
            raise self.wrong(name, f"a list of 1 to {most} entries", value)
        return value

    def file(self, name: str, ending: str) -> Path:
        """A file of the folder, named without or with its ending."""
        value = self._take(name)
        stem = value.removesuffix(ending) if isinstance(value, str) else ""
        if not NAME.fullmatch(stem):
            raise self.wrong(name, f"the name of a {ending} file in {self.folder.name}/", value)
        return self.folder / f"{stem}{ending}"

    def wrong(self, name: str, allowed: str, value: object) -> MoveError:
        shown = repr(value)
        shown = shown if len(shown) <= 60 else f"{shown[:57]}…"
        return MoveError(f"{self.figure}: {name} is {shown}; allowed: {allowed}")

    def end(self) -> None:
        """All is taken, or it is refused."""
        if strange := sorted(set(self._values) - self._taken):
            raise MoveError(f"{self.figure}: no field {', '.join(strange)}; allowed: {', '.join(sorted(self._taken))}")

    def _take(self, name: str, default: object = None) -> object:
        self._taken.add(name)
        if name not in self._values and default is None:
            raise MoveError(f"{self.figure}: {name} is missing")
        return self._values.get(name, default)


def _is_number(value: object) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and math.isfinite(value)
        and abs(value) <= LARGEST
    )
