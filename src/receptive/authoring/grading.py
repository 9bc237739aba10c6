"""Grades a source of the lesson's own as if it were a student's."""

from __future__ import annotations

from receptive.grading.records import GradedTopic
from receptive.grading.session import GraderSession
from receptive.model import Submission


def grade_source(session: GraderSession, source: bytes, seed: str = "check") -> GradedTopic:
    """The outcomes of a source, without diagnoses."""
    return session.grade(Submission(session.topic.slug, session.topic.stub, source), seed, explain=False)
