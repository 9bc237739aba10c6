"""Entry point of the background server. No command: `grade` starts it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from receptive.background.place import identity, socket_path
from receptive.content import find_content

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

    serve(path, who, find_content(), topics, Commands(grades, run_warm), float(os.environ.get(IDLE, IDLE_S)))
