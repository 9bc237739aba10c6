"""The nouns of Receptive: what a lesson consists of and what grading gives.

Records only, all frozen. They are dataclasses and not pydantic models because every `grade`
would pay 170 ms for that import; the parsing borders (`catalogue`, `workspace`, `sandbox.wire`)
check what they build these from.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from receptive.invocation import typed


class Visibility(StrEnum):
    OPEN = "open"
    HIDDEN = "hidden"


class Status(StrEnum):
    """How one criterion ended."""

    PASSED = "passed"
    FAILED = "failed"  # a wrong answer
    ERROR = "error"  # the student's code raised
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"  # the student's process ended
    MISSING = "missing"  # not written yet
    NOT_RUN = "not_run"  # a package that the exercise needs is absent
    INTERNAL = "internal"  # our fault
    NEEDS_LOOK = "needs_look"  # over a class: it is unclear what was handed in, and a person decides


class Level(StrEnum):
    """How well student code is confined on this machine; docs/threat-model.md says what each protects."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True)
class Isolation:
    """The level found by trying, and the reason in words."""

    level: Level
    reason: str


@dataclass(frozen=True)
class Limits:
    """What one submission of a topic may use."""

    call_s: float = 4.0  # wall clock of one call
    total_s: float = 40.0  # wall clock of all calls of one submission
    memory_mb: int = 512  # above what the warm worker already holds


WHOLE_TOPIC = "whole topic"


@dataclass(frozen=True)
class Criterion:
    """One line of a rubric, decided by exactly one test of the topic's grader."""

    id: str
    exercise: str
    title: str
    points: float
    visibility: Visibility
    hints: tuple[str, ...]  # from a question to the line of attack
    # It asks of all exercises, and stands under one of them only to have a place; in the outcome of a failure
    # `exercise` is the one at fault
    whole_topic: bool = False
    refusing: bool = False  # it asks what impossible input does, which is another matter than what a result is

    @property
    def subject(self) -> str:
        """What a student reads that it is about."""
        return WHOLE_TOPIC if self.whole_topic else self.exercise

    @property
    def full_title(self) -> str:
        """The title, where the subject does not stand beside it."""
        return f"{self.title} ({WHOLE_TOPIC})" if self.whole_topic else self.title


@dataclass(frozen=True)
class Exercise:
    """One function or class to write."""

    name: str
    summary: str
    criteria: tuple[Criterion, ...]
    withheld: tuple[Criterion, ...] = ()  # those whose tests only the instructor has
    needs: tuple[str, ...] = ()  # terms that a chapter introduces before

    def alone(self) -> Exercise:
        """Without what is asked of the whole topic and stands here only to have a place."""
        own, withheld = (tuple(c for c in some if not c.whole_topic) for some in (self.criteria, self.withheld))
        return replace(self, criteria=own, withheld=withheld)


@dataclass(frozen=True)
class WrittenQuestion:
    """To be answered in words, and marked by a person: only where there is one, so its points are not the topic's."""

    id: str
    prompt: str  # CommonMark
    points: float


def quiz_name(topic: str) -> str:
    """What the quiz of a topic is called beside it, in results and gradebooks."""
    return f"{topic}/quiz"


def words_name(topic: str) -> str:
    """What the answers in words to a topic are called beside it, in gradebooks."""
    return f"{topic}/words"


@dataclass(frozen=True)
class Topic:
    slug: str
    title: str
    order: int
    summary: str
    packages: tuple[str, ...]  # what the student's code may import besides the standard library: loaded beforehand
    limits: Limits
    exercises: tuple[Exercise, ...]
    stub: Path
    readme: Path
    grader: Path
    written: tuple[WrittenQuestion, ...] = ()
    public: tuple[str, ...] = ()  # modules of the grader that students may have
    importable: tuple[str, ...] = ()  # what it may import besides, where that is installed: loaded if it does
    is_quiz: bool = False  # the questions of a topic, each as an exercise of its own
    part_of: Topic | None = None  # the topic that these are some exercises of

    def only(self, names: Collection[str]) -> Topic:
        """The topic with these exercises alone, in its order."""
        kept = tuple(exercise.alone() for exercise in self.exercises if exercise.name in names)
        return replace(self, exercises=kept, part_of=self.whole)

    @property
    def whole(self) -> Topic:
        """The topic with all of its exercises."""
        return self.part_of or self

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(criterion for exercise in self.exercises for criterion in exercise.criteria)

    @property
    def withheld(self) -> tuple[Criterion, ...]:
        return tuple(criterion for exercise in self.exercises for criterion in exercise.withheld)

    @property
    def max_points(self) -> float:
        """Of what can be graded here."""
        return sum(criterion.points for criterion in self.criteria)

    @property
    def full_points(self) -> float:
        """With what is withheld."""
        return self.max_points + sum(criterion.points for criterion in self.withheld)


@dataclass(frozen=True)
class Lesson:
    topics: tuple[Topic, ...]  # in the order of teaching

    def topic(self, slug: str) -> Topic:
        """The topic of that name.

        Raises:
            KeyError: there is none.
        """
        for topic in self.topics:
            if topic.slug == slug:
                return topic
        raise KeyError(slug)


@dataclass(frozen=True)
class Submission:
    """One student's file for one topic. `fault`: why there is nothing to run. `absent`: no work is there yet.

    `unclear`: the fault is no verdict on the work, since which file is meant, or what it holds, is for a person to say.
    """

    topic: str
    path: Path
    source: bytes = b""
    fault: str = ""
    absent: bool = False
    notes: tuple[str, ...] = ()  # what was left out of a notebook
    unclear: bool = False


