"""How far each student came, in plain words, and where the class is stuck: also where no mistake was recognized."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from receptive.classroom.gradebook import CriterionMark, Gradebook, StudentMarks, TopicMark
from receptive.classroom.points import UNSETTLED, find_unsettled, points_of, topics_of
from receptive.classroom.report.misconception_map import NONE
from receptive.model import Status

HARDLY = 0.25  # of the exercises that the class began; who wrote fewer hardly began
ENOUGH = 0.5  # of an exercise's points; who wrote it and has fewer is stuck on it
MOST_STUCK = 4  # exercises that are named in a line about a student


class Group(StrEnum):
    """What is first to be said of somebody who needs help."""

    NOTHING = "wrote nothing"
    HARDLY = "hardly began"
    STOPPED = "stopped on the way"
    STUCK = "stuck"
    BEHIND = "below the median, stuck on nothing in particular"


@dataclass(frozen=True)
class Stuck:
    """One exercise that somebody wrote and has less than half of. `mistake`: what is known to be wrong, or empty."""

    topic: str
    exercise: str
    mistake: str


@dataclass(frozen=True)
class Progress:
    """One student: `written` of `of` exercises. `points` is None where something is not decided."""

    student: str
    section: str
    points: float | None
    written: int
    of: int
    last: str  # the last topic that was begun
    not_begun: tuple[str, ...]  # topics after it
    passed_over: tuple[str, ...]  # topics before it of which nothing is written
    stuck: tuple[Stuck, ...]

    @property
    def group(self) -> Group:
        if not self.written:
            return Group.NOTHING
        if self.written < HARDLY * self.of:
            return Group.HARDLY
        if self.not_begun:
            return Group.STOPPED
        return Group.STUCK if self.stuck else Group.BEHIND


@dataclass(frozen=True)
class Obstacle:
    """An exercise that students are stuck on: `students` of the `tried` who wrote it. `mistakes`: the commonest first,
    with how many make each; `unexplained`: in how many none is recognized."""

    topic: str
    exercise: str
    students: tuple[str, ...]
    tried: int
    mistakes: tuple[tuple[str, int], ...]
    unexplained: int


@dataclass(frozen=True)
class Weak:
    """Who needs help, the least points first, and what with, the most students first."""

    students: tuple[Progress, ...]
    obstacles: tuple[Obstacle, ...]

    @property
    def counts(self) -> tuple[tuple[Group, int], ...]:
        found = Counter(one.group for one in self.students)
        return tuple((group, found[group]) for group in Group if found[group])


def weak_half(gradebook: Gradebook, sentences: Mapping[str, str] = NONE) -> Weak:
    """Who is below the median, and everybody who began little or stopped.

    Args:
        sentences: by misconception, what is done by who holds it; without, what the student was told.
    """
    topics = [one.topic for one in topics_of(gradebook)]
    sizes = {topic: _exercises_of(gradebook, topic) for topic in topics}
    begun = [topic for topic in topics if sizes[topic] and any(_is_begun(one, topic) for one in gradebook.students)]
    of = sum(len(sizes[topic]) for topic in begun)
    everybody = [_progress(one, begun, of, sentences) for one in gradebook.students] if begun else []
    settled = [one.points for one in everybody if one.points is not None]
    middle = median(settled) if settled else 0.0
    weak = [one for one in everybody if _is_weak(one, middle)]
    weak.sort(key=lambda one: (one.points is None, one.points or 0.0, one.written, one.student))
    return Weak(tuple(weak), tuple(_obstacles(gradebook, everybody)))


def _is_weak(one: Progress, middle: float) -> bool:
    if one.points is None:  # an undecided mark is listed as such, and may be all that there is of this student
        return False
    early = one.group in (Group.NOTHING, Group.HARDLY, Group.STOPPED)
    return early or one.points < middle


def _progress(student: StudentMarks, begun: list[str], of: int, sentences: Mapping[str, str]) -> Progress:
    exercises = {topic: _by_exercise(student, topic) for topic in begun}
    written = [topic for topic in begun if any(map(_is_written, exercises[topic].values()))]
    last = written[-1] if written else ""
    after = begun[begun.index(last) + 1 :] if last else []
    before = begun[: begun.index(last)] if last else []
    settled = not find_unsettled(student, "")
    return Progress(
        student.student,
        student.enrolled.section if student.enrolled else "",
        points_of(student, "") if settled else None,
        sum(_is_written(marks) for some in exercises.values() for marks in some.values()),
        of,
        last,
        tuple(topic for topic in after if exercises[topic]),
        tuple(topic for topic in before if exercises[topic] and topic not in written),
        tuple(_stuck(exercises, sentences)),
    )


def _stuck(exercises: dict[str, dict[str, list[CriterionMark]]], sentences: Mapping[str, str]) -> Iterator[Stuck]:
    for topic, some in exercises.items():
        for name, marks in some.items():
            reached, most = sum(one.points for one in marks), sum(one.max_points for one in marks)
            if _is_written(marks) and reached < ENOUGH * most:
                known = next((one.diagnosis for one in marks if one.diagnosis), None)
                yield Stuck(topic, name, sentences.get(known.misconception, known.says) if known else "")


def _obstacles(gradebook: Gradebook, everybody: list[Progress]) -> Iterator[Obstacle]:
    tried: Counter[tuple[str, str]] = Counter()
    for student in gradebook.students:
        for mark in student.topics:
            tried.update(
                (mark.topic, name) for name, some in _by_exercise(student, mark.topic).items() if _is_written(some)
            )
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one in everybody:
        for stuck in one.stuck:
            found.setdefault((stuck.topic, stuck.exercise), []).append((one.student, stuck.mistake))
    for place, some in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        mistakes = Counter(mistake for _, mistake in some if mistake)
        common = tuple(sorted(mistakes.items(), key=lambda pair: (-pair[1], pair[0])))
        students = tuple(student for student, _ in some)
        yield Obstacle(*place, students, tried[place], common, len(some) - mistakes.total())


def _exercises_of(gradebook: Gradebook, topic: str) -> frozenset[str]:
    return frozenset(
        mark.exercise
        for student in gradebook.students
        for one in student.topics
        if one.topic == topic
        for mark in one.criteria
        if mark.exercise
    )


def _by_exercise(student: StudentMarks, topic: str) -> dict[str, list[CriterionMark]]:
    """The decided criteria of a topic's exercises; a quiz has none."""
    found: dict[str, list[CriterionMark]] = {}
    for mark in _marks(student, topic):
        for one in mark.criteria:
            if one.exercise and one.status not in UNSETTLED:
                found.setdefault(one.exercise, []).append(one)
    return found


def _marks(student: StudentMarks, topic: str) -> Iterator[TopicMark]:
    return (one for one in student.topics if one.topic == topic)


def _is_written(marks: list[CriterionMark]) -> bool:
    return any(one.status is not Status.MISSING for one in marks)


def _is_begun(student: StudentMarks, topic: str) -> bool:
    return any(map(_is_written, _by_exercise(student, topic).values()))
