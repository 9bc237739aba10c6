"""What `grade` and `grade report` do alike: grade, keep what came of it, and set the quizzes beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from receptive.cli.targets import Work
from receptive.model import Attempt

if TYPE_CHECKING:
    from receptive.grading.pool import Pool


def graded(work: Work, seed: str, quiet: bool, pool: Pool | None = None) -> Attempt:
    """The attempt as its student is told of it.

    Args:
        seed: that of the workspace, if empty.
        quiet: nothing is said meanwhile.
        pool: what the background server keeps open.
    """
    from receptive.cli.progress import show_progress
    from receptive.grading.attempt import grade
    from receptive.workspace.results import remember, seed_of, with_quizzes
    from receptive.workspace.solutions_seen import with_cost

    attempt = grade(work, seed or seed_of(work[0][1].path.parent), show_progress(quiet), pool)
    attempt = replace(attempt, results=tuple(with_cost(result, result.path.parent) for result in attempt.results))
    for result in attempt.results:
        remember(result.path.parent, attempt, result)
    return with_quizzes(attempt)
