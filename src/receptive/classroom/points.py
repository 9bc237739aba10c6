"""What a student's mark is, for every export alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from receptive.classroom.errors import ExportError
from receptive.classroom.gradebook import CriterionMark, Gradebook, StudentMarks
from receptive.model import Status

# Our fault, this machine's, or for a person to decide: nobody's marks are final
UNSETTLED = (Status.INTERNAL, Status.NOT_RUN, Status.NEEDS_LOOK)


@dataclass(frozen=True)
class ClassTopic:
    """A topic as the class was graded in it."""

    topic: str
    max_points: float


def topics_of(gradebook: Gradebook) -> tuple[ClassTopic, ...]:
    """Every topic that somebody was graded in, in the order of whoever was graded in most."""
    found: dict[str, float] = {}
    for student in sorted(gradebook.students, key=lambda one: -len(one.topics)):
        for topic in student.topics:
            found[topic.topic] = max(topic.max_points, found.get(topic.topic, 0.0))
    return tuple(ClassTopic(name, points) for name, points in found.items())


def most_points(gradebook: Gradebook, topic: str) -> float:
    """What could be reached in a topic, or in all of them if it is empty.

    Raises:
        ExportError: nobody was graded in that topic.
    """
    topics = topics_of(gradebook)
    if not topic:
        return sum(one.max_points for one in topics)
    for one in topics:
        if one.topic == topic:
            return one.max_points
    names = ", ".join(one.topic for one in topics) or "none"
    raise ExportError(f"nobody was graded in {topic!r}; the gradebook has {names}")


def points_of(student: StudentMarks, topic: str) -> float | None:
    """A student's points with adjustments, never below 0; None if nothing of it was graded."""
    marks = [one for one in student.topics if topic in ("", one.topic)]
    extra = [one.points for one in student.adjustments if topic in ("", one.topic)]
    if not marks and not extra:
        return None
    return max(0.0, sum(one.points for one in marks) + sum(extra))


def has_begun(student: StudentMarks, topic: str) -> bool:
    """Whether there is work, or a word of the instructor's, behind the points: not only files that were not written."""
    written = any(one.status is not Status.MISSING for name, one in criteria_of(student) if topic in ("", name))
    return written or any(topic in ("", one.topic) for one in student.adjustments if one.kind == "override")


def find_unsettled(student: StudentMarks, topic: str) -> tuple[str, ...]:
    """The criteria that were not decided, as topic.criterion: their marks would be wrong. An override decides.

    A topic that needs a look is named once, without its criteria.
    """
    decided = {one.topic for one in student.adjustments if one.kind == "override"}
    found = [
        (name, f"{name}.{criterion.id}" if criterion.status is not Status.NEEDS_LOOK else name)
        for name, criterion in criteria_of(student)
        if criterion.status in UNSETTLED
    ]
    return tuple(dict.fromkeys(text for name, text in found if topic in ("", name) and name not in decided))


def split_decided(gradebook: Gradebook) -> tuple[tuple[StudentMarks, ...], tuple[str, ...]]:
    """The students who have a mark that counts, and of each other one a line that says why not."""
    decided, lines = [], []
    for student in gradebook.students:
        undecided = find_unsettled(student, "")
        if undecided:
            lines.append(f"{student.student}: not decided, through no fault of theirs: {', '.join(undecided)}")
        elif points_of(student, "") is None:
            lines.append(f"{student.student}: nothing was graded")
        else:
            decided.append(student)
    return tuple(decided), tuple(lines)


def criteria_of(student: StudentMarks) -> Iterator[tuple[str, CriterionMark]]:
    """All criteria and questions, each with its topic."""
    return ((topic.topic, criterion) for topic in student.topics for criterion in topic.criteria)


def number_text(points: float) -> str:
    """Points as spreadsheets and people read them: at most four places, no exponent."""
    text = f"{points:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def fold_name(name: str) -> str:
    """A name as it is compared: systems differ in case, blanks around, and in how an accent is written."""
    return unicodedata.normalize("NFC", name).strip().casefold()
