"""What is known of each exercise while the student works, and what has to be graded next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from receptive.grading.nothing_to_run import needs_running, without_running
from receptive.live.watch.definitions import Definitions
from receptive.live.watch.events import Job, Verdict
from receptive.model import Foreseen, Isolation, Lesson, Outcome, Status, Submission, Topic
from receptive.reading.python import NotPython
from receptive.scoring import total_points
from receptive.workspace.folder import read_submission
from receptive.workspace.results import GRADED, topic_progress
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
    path: Path
    seen: bytes | None = None  # the file's bytes, readable or not
    source: bytes = b""
    note: str = ""  # why the file cannot be graded as it is
    definitions: Definitions | None = None  # none: the file could not be read yet
    exercises: list[ExerciseState] = field(default_factory=list)
    remembered: float | None = None  # points of an earlier run
    isolation: Isolation | None = None

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

    def exercise(self, name: str) -> ExerciseState:
        return next(exercise for exercise in self.exercises if exercise.name == name)

    def stale(self) -> list[ExerciseState]:
        """What has to be graded (again)."""
        if self.note:
            return []
        return [exercise for exercise in self.exercises if self._is_stale(exercise)]

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

    def _is_stale(self, exercise: ExerciseState) -> bool:
        if exercise.graded is None or exercise.lacking is None or self.definitions is None:
            return self.is_edited(exercise)
        return exercise.graded != self._now(exercise, self.definitions)

    def _now(self, exercise: ExerciseState, definitions: Definitions) -> GradedText:
        return GradedText(definitions.fingerprint([exercise.name, *exercise.asked]), definitions.line(exercise.name))


class LessonState:
    """All topics of a workspace, and the exercise that the student is at."""

    def __init__(self, lesson: Lesson, folder: Path, seed: str) -> None:
        self.folder = folder
        self.seed = seed
        self.topics = [TopicState(topic, folder / f"{topic.slug}.py") for topic in lesson.topics]
        self.verdicts = 0
        for state in self.topics:
            state.exercises = [
                ExerciseState(exercise.name, names_of(state.topic)) for exercise in state.topic.exercises
            ]
            progress = topic_progress(folder, state.topic)
            state.remembered = progress.points
            self.look(state)
            if progress.file == GRADED:  # nothing is new: shown from memory until it is edited or asked for
                for exercise in state.exercises:
                    state.note_graded(exercise, state.source)
        self.topic, self.at = self._first_open()

    def look(self, state: TopicState) -> bool:
        """Read a topic's file; gives whether anything has changed."""
        submission = read_submission(state.path, state.topic.slug)
        seen = submission.source if not submission.fault or submission.source else None
        fault = submission.fault
        if seen == state.seen and (fault == state.note or not fault):
            return False
        state.seen, state.note = seen, fault
        if fault:
            return True
        try:
            state.definitions = Definitions(submission.source)
        except NotPython as broken:
            where = f"{state.path.name}, line {broken.line}" if broken.line else state.path.name
            state.note = f"{where}: not finished yet ({broken.problem})"
            return True
        state.source = submission.source
        self._without_running(state, submission)
        return True

    def _without_running(self, state: TopicState, submission: Submission) -> None:
        """A stub, or a topic whose packages are absent, is decided at once."""
        if needs_running(state.topic, submission):
            return
        outcomes = without_running(state.topic, submission)
        for exercise in state.exercises:
            exercise.outcomes = tuple(one for one in outcomes if one.criterion.exercise == exercise.name)
            exercise.asked, exercise.is_explained = names_of(state.topic), True
            state.note_graded(exercise, state.source)

    def move_to_edited(self, state: TopicState, before: Definitions | None) -> None:
        """The exercise whose text has changed is the one to show; of several, the one that was shown, or the first."""
        now = state.definitions
        if now is None:
            return
        names = [exercise.name for exercise in state.exercises]
        edited = [name for name in names if before is None or before.fingerprint([name]) != now.fingerprint([name])]
        if edited and not (state is self.topic and self.at in edited):
            self.topic, self.at = state, edited[0]

    def next_job(self, torch: bool) -> Job | None:
        """What a grading process should do now: the current topic first, and in it the current exercise."""
        candidates = sorted(self.topics, key=lambda state: state is not self.topic)
        for state in candidates:
            if state.needs_torch != torch or state.definitions is None:
                continue
            stale = state.stale()
            if not stale and state is self.topic and not state.is_graded and not state.note:
                stale = [exercise for exercise in state.exercises if not exercise.outcomes]
            explain = [e.name for e in state.exercises if e not in stale and e.outcomes and not e.is_explained]
            if stale or (explain and not state.note):
                order = sorted(stale, key=lambda exercise: (not self._is_current(state, exercise), -exercise.failed_at))
                explain.sort(key=lambda name: name != self.at)
                names = tuple(exercise.name for exercise in order)
                return Job(state.topic.slug, state.path, state.source, self.seed, names, tuple(explain))
        return None

    def take(self, verdict: Verdict) -> TopicState:
        """Note how an exercise ended."""
        state = next(state for state in self.topics if state.topic.slug == verdict.topic)
        exercise = state.exercise(verdict.exercise)
        self.verdicts += 1
        exercise.asked = verdict.asked or names_of(state.topic)
        exercise.outcomes, exercise.is_explained = verdict.outcomes, verdict.is_explained
        exercise.foreseen = verdict.foreseen
        state.note_graded(exercise, verdict.source)
        state.isolation = verdict.isolation
        if exercise.lacking:
            exercise.failed_at = self.verdicts
        return state

    def step(self) -> None:
        """On to the next exercise that lacks something, around the lesson."""
        places = list(self._places())
        here = next(number for number, (state, name) in enumerate(places) if (state, name) == (self.topic, self.at))
        for state, name in [*places[here + 1 :], *places[:here]]:
            if _lacks(state, name):
                self.topic, self.at = state, name
                return

    def current(self) -> ExerciseState:
        return self.topic.exercise(self.at)

    def _is_current(self, state: TopicState, exercise: ExerciseState) -> bool:
        return state is self.topic and exercise.name == self.at

    def _first_open(self) -> tuple[TopicState, str]:
        places = list(self._places())
        return next((place for place in places if _lacks(*place)), places[0])

    def _places(self) -> Iterator[tuple[TopicState, str]]:
        for state in self.topics:
            for exercise in state.exercises:
                yield state, exercise.name


def names_of(topic: Topic) -> tuple[str, ...]:
    """What the criteria of an exercise may call, as long as it is not known what they do call."""
    return tuple(exercise.name for exercise in topic.exercises)


def _lacks(state: TopicState, name: str) -> bool:
    exercise = state.exercise(name)
    if exercise.outcomes:
        return exercise.lacking is not None
    return state.lacks
