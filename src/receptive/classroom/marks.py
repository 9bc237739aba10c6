"""The body of a mark in the store: written from a result, read into the nouns of a class."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from receptive.attempt_json import topic_object
from receptive.classroom.downloads import Account, account_of
from receptive.classroom.enrolling import EVERYBODY, Part, check_part, enrolled_of, kept_roster
from receptive.classroom.errors import ClassError
from receptive.classroom.evidence import evidence_of
from receptive.classroom.gradebook import Adjustment, CriterionMark, Gradebook, StudentMarks, TopicMark
from receptive.classroom.late import Late, late_line
from receptive.classroom.points import UNSETTLED
from receptive.classroom.roster import Enrolled
from receptive.classroom.store import Entry, Kind, Store
from receptive.classroom.student_names import plain_name, show_name
from receptive.model import Diagnosis, Hashes, Isolation, Status, TopicResult, Visibility

ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}")  # another one in each run; in messages of a student's own making
NOTHING_RAN = "none"
MOST_NOTED = 500  # characters
T = TypeVar("T")
LEVELS = ("C", "B", "A", NOTHING_RAN)  # the weakest first


@dataclass(frozen=True)
class Mark:
    """A mark and how it came about."""

    mark: TopicMark
    order: int  # of the topic in the lesson
    seed: str
    isolation: str
    isolation_reason: str
    versions: tuple[tuple[str, str], ...]
    topic_json: dict[str, Any]  # as `grade --json` writes it
    # By criterion: what `evidence.py` makes pictures of; empty in older stores
    evidence: dict[str, dict[str, Any]] = field(default_factory=dict)
    noted: str = ""  # what our code stumbled over and the criterion failed for: for whoever looks at the class

    @property
    def has_run(self) -> bool:
        """Whether code was run for it."""
        return self.isolation != NOTHING_RAN

    @property
    def is_undecided(self) -> bool:
        """Whether a criterion of it is still to be decided."""
        return any(criterion.status in UNSETTLED for criterion in self.mark.criteria)


def body_of(result: TopicResult, seed: str, isolation: Isolation | None, versions: Iterable[tuple[str, str]]) -> str:
    """A result as it is kept; `isolation` is None if nothing had to run."""
    topic = topic_object(result)
    del topic["path"]  # an entry has its own place, and the same file of another student the same body
    body = {
        "order": result.topic.order,
        "seed": seed,
        "isolation": isolation.level.value if isolation else NOTHING_RAN,
        "isolation_reason": isolation.reason if isolation else "no code had to run",
        "versions": [list(pair) for pair in versions],
        "topic": topic,
        "evidence": evidence_of(result.outcomes),
        "noted": result.noted.strip().rpartition("\n")[2][:MOST_NOTED],  # a path in a traceback is this machine's
    }
    return ADDRESS.sub("0x…", json.dumps(body, ensure_ascii=False)).encode("utf-8", "backslashreplace").decode()


def mark_of(entry: Entry, source: bytes = b"") -> Mark:
    """A stored mark.

    Raises:
        ClassError: the body is not one that this program wrote.
    """
    try:
        body: Any = json.loads(entry.body)
        topic = body["topic"]
        mark = TopicMark(
            topic=entry.topic,
            points=float(topic["points"]),
            max_points=float(topic["max_points"]),
            criteria=tuple(map(_criterion, topic["criteria"])),
            hashes=Hashes(**topic["hashes"]),
            source=source.decode("utf-8", "replace"),
        )
        versions = tuple((str(name), str(version)) for name, version in body["versions"])
        extra = dict(body.get("evidence", {})), str(body.get("noted", ""))
        head = int(body["order"]), str(body["seed"]), str(body["isolation"]), str(body["isolation_reason"])
    except (ValueError, KeyError, TypeError, AttributeError) as broken:
        raise _describe_damage(entry) from broken
    return Mark(mark, *head, versions, {"topic": entry.topic, "path": entry.place, **topic}, *extra)


@dataclass(frozen=True)
class Override:
    """What an instructor set a topic to."""

    points: float
    reason: str


@dataclass(frozen=True)
class StudentEntries:
    """All that the store holds of one student, marks in the order of the lesson."""

    student: str
    marks: tuple[Mark, ...]
    adjustments: tuple[Adjustment, ...]
    comment: str
    notes: tuple[str, ...]
    enrolled: Enrolled | None = None
    account: Account | None = None

    @property
    def weakest(self) -> Mark | None:
        return min(self.marks, key=lambda mark: LEVELS.index(mark.isolation), default=None)


def read_students(store: Store, sources: bool = False, part: Part = EVERYBODY) -> Iterator[StudentEntries]:
    """Those of the class who count, one student at a time, in the order of the names.

    Who is on the roster and in no run yet is not among them.

    Args:
        sources: read what was graded as well.
        part: of the class.

    Raises:
        ClassError: nobody is in that part.
    """
    roster = kept_roster(store)
    check_part(roster, part, store.path)
    nobody = {"", *roster.left_out}
    for student, entries in groupby(store.entries(), key=lambda entry: entry.student):
        if student not in nobody:
            found = list(entries)
            one = student_of(student, found, store, sources)
            if part.holds(one.enrolled) and any(entry.kind is not Kind.ENROLLED for entry in found):
                yield one


def student_of(student: str, entries: list[Entry], store: Store, sources: bool = False) -> StudentEntries:
    """One student, from the entries of this name."""
    times = dict(_times(entries))
    found = [
        _with_time(
            mark_of(entry, store.source(entry.source) if sources else b""), times.get((entry.topic, entry.source))
        )
        for entry in entries
        if entry.kind is Kind.MARK
    ]
    marks = sorted(found, key=lambda mark: (mark.order, mark.mark.topic))
    comment = next((entry.body for entry in entries if entry.kind is Kind.COMMENT), "")
    notes = tuple(note for entry in entries if entry.kind is Kind.NOTE for note in _notes(entry))
    enrolled = next((enrolled_of(entry) for entry in entries if entry.kind is Kind.ENROLLED), None)
    account = next((account_of(entry) for entry in entries if entry.kind is Kind.ACCOUNT), None)
    return StudentEntries(student, tuple(marks), tuple(_adjustments(marks, entries)), comment, notes, enrolled, account)


def _times(entries: list[Entry]) -> Iterator[tuple[tuple[str, str], datetime]]:
    """When each attempt was handed in, by its topic and source, where that is kept."""
    for entry in entries:
        if entry.kind is Kind.SUBMISSIONS:
            for source, moment in _read(entry, _moments):
                yield (entry.topic, source), moment


def _moments(body: list[dict[str, Any]]) -> list[tuple[str, datetime]]:
    return [(str(one["source"]), datetime.fromisoformat(one["moment"])) for one in body if one["moment"]]


def _with_time(mark: Mark, handed_in: datetime | None) -> Mark:
    return replace(mark, mark=replace(mark.mark, handed_in=handed_in))


def read_notes(store: Store) -> Iterator[tuple[str, str]]:
    """Each student, or an empty name for the class, with what was found and not understood."""
    for entry in store.entries(kind=Kind.NOTE):
        yield from ((entry.student, note) for note in _notes(entry))


def notes_of(store: Store, student: str) -> list[tuple[str, str]]:
    """The notes about one student, each with the name.

    Raises:
        ClassError: the store has no such student.
    """
    name = plain_name(student)
    if next(store.entries(name), None) is None:
        raise ClassError(f"{store.path} has no student {show_name(name)}")
    return [(name, note) for entry in store.entries(name, Kind.NOTE) for note in _notes(entry)]


def _notes(entry: Entry) -> tuple[str, ...]:
    return tuple(map(str, _read(entry, lambda body: list(body))))


def read_gradebook(path: Path, part: Part = EVERYBODY) -> Gradebook:
    """The class, or a part of it, in the nouns that reports and exports take.

    Raises:
        ClassError: there is no such store, it cannot be read, or nobody is in that part.
    """
    with Store(path) as store:
        return gradebook_of(store, part)


def gradebook_of(store: Store, part: Part = EVERYBODY) -> Gradebook:
    """The class as reports and exports take it: those who count."""
    students, levels = [], set()
    for one in read_students(store, sources=True, part=part):
        marks = tuple(mark.mark for mark in one.marks)
        students.append(StudentMarks(one.student, marks, one.adjustments, one.comment, one.enrolled, one.account))
        levels |= {mark.isolation for mark in one.marks}
    return Gradebook(store.setting("seed"), min(levels, key=LEVELS.index, default=NOTHING_RAN), tuple(students))


def _adjustments(marks: list[Mark], entries: list[Entry]) -> Iterator[Adjustment]:
    """Late lines and overrides, in points, as they follow from the marks of now. An override is the last word."""
    overrides = {entry.topic: override_of(entry) for entry in entries if entry.kind is Kind.OVERRIDE}
    lates = {entry.topic: _read(entry, lambda body: Late(**body)) for entry in entries if entry.kind is Kind.LATE}
    for mark in (one.mark for one in marks):
        if mark.topic in overrides:
            override = overrides[mark.topic]
            yield Adjustment("override", mark.topic, override.points - mark.points, override.reason)
        elif mark.topic in lates:
            yield Adjustment("late", mark.topic, *late_line(lates[mark.topic], mark.points))


def override_of(entry: Entry) -> Override:
    """What an entry says.

    Raises:
        ClassError: it is not one that this program wrote.
    """
    return _read(entry, lambda body: Override(float(body["points"]), str(body["reason"])))


def _read(entry: Entry, make: Callable[[Any], T]) -> T:
    """What the body of an entry says.

    Raises:
        ClassError: it is not one that this program wrote.
    """
    try:
        return make(json.loads(entry.body))
    except (ValueError, KeyError, TypeError) as broken:
        raise _describe_damage(entry) from broken


def _describe_damage(entry: Entry) -> ClassError:
    title = f"{show_name(entry.student) or 'the class'} {entry.topic}".rstrip()
    return ClassError(f"the {entry.kind.value} of {title} in the store is damaged: grade class verify says more")


def _criterion(line: dict[str, Any]) -> CriterionMark:
    found = line["diagnosis"]
    return CriterionMark(
        id=str(line["id"]),
        exercise=str(line["exercise"]),
        title=str(line["title"]),
        visibility=Visibility(line["visibility"]),
        points=float(line["points"]),
        max_points=float(line["max_points"]),
        status=Status(line["status"]),
        message=str(line["message"]),
        diagnosis=Diagnosis(str(found["misconception"]), str(found["says"])) if found else None,
        measured=tuple((str(name), float(value)) for name, value in line.get("measured", {}).items()),
    )


def mark_again(entry: Entry, student: str, topic: str, place: str) -> Entry:
    """A mark again, for another student who handed in the same file, or for another place."""
    return replace(entry, student=student, kind=Kind.MARK, topic=topic, place=place)