@dataclass(frozen=True)
class Diagnosis:
    """The one misconception that reproduces everything the student's code did."""

    misconception: str
    says: str  # what somebody does who holds it, and a question to ask oneself
    topic: str = ""
    read: tuple[str, ...] = ()  # headings of the topic's lesson or task that teach it
    example: str = ""  # a small case of it that no criterion asks, where only hidden ones fail
    case: Case | None = None  # the same as data

    @property
    def text(self) -> str:
        """What it says, and the command that shows where to read about it."""
        if not self.read:
            return self.says
        return f"{self.says} ({typed(f'lesson {self.topic}')}: {' or '.join(map(plain_heading, self.read))})"

    @property
    def small_case(self) -> str:
        """A case of the mistake in a sentence; empty if there is none."""
        return f"A small case of this mistake: {self.example}" if self.example else ""


def plain_heading(heading: str) -> str:
    """A heading without what belongs to code: the name of a function is left, its arguments are not."""
    return heading.partition("(")[0].replace("`", "").strip(" ⚠")


RAISED = "raises "  # what came back, if it was an exception, is this with its name


@dataclass(frozen=True)
class Drawn:
    """A picture that is drawn already."""

    title: str
    svg: str
    text: tuple[str, ...]  # says what it shows, a paragraph each


@dataclass(frozen=True)
class Case:
    """A small call that is answered wrongly, for pictures: bounded plain data, arrays as nested lists of numbers."""

    exercise: str
    call: str  # as one would type it
    arguments: tuple[Any, ...]
    options: tuple[tuple[str, Any], ...]  # arguments given by name
    returned: Any
    expected: Any
    place: tuple[Any, ...] | None = None  # of the first wrong value, from the outside in; None: another shape
    arithmetic: str = ""  # of the right value there
    by_type: bool = False  # the values are right and their types are not: both are written out as Python does it
    changed: str = ""  # an argument that the call changes: `returned` is it after the call, `expected` before
    drawn: tuple[Drawn, ...] = ()  # its pictures, where the program that draws them is not at hand


class Lacking(StrEnum):
    """Why an exercise counts as missing."""

    UNWRITTEN = "unwritten"  # as in the stub
    ABSENT = "absent"  # nothing has its name, or one like it
    OTHER = "other"  # it calls what is not written, or has another name


@dataclass(frozen=True)
class Outcome:
    """How one criterion ended for one submission. `message` is what the student may read."""

    criterion: Criterion
    status: Status
    message: str = ""
    diagnosis: Diagnosis | None = None
    example: str = ""  # the smallest case that fails, for open criteria
    case: Case | None = None  # the same as data; never for a hidden criterion
    line: int = 0  # of the student's file, where its code raised
    lacking: Lacking | None = None  # where it is missing
    call: str = ""  # of an open criterion, all of it, where the message leaves out something
    measured: tuple[tuple[str, float], ...] = ()  # figures of a right answer, by name, for the report of a class
    share: float = 0.0  # of its points, where a part of a question is right and the whole is not

    def __post_init__(self) -> None:
        if self.case is not None and self.criterion.visibility is Visibility.HIDDEN:
            raise ValueError("a hidden criterion has no case")

    @property
    def small_case(self) -> str:
        """The case in a sentence: the one that failed, or else one of the mistake; empty if there is none."""
        if self.example:
            return f"A small case: {self.example}"
        return self.diagnosis.small_case if self.diagnosis else ""


@dataclass(frozen=True)
class Foreseen:
    """What is known of an exercise although no criterion that was run fails: more is decided when it is handed in."""

    exercise: str
    diagnosis: Diagnosis | None = None
    trouble: str = ""  # why nothing can be known of it


@dataclass(frozen=True)
class Hashes:
    """What an attempt was made of, as sha256 in hex; the same three and the same seed give the same outcomes."""

    submission: str
    grader: str
    environment: str


@dataclass(frozen=True)
class TopicResult:
    """All outcomes of one topic. `printed` is the last that the student's code wrote, `incident` is for us alone."""

    topic: Topic
    path: Path
    outcomes: tuple[Outcome, ...]
    points: float
    hashes: Hashes
    certificate: str = "current"  # whether the grader is proven: current, stale or absent
    printed: str = ""
    incident: str = ""
    noted: str = ""  # what made our code stumble and failed its criterion: for us too
    notes: tuple[str, ...] = ()  # what a student should know that costs no point by itself
    foreseen: tuple[Foreseen, ...] = ()  # mistakes that only the criteria would notice which are not here
    solution_seen: bool = False  # looked at before full points, so that `points` are a part only

    @property
    def max_points(self) -> float:
        return self.topic.max_points


@dataclass(frozen=True)
class Attempt:
    """One graded run: one or more topics of one student.

    Quizzes stand beside the exercises, and their points are not among these.
    """

    results: tuple[TopicResult, ...]
    seed: str
    isolation: Isolation
    duration_s: float
    versions: tuple[tuple[str, str], ...]

    @property
    def points(self) -> float:
        return sum(result.points for result in self.exercises)

    @property
    def max_points(self) -> float:
        return sum(result.max_points for result in self.exercises)

    @property
    def exercises(self) -> tuple[TopicResult, ...]:
        """The results that are no quiz's."""
        return tuple(result for result in self.results if not result.topic.is_quiz)

    @property
    def withheld(self) -> tuple[Criterion, ...]:
        """What only the instructor can run."""
        return tuple(criterion for result in self.exercises for criterion in result.topic.withheld)
