"""What a class has handed in, looked at before anything is graded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_lesson
from receptive.classroom.collecting import HandedIn, collect
from receptive.classroom.downloads import Account
from receptive.classroom.store import Store
from receptive.classroom.student_names import show_name
from receptive.classroom.students import Class, Student
from receptive.classroom.taking import read_taken
from receptive.model import Topic
from receptive.reading.reader import Reader
from receptive.reading.stubs import is_untouched
from receptive.workspace.settling import NOTHING_CAME

COUNTS, LOOK, STUB, NOTHING = "counts", "needs a look", "not begun", "nothing"


@dataclass(frozen=True)
class Work:
    """What there is for one topic. `text`: the place of the file that counts, or why none does."""

    topic: str
    status: str  # COUNTS, LOOK, STUB or NOTHING
    text: str

    @property
    def never_came(self) -> bool:
        return self.status == NOTHING and self.text.startswith(NOTHING_CAME)


@dataclass(frozen=True)
class Arrived:
    """One student, and all that came."""

    student: str
    account: Account | None
    work: tuple[Work, ...]
    notes: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        """In JSON's types."""
        return {"schema": "receptive/arrived/v1", **asdict(self)}


def arrive(students: Class, topics: Sequence[Topic], store: Path) -> Iterator[Arrived]:
    """Look through the work of each student, with the decisions that a store keeps if it is there."""
    asked = [topic.slug for topic in topics]
    others = [topic for topic in load_lesson(find_content()).topics if topic.slug not in asked]
    taken = _taken(students, store)
    with Reader() as reader:
        for student in students.students:
            collected = collect(student, topics, others, reader, taken.get(student.name))
            work = tuple(_work(student, topic, one) for topic, one in zip(topics, collected.work, strict=True))
            yield Arrived(student.name, student.account, work, collected.notes)


def _taken(students: Class, store: Path) -> dict[str, Mapping[str, str]]:
    if not store.is_file():
        return {}
    with Store(store) as opened:
        return {student.name: read_taken(opened, student.name) for student in students.students}


def _work(student: Student, topic: Topic, handed: HandedIn) -> Work:
    submission = handed.submission
    if submission.unclear:
        return Work(topic.slug, LOOK, submission.fault)
    if submission.fault:
        return Work(topic.slug, NOTHING, submission.fault)
    place = handed.place.removeprefix(f"{show_name(student.name)}/")
    return Work(topic.slug, STUB if is_untouched(topic, submission) else COUNTS, place)
