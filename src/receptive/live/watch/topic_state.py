"""What is known of one topic while the student works on it: its file, its exercises, and how each ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from receptive.grading.nothing_to_run import needs_running, without_running
from receptive.live.watch.definitions import Definitions
from receptive.live.watch.topic_files import TopicFiles
from receptive.model import Foreseen, Isolation, Outcome, Status, Submission, Topic
from receptive.reading.python import NotPython
from receptive.scoring import total_points
from receptive.workspace.choosing import Chosen
from receptive.workspace.solutions_seen import share_of


@dataclass(frozen=True)
class GradedText:
    """Of which text a verdict is true: its fingerprint, and the line on which it began, since messages name lines."""

    fingerprint: str
    line: int


@dataclass
class ExerciseState:
    """One exercise and how it ended."""

    name: str
    asked: tuple[str, ...]  # what its criteria called, itself included
    graded: GradedText | None = None
    outcomes: tuple[Outcome, ...] = ()
    foreseen: tuple[Foreseen, ...] = ()
    is_explained: bool = False
    failed_at: int = 0  # number of the verdict with which it failed last

    @property
    def lacking(self) -> Outcome | None:
        """The first criterion that is not passed."""
        return next((outcome for outcome in self.outcomes if outcome.status is not Status.PASSED), None)


@dataclass
class TopicState:
    """One topic and the text of its file, as it was when it could last be read as Python."""

    topic: Topic
    files: TopicFiles
    seen: tuple[Chosen, Submission] | None = None  # readable or not
    source: bytes = b""
    note: str = ""  # why the file cannot be graded as it is
    left_out: tuple[str, ...] = ()  # cells of a notebook that are no Python as they are
    definitions: Definitions | None = None  # none: the file could not be read yet
    exercises: list[ExerciseState] = field(default_factory=list)
    remembered: float | None = None  # points of an earlier run
    isolation: Isolation | None = None

    @property
    def path(self) -> Path:
        """The file that counts."""
        return self.files.counted.path

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the student must know about what is graded."""
        return tuple(filter(None, (*self.left_out, self.files.counted.note)))

    @property
    def is_graded(self) -> bool:
        return all(exercise.outcomes for exercise in self.exercises)

    @property
    def points(self) -> float | None:
        """Of what is known, else of the last run; None if there was none."""
        if not self.is_graded:
            return self.remembered
        return total_points(self.outcomes) * share_of(self.topic.slug, self.path.parent)

    @property
    def lacks(self) -> bool:
        """Whether anything that is run here is not passed."""
        if not self.is_graded:
            return self.remembered != self.topic.max_points * share_of(self.topic.slug, self.path.parent)
        return any(exercise.lacking for exercise in self.exercises)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        return tuple(outcome for exercise in self.exercises for outcome in exercise.outcomes)

    @property
    def foreseen(self) -> tuple[Foreseen, ...]:
        return tuple(each for exercise in self.exercises for each in exercise.foreseen)

    @property
    def needs_torch(self) -> bool:
        return "torch" in self.topic.packages

    @property
    def is_settled(self) -> bool:
        """Whether everything is graded, as the text is now."""
        return self.is_graded and not self.note and not any(map(self._is_stale, self.exercises))

    def exercise(self, name: str) -> ExerciseState:
        return next(exercise for exercise in self.exercises if exercise.name == name)

    def stale(self) -> list[ExerciseState]:
        """What has to be graded (again)."""
        if self.note:
            return []
        return [each for each in self.exercises if self._is_stale(each) and not self._is_being_written(each)]

    def unexplained(self) -> list[ExerciseState]:
        """What is graded as the text is now, and failed for a reason that was not looked for yet."""
        if self.note:
            return []
        return [each for each in self.exercises if each.outcomes and not each.is_explained and not self._is_stale(each)]

    def look(self) -> bool:
        """Read the file that counts; gives whether anything has changed."""
        found = self.files.read()
        if found is None or found == self.seen:
            return False
        self.seen, (_, submission) = found, found
        self.note = submission.fault
        if self.note:
            return True
        try:
            self.definitions = Definitions(submission.source)
        except NotPython as broken:
            where = f"{self.path.name}, line {broken.line}" if broken.line else self.path.name
            self.note = f"{where}: not finished yet ({broken.problem})"
            return True
        self.source, self.left_out = submission.source, submission.notes
        self._without_running(submission)
        return True

    def is_edited(self, exercise: ExerciseState) -> bool:
        """Whether anything that its criteria called says something else than what was graded."""
        if self.definitions is None:
            return False
        return (
            exercise.graded is None or exercise.graded.fingerprint != self._now(exercise, self.definitions).fingerprint
        )

    def note_graded(self, exercise: ExerciseState, source: bytes) -> None:
        """The verdict on an exercise is about this text."""
        same = self.definitions is not None and source == self.source
        exercise.graded = self._now(exercise, self.definitions if same and self.definitions else Definitions(source))

    def _without_running(self, submission: Submission) -> None:
        """A stub, or a topic whose packages are absent, is decided at once."""
        if needs_running(self.topic, submission):
            return
        outcomes = without_running(self.topic, submission)
        for exercise in self.exercises:
            exercise.outcomes = tuple(one for one in outcomes if one.criterion.exercise == exercise.name)
            exercise.asked, exercise.is_explained = names_of(self.topic), True
            self.note_graded(exercise, self.source)

    def _is_being_written(self, exercise: ExerciseState) -> bool:
        """Whether it was there, and may well stand in a cell that is no Python right now: its verdict stays."""
        gone = self.definitions is not None and not self.definitions.line(exercise.name)
        return bool(self.left_out and exercise.outcomes and gone)

    def _is_stale(self, exercise: ExerciseState) -> bool:
        if exercise.graded is None or exercise.lacking is None or self.definitions is None:
            return self.is_edited(exercise)
        return exercise.graded != self._now(exercise, self.definitions)

    def _now(self, exercise: ExerciseState, definitions: Definitions) -> GradedText:
        return GradedText(definitions.fingerprint([exercise.name, *exercise.asked]), definitions.line(exercise.name))


def names_of(topic: Topic) -> tuple[str, ...]:
    """What the criteria of an exercise may call, as long as it is not known what they do call."""
    return tuple(exercise.name for exercise in topic.exercises)
