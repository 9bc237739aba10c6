"""What a student has handed in for a topic over the time: all of it is kept, and a rule says which mark counts.

The marks that do not count lie beside the one that does, as entries of a kind of their own. Nothing here says when a
run took place: the time of an attempt is that of the submission.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from receptive.classroom.collecting import HandedIn
from receptive.classroom.days import Moment
from receptive.classroom.errors import ClassError
from receptive.classroom.late import Count, Late, late_line
from receptive.classroom.lateness import Lateness
from receptive.classroom.marks import mark_of
from receptive.classroom.store import Entry, Kind, Store
from receptive.classroom.student_names import show_name

COUNT = "count"  # the setting that holds the rule


@dataclass(frozen=True)
class Attempt:
    """One submission of a student's for a topic."""

    source: str  # its hash
    moment: Moment | None = None  # when it was handed in
    late: Late | None = None


def read_attempts(store: Store, student: str, topic: str) -> tuple[Attempt, ...]:
    """What was handed in, the first one first. The same file twice in a row is one attempt.

    Raises:
        ClassError: the entry is not one that this program wrote.
    """
    entry = store.get(student, Kind.SUBMISSIONS, topic) or store.get(student, Kind.ATTEMPTS, topic)
    try:
        if entry is None:
            return tuple(_before_attempts(store, student, topic))
        return tuple(_attempt(line) for line in json.loads(entry.body))
    except (ValueError, KeyError, TypeError) as broken:
        whose = f"{show_name(student)} {topic}"
        raise ClassError(f"the attempts of {whose} in the store are damaged: grade class verify says more") from broken


def kept_count(store: Store) -> Count:
    """The rule of the last run; the last attempt counts if none was ever given.

    Raises:
        ClassError: it is no rule that a run writes.
    """
    kept = store.setting(COUNT)
    if kept not in ("", *Count):
        raise ClassError(f"{store.path} counts the {kept!r} of several attempts, which no run writes; give --count")
    return Count(kept or Count.LAST)


def mark_with(store: Store, student: str, topic: str, source: str) -> Entry | None:
    """The mark of one attempt, whether or not it is the one that counts."""
    counted = store.get(student, Kind.MARK, topic)
    if counted is not None and counted.source == source:
        return counted
    other = store.get(student, Kind.ATTEMPT, _name(topic, source))
    return replace(other, kind=Kind.MARK, topic=topic) if other else None


