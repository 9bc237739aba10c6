"""What instructors decided: overrides, comments, marks by hand, files taken; with who, when, and what stood there.

These are the only entries with a time of day in them: a run writes none, so that its bytes follow from the work alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from receptive.classroom.errors import ClassError
from receptive.classroom.store import Entry, Kind, Store
from receptive.classroom.student_names import show_name


@dataclass(frozen=True)
class Change:
    """One thing that an instructor wrote or took back. `before` and `after` are as people read them; empty: nothing."""

    what: str  # "override", "comment", "mark by hand" for an answer in words, or "file" for one that was decided for
    topic: str  # empty for a comment
    before: str
    after: str
    reason: str
    by: str
    at: str  # in ISO's form, in UTC; empty if it is not known


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def next_change(store: Store, student: str, change: Change) -> Entry:
    """A change after those that the store has of a student."""
    number = 1 + sum(1 for _ in store.entries(student, Kind.CHANGE))
    return Entry(student, Kind.CHANGE, f"{number:06d}", json.dumps(asdict(change)))


def read_changes(store: Store, student: str) -> Iterator[Change]:
    """The changes of a student, the first one first.

    Raises:
        ClassError: an entry is not one that this program wrote.
    """
    for entry in store.entries(student, Kind.CHANGE):
        try:
            body = json.loads(entry.body)
            yield Change(**{name: str(body[name]) for name in Change.__dataclass_fields__})
        except (ValueError, KeyError, TypeError) as broken:
            whose = show_name(student)
            raise ClassError(f"a change of {whose} in the store is damaged: grade class verify says more") from broken
