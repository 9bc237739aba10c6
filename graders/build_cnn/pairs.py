"""What may be an int or one number for rows and one for columns."""

from __future__ import annotations

Pair = int | tuple[int, int]


def pair(value: Pair) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else (value[0], value[1])