class Attempts:
    """The attempts of a class while a run adds to them."""

    def __init__(self, store: Store, count: Count, most: int = 0, lateness: Lateness | None = None) -> None:
        """Args:
        most: how many submissions of one topic are graded; 0: all.
        """
        self.store = store
        self.count = count
        self.most = most
        self.lateness = lateness

    def add(self, student: str, topic: str, handed: HandedIn) -> str:
        """Note what was handed in now. Returns why it is not graded any more; empty if it is."""
        source = hashlib.sha256(handed.submission.source).hexdigest()
        known = read_attempts(self.store, student, topic)
        graded = {one.source for one in known}
        if self.most and source not in graded and len(graded) >= self.most:
            counts = f"the mark is that of the {self.count.value}"
            return f"{handed.place}: not graded, since {len(graded)} submissions were; {counts}"
        now = Attempt(source, self._moment(student, topic, handed))
        again = bool(known) and known[-1].source == source
        if again:
            now = replace(now, late=known[-1].late)
        attempts = [*(known[:-1] if again else known), now]
        judged = [_line(self._judged(student, topic, one)) for one in attempts]
        noted = Entry(student, Kind.SUBMISSIONS, topic, json.dumps(judged))
        self.store.put([noted], without=[(student, Kind.ATTEMPTS, topic)])
        return ""

    def earlier(self, student: str, topic: str, current: str) -> Iterator[Entry]:
        """Marks of attempts that may count although they are not what lies in the folder."""
        if self.count is Count.LAST:
            return
        for source in dict.fromkeys(one.source for one in read_attempts(self.store, student, topic)):
            mark = mark_with(self.store, student, topic, source) if source != current else None
            if mark is not None:
                yield mark

    def keep(self, mark: Entry, data: bytes | None = None) -> None:
        """Write a mark of now, so that the one that counts is the mark and the others are kept beside it.

        What is no attempt (an untouched stub, nothing at all) counts if there are no attempts, if the last one counts,
        or if a person has to look at it.

        Args:
            data: what was graded.
        """
        student, topic = mark.student, mark.topic
        attempts = read_attempts(self.store, student, topic)
        known = [(one, mark if one.source == mark.source else self._mark(mark, one)) for one in attempts]
        marked = [(one, entry) for one, entry in known if entry is not None]
        counted, late = self._choose(mark, marked)
        others = {entry.source: entry for _, entry in marked if entry.source != counted.source}
        aside = [replace(one, kind=Kind.ATTEMPT, topic=_name(topic, one.source)) for one in others.values()]
        gone = [(student, Kind.ATTEMPT, _name(topic, counted.source))]
        if late is not None:
            aside.append(Entry(student, Kind.LATE, topic, json.dumps(asdict(late))))
        elif attempts or self.lateness:
            gone.append((student, Kind.LATE, topic))
        self.store.put([*aside, counted], data, gone)

    def _mark(self, mark: Entry, attempt: Attempt) -> Entry | None:
        return mark_with(self.store, mark.student, mark.topic, attempt.source)

    def _choose(self, mark: Entry, marked: Sequence[tuple[Attempt, Entry]]) -> tuple[Entry, Late | None]:
        is_attempt = any(entry is mark for _, entry in marked)
        if not marked or (not is_attempt and (self.count is Count.LAST or mark_of(mark).is_undecided)):
            return mark, None
        if self.count is Count.BEST:
            attempt, entry = max(marked, key=lambda pair: _worth(*pair))
        else:
            attempt, entry = marked[0 if self.count is Count.FIRST else -1]
        return entry, attempt.late

    def _moment(self, student: str, topic: str, handed: HandedIn) -> Moment | None:
        if self.lateness is not None:
            return self.lateness.submitted(student, topic, handed)
        return Moment(handed.modified) if handed.modified else None

    def _judged(self, student: str, topic: str, attempt: Attempt) -> Attempt:
        """Without a policy what an earlier one said stays."""
        if self.lateness is None:
            return attempt
        return replace(attempt, late=self.lateness.late(student, topic, attempt.moment) if attempt.moment else None)


def _line(attempt: Attempt) -> dict[str, object]:
    """As it is kept."""
    moment = attempt.moment.text if attempt.moment else ""
    return {"source": attempt.source, "moment": moment, "late": asdict(attempt.late) if attempt.late else None}


def _attempt(line: object) -> Attempt:
    if isinstance(line, str):  # of a store of version 1
        return Attempt(line)
    if not isinstance(line, dict):
        raise TypeError("an attempt is an object")
    late = line["late"]
    moment = Moment.parse(str(line["moment"])) if line["moment"] else None
    return Attempt(str(line["source"]), moment, Late(**late) if late else None)


def _before_attempts(store: Store, student: str, topic: str) -> Iterator[Attempt]:
    """The one attempt of a store that noted none: what its mark was made of, if code was run for it."""
    mark = store.get(student, Kind.MARK, topic)
    if mark is None or not mark.source or not mark_of(mark).has_run:
        return
    late = store.get(student, Kind.LATE, topic)
    yield Attempt(mark.source, None, Late(**json.loads(late.body)) if late else None)


def _name(topic: str, source: str) -> str:
    return f"{topic}#{source}"


def _worth(attempt: Attempt, entry: Entry) -> tuple[bool, float]:
    """What is not decided is worth most: it could be the best, and nothing is final before it is known."""
    mark = mark_of(entry)
    points = mark.mark.points
    return mark.is_undecided, points + (late_line(attempt.late, points)[0] if attempt.late else 0.0)
