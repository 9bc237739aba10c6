"""What an export changes, to be looked at before it does."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """One mark, as it stands and as it will stand; `before` is empty where there is none."""

    student: str
    place: str  # a line of a file, a cell of a gradebook, a file
    before: str
    after: str
