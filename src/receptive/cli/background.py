"""When a `grade` leaves a warm server behind."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from receptive.cli.targets import Work
from receptive.grading.nothing_to_run import needs_running

if TYPE_CHECKING:
    from receptive.grading.pool import Pool


def keep_warm(work: Work, pool: Pool | None, wanted: bool) -> None:
    """Start a server for the topics of a run, if a person sits there; tell the one that runs already what was asked."""
    topics = [topic.slug for topic, submission in work if needs_running(topic, submission)]
    if pool is not None:
        pool.wanted = topics
    elif wanted and topics and sys.stdin.isatty() and sys.stderr.isatty():
        from receptive.live.server.starting import start_server

        start_server(topics)
