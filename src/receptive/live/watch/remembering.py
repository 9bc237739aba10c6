"""Writes what was found to the workspace, for `grade status` and `grade hint`."""

from __future__ import annotations

from receptive.grading.hashes import hashes_of, versions
from receptive.grading.records import GradedTopic
from receptive.grading.results import graded_result
from receptive.live.watch.topic_state import TopicState
from receptive.model import Attempt, Isolation, Level, Submission
from receptive.workspace.results import remember
from receptive.workspace.solutions_seen import with_cost

UNKNOWN = Isolation(Level.C, "nothing had to run")


def keep(state: TopicState, seed: str, seconds: float) -> bool:
    """Keep a topic that is graded as it is now; gives whether that could be written."""
    submission = Submission(state.topic.slug, state.path, state.source)
    graded = GradedTopic(state.outcomes, foreseen=state.foreseen)
    result = graded_result(state.topic, submission, graded, hashes_of(state.topic, submission))
    result = with_cost(result, state.path.parent)
    attempt = Attempt((result,), seed, state.isolation or UNKNOWN, seconds, versions([state.topic]))
    state.remembered = result.points
    return remember(state.path.parent, attempt, result)
