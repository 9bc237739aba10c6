"""What needs a look: the work of a class for which a person has to say what counts."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from receptive.classroom.enrolling import EVERYBODY, Part
from receptive.classroom.marks import Mark, StudentEntries, read_students
from receptive.classroom.store import Store
from receptive.classroom.student_names import show_name
from receptive.model import Status
from receptive.workspace.file_names import topic_of


@dataclass(frozen=True)
class Look:
    """One topic of one student. `place`: the likeliest file, in the student's folder; empty if there is none."""

    student: str
    topic: str
    why: str
    place: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The words after `grade class` that settle it, to be copied."""
        if not self.place:
            return ("override", self.student, self.topic, "POINTS", "--reason", "WHY")
        topic = () if topic_of(self.place.rpartition("/")[2], [self.topic]) else ("--topic", self.topic)
        return ("take", self.student, self.place, *topic)

    @property
    def command(self) -> str:
        return shlex.join(["grade", "class", *self.words])


def find_looks(store: Store, part: Part = EVERYBODY) -> Iterator[Look]:
    """Everything that nobody has decided yet, in the order of the students and the lesson."""
    for one in read_students(store, part=part):
        decided = {line.topic for line in one.adjustments if line.kind == "override"}
        yield from (_look(one, mark) for mark in one.marks if _needs_look(mark) and mark.mark.topic not in decided)


def _needs_look(mark: Mark) -> bool:
    return any(criterion.status is Status.NEEDS_LOOK for criterion in mark.mark.criteria)


def _look(one: StudentEntries, mark: Mark) -> Look:
    why = next(criterion.message for criterion in mark.mark.criteria if criterion.status is Status.NEEDS_LOOK)
    place = "" if mark.mark.is_quiz else str(mark.topic_json["path"]).removeprefix(f"{show_name(one.student)}/")
    return Look(one.student, mark.mark.topic, why, place)
