"""The values that whoever reads a message sees in it, to find out whether one message tells what is in another."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from receptive.sandbox.wire import ATOMS, Message, read


def values_in(message: Message) -> set[object]:
    """Numbers and texts anywhere in a message, those in arrays too. Equal ones are one, of whatever type they are."""
    return set(_values(read(message)))


def _values(value: Any) -> Iterator[object]:
    kind = type(value)
    if kind in ATOMS or kind is complex:
        yield value
    elif kind is range:
        yield from (value.start, value.stop, value.step)
    elif kind in (list, tuple, set, frozenset):
        for member in value:
            yield from _values(member)
    elif kind is dict:
        for key, member in value.items():
            yield from _values(key)
            yield from _values(member)
    elif hasattr(value, "dtype"):
        yield from sys.modules["numpy"].unique(value).tolist()
