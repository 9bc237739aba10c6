"""What a run would change: every mark that differs between two stores, and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from receptive.classroom.gradebook import CriterionMark
from receptive.classroom.marks import Mark, mark_of
from receptive.classroom.store import Kind, Store

HASHES = ("submission", "grader", "environment")


@dataclass(frozen=True)
class Change:
    """One mark before and after; None if there is none."""

    student: str
    topic: str
    before: Mark | None
    after: Mark | None

    @property
    def reasons(self) -> tuple[str, ...]:
        """Which of the things that decide a mark are others than before."""
        if self.before is None or self.after is None:
            return ("new",) if self.before is None else ("gone",)
        then, now = self.before.mark.hashes, self.after.mark.hashes
        found = [name for name in HASHES if getattr(then, name) != getattr(now, name)]
        return tuple(found) if self.before.seed == self.after.seed else (*found, "seed")

    @property
    def criteria(self) -> Iterator[tuple[CriterionMark | None, CriterionMark | None]]:
        """The criteria that ended otherwise or count otherwise."""
        then = {one.id: one for one in self.before.mark.criteria} if self.before else {}
        now = {one.id: one for one in self.after.mark.criteria} if self.after else {}
        for name in dict.fromkeys([*then, *now]):
            pair = then.get(name), now.get(name)
            if _worth(pair[0]) != _worth(pair[1]):
                yield pair


def changes(before: Store, after: Store) -> Iterator[Change]:
    """Every mark that is worth something else in the second store, in the order of the names."""
    for entry in after.entries(kind=Kind.MARK):
        known = before.get(entry.student, Kind.MARK, entry.topic)
        if known is not None and known.body == entry.body:
            continue
        then, now = mark_of(known) if known else None, mark_of(entry)
        if then is None or list(map(_worth, then.mark.criteria)) != list(map(_worth, now.mark.criteria)):
            yield Change(entry.student, entry.topic, then, now)


def copy_store(store: Path, copy: Path) -> None:
    """A store of its own with the same content.

    Raises:
        ClassError: it cannot be read.
    """
    with Store(store) as source, source.told(), closing(sqlite3.connect(copy)) as target:
        source.connection.backup(target)


def _worth(criterion: CriterionMark | None) -> tuple[str, str, float, float] | None:
    return (criterion.id, criterion.status, criterion.points, criterion.max_points) if criterion else None
