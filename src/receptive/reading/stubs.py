"""Whether anything was written yet."""

from __future__ import annotations

from receptive.model import Submission, Topic


def is_untouched(topic: Topic, submission: Submission) -> bool:
    """Whether a file is the stub that was handed out, byte for byte."""
    return submission.source == topic.stub.read_bytes()
