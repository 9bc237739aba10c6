"""Writes what was found to the workspace, for `grade status` and `grade hint`."""

from __future__ import annotations

from receptive.grading.certificate import certificate_state
from receptive.grading.run import hashes_of, versions
from receptive.live.watch.state import TopicState
from receptive.model import Attempt, Isolation, Level, Submission, TopicResult
from receptive.scoring import total_points
from receptive.workspace.results import remember

UNKNOWN = Isolation(Level.C, "nothing had to run")


def remembered(state: TopicState, seed: str, seconds: float) -> bool:
    """Keep a topic that is graded in whole; gives whether that could be written."""
    if not state.is_graded or state.stale() or state.note:
        return True
    submission = Submission(state.topic.slug, state.path, state.source)
    hashes = hashes_of(state.topic, submission)
    certificate = certificate_state(state.topic, hashes.grader).value
    outcomes = state.outcomes
    result = TopicResult(state.topic, state.path, outcomes, total_points(outcomes), hashes, certificate)
    work = [(state.topic, submission)]
    attempt = Attempt((result,), seed, state.isolation or UNKNOWN, seconds, versions(work))
    state.remembered = result.points
    return remember(state.path.parent, attempt, result)
