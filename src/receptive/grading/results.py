"""What came of a submission, as a result."""

from __future__ import annotations

from dataclasses import replace

from receptive.grading.certificate import certificate_state
from receptive.grading.imports import absent_notes
from receptive.grading.records import GradedTopic
from receptive.model import Hashes, Submission, Topic, TopicResult
from receptive.scoring import topic_result


def graded_result(topic: Topic, submission: Submission, graded: GradedTopic, hashes: Hashes) -> TopicResult:
    """The result of a submission that was run; `hashes.grader` is that of the grader that ran."""
    return replace(
        topic_result(topic, submission.path, graded.outcomes, hashes),
        certificate=certificate_state(topic, hashes.grader).value,
        printed=graded.printed,
        incident=graded.incident,
        noted=graded.noted,
        notes=(*submission.notes, *absent_notes(graded.absent, submission, topic), *graded.notes),
        foreseen=graded.foreseen,
    )
