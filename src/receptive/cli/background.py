"""When a `grade` leaves a warm server behind."""

from __future__ import annotations

import sys

from receptive.cli.targets import Work
from receptive.grading.nothing_to_run import needs_running


def keep_warm(work: Work) -> None:
    """Start a server for the topics of a run, if a person sits there."""
    topics = [topic.slug for topic, submission in work if needs_running(topic, submission)]
    if topics and sys.stdin.isatty() and sys.stderr.isatty():
        from receptive.live.server.starting import start_server

        start_server(topics)
