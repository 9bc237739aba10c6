"""The step of `nbgrader autograde` after marks are saved: cells of which nobody can say what counts keep no number.

nbgrader has a place for that: a grade without a score of the autograder's needs a mark by hand. Formgrader lists it,
until somebody gives points there, or grades anew what has been handed in again.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor

from receptive.exchange.nbgrader.cell_ids import KEY


def leave_undecided(resources: Any, names: Iterable[str]) -> None:
    """Note the grade cells of this notebook that a person has to look at."""
    resources[KEY] = tuple(names)


class LeaveUndecided(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader is not typed
    """Takes the scores of these cells out of the gradebook again, and asks there for marks by hand."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Called by nbgrader with a submission whose scores are saved."""
        names: tuple[str, ...] = resources.get(KEY, ())
        if names:
            place = [resources["nbgrader"][what] for what in ("notebook", "assignment", "student")]
            with Gradebook(resources["nbgrader"]["db_url"]) as gradebook:
                for name in names:
                    _undo(gradebook, name, place)
                gradebook.db.commit()
        return nb, resources


def _undo(gradebook: Any, name: str, place: list[str]) -> None:
    grade = gradebook.find_grade(name, *place)
    grade.auto_score = None
    grade.needs_manual_grade = True
    with suppress(MissingEntry):  # a cell that students do not write in has no comment
        gradebook.find_comment(name, *place).auto_comment = None  # nobody knows that there was no response
