"""`grade` in a notebook: the open criteria of the cells above, run as in the terminal, shown under the cell."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.grading.imports import absent_notes
from receptive.grading.records import GradedTopic
from receptive.model import Criterion, Exercise, Foreseen, Outcome, Status, Submission, Topic, Visibility
from receptive.notebook.feedback import exercise_html, exercise_text
from receptive.notebook.history import cells_run, without_tries
from receptive.notebook.runner import CannotMark, grade_submission, notebook_submission
from receptive.reading.cells import Cell, module_of
from receptive.workspace.folder import read_submission

UNCONFIGURED = (
    "0 points: nbgrader ran this cell in the student's own kernel. Marks come from receptive's isolated runner: add\n"
    "    from receptive.exchange.nbgrader import configure\n"
    "    configure(get_config())\n"
    "to nbgrader_config.py and autograde again."
)

SEED = "notebook"


@dataclass(frozen=True)
class Feedback:
    """What Jupyter shows; text for a terminal, HTML with pictures for a page."""

    text: str
    topic: Topic | None = None
    outcomes: tuple[Outcome, ...] = ()
    foreseen: tuple[Foreseen, ...] = ()

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        if self.topic is None:
            return f'<pre style="white-space: pre-wrap">{escape(self.text)}</pre>'
        return exercise_html(self.topic, self.text, self.outcomes, self.foreseen)


def grade(topic: str, exercise: str = "", file: str = "") -> Feedback | float | None:
    """Run the open criteria of an exercise, or of a whole topic, on the cells that were run in this notebook.

    Args:
        file: a Python file to look at instead of the cells.

    In `nbgrader autograde` it gives 0 and says what to configure; in `nbgrader validate` it raises if something fails.

    Raises:
        ValueError: there is no such topic or exercise.
        AssertionError: in `nbgrader validate`: an open criterion is not passed.
    """
    execution = os.environ.get("NBGRADER_EXECUTION", "")
    if execution == "autograde":
        print(UNCONFIGURED)
        return 0.0
    whole, opened, hidden = _open_criteria(topic, exercise)
    try:
        graded, faults = _grade(whole, opened, file)
    except CannotMark as here:
        return Feedback(str(here))
    outcomes = graded.outcomes
    text = exercise_text(outcomes, faults, hidden, graded.foreseen)
    if execution == "validate":
        if _fails(outcomes):
            raise AssertionError(text)
        print(text)
        return None
    return Feedback(text, whole, tuple(outcomes), graded.foreseen)


def _fails(outcomes: Sequence[Outcome]) -> bool:
    """Whether something is wrong so far: an exercise that is written may wait for one whose cell comes later."""
    written = {outcome.criterion.exercise for outcome in outcomes if outcome.status is not Status.MISSING}
    return any(
        one.status is not Status.PASSED and not (one.status is Status.MISSING and one.criterion.exercise in written)
        for one in outcomes
    )


def _grade(topic: Topic, opened: tuple[Exercise, ...], file: str) -> tuple[GradedTopic, tuple[str, ...]]:
    submission, faults = _submission(topic, file)
    graded = grade_submission(topic, submission, SEED, weak=True, only=opened)
    return graded, (*faults, *absent_notes(graded.absent, submission, topic), *graded.notes)


def _submission(topic: Topic, file: str) -> tuple[Submission, tuple[str, ...]]:
    if file:
        submission = read_submission(Path(file), topic.slug)
        return submission, submission.notes
    cells = without_tries([Cell(number, text) for number, text in enumerate(cells_run()) if text])
    if not cells:
        raise ValueError("grade() works in a notebook; in a terminal use the command grade")
    extracted = module_of(cells, [exercise.name for exercise in topic.exercises])
    return notebook_submission(topic, extracted.source), extracted.faults


def _open_criteria(slug: str, exercise: str) -> tuple[Topic, tuple[Exercise, ...], list[Criterion]]:
    """The topic, its exercises with their open criteria only, and the hidden ones that there are besides."""
    content = find_content()
    if slug not in content.topics():
        raise ValueError(f"there is no topic {slug!r}; the topics are {', '.join(content.topics())}")
    topic = load_topic(content, slug)
    chosen = [each for each in topic.exercises if exercise in ("", each.name)]
    if not chosen:
        names = ", ".join(each.name for each in topic.exercises)
        raise ValueError(f"{slug} has no exercise {exercise!r}; its exercises are {names}")
    opened = tuple(map(_keep_open, chosen))
    every = [criterion for each in chosen for criterion in (*each.criteria, *each.withheld)]
    hidden = [criterion for criterion in every if criterion.visibility is Visibility.HIDDEN]
    return topic, opened, hidden


def _keep_open(exercise: Exercise) -> Exercise:
    criteria = tuple(criterion for criterion in exercise.criteria if criterion.visibility is Visibility.OPEN)
    return replace(exercise, criteria=criteria)
