"""Entry point of the background server. No command: `grade` starts it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from receptive.background.place import identity, socket_path
from receptive.content import find_content
from receptive.model import Submission, Topic

if TYPE_CHECKING:
    from receptive.grading.warm import WarmGraders

IDLE_S = 600.0
IDLE = "RECEPTIVE_SERVER_IDLE_S"  # for tests


def main() -> None:
    """`path` of the socket and the topics to be warm for are the arguments."""
    from receptive.background.server import Commands, serve
    from receptive.cli.app import grades, run

    path, topics = sys.argv[1], sys.argv[2:]
    who = identity()
    if path != socket_path(who):
        return

    def run_warm(arguments: Sequence[str], warm: WarmGraders) -> int:
        return run(list(arguments), warm)

    idle_s = float(os.environ[IDLE]) if IDLE in os.environ else IDLE_S
    serve(path, who, find_content(), topics, Commands(grades, run_warm, rehearse), idle_s)


def rehearse(topic: Topic, warm: WarmGraders) -> None:
    """Grade a stub and make its report: what is imported or computed only once is so now."""
    from receptive import progress_store  # noqa: F401  # a run that is remembered needs it
    from receptive.cli import progress, targets  # noqa: F401
    from receptive.grading.run import grade
    from receptive.report.json import attempt_json
    from receptive.report.terminal import attempt_text, make_console

    touched = topic.stub.read_bytes() + b"\n"  # a stub as it is would not be run
    attempt = grade([(topic, Submission(topic.slug, topic.stub, touched))], warm=warm)
    attempt_json(attempt)
    attempt_text(attempt, make_console())
