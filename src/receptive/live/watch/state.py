"""What is known of the lesson while the student works, and what has to be graded next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from receptive.live.watch.definitions import Definitions
from receptive.live.watch.events import Job, Verdict
from receptive.live.watch.topic_files import TopicFiles
from receptive.live.watch.topic_state import ExerciseState, TopicState, names_of
from receptive.model import Lesson
from receptive.workspace.results import GRADED, topic_progress


class LessonState:
    """All topics of a workspace, and the exercise that the student is at."""

    def __init__(self, lesson: Lesson, folder: Path, seed: str) -> None:
        self.folder = folder
        self.seed = seed
        self.topics = [TopicState(topic, TopicFiles(folder, topic)) for topic in lesson.topics]
        self.verdicts = 0
        for state in self.topics:
            state.exercises = [
                ExerciseState(exercise.name, names_of(state.topic)) for exercise in state.topic.exercises
            ]
            progress = topic_progress(folder, state.topic)
            state.remembered = progress.points
            state.look()
            if progress.file == GRADED:  # nothing is new: shown from memory until it is edited or asked for
                for exercise in state.exercises:
                    state.note_graded(exercise, state.source)
        self.topic, self.at = self._first_open()

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
            stale.sort(key=lambda exercise: (not self._is_current(state, exercise), -exercise.failed_at))
            explain = sorted(state.unexplained(), key=lambda exercise: exercise.name != self.at)
            if stale or explain:
                names, reasons = (tuple(exercise.name for exercise in each) for each in (stale, explain))
                return Job(state.topic.slug, state.path, state.source, self.seed, names, reasons)
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


def _lacks(state: TopicState, name: str) -> bool:
    exercise = state.exercise(name)
    if exercise.outcomes:
        return exercise.lacking is not None
    return state.lacks
