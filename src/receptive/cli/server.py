"""Entry point of the background server. No command: `grade` starts it."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from receptive.catalogue.content import find_content
from receptive.live.server.place import identity, socket_path
from receptive.model import Topic

if TYPE_CHECKING:
    from receptive.grading.pool import Pool

IDLE_S = 600.0
IDLE = "RECEPTIVE_SERVER_IDLE_S"  # for tests


def main() -> None:
    """`path` of the socket and the topics to be warm for are the arguments."""
    from receptive.cli.app import is_served, run
    from receptive.live.server.commands import Commands
    from receptive.live.server.server import serve

    path, topics = sys.argv[1], sys.argv[2:]
    who = identity()
    if path != socket_path(who):
        return

    def run_warm(arguments: Sequence[str], pool: Pool) -> int:
        return run(list(arguments), pool)

    idle_s = float(os.environ[IDLE]) if IDLE in os.environ else IDLE_S
    serve(path, who, find_content(), topics, Commands(is_served, run_warm, rehearse), idle_s)


def rehearse(topic: Topic, pool: Pool) -> None:
    """Grade a file that is wrong all through, as a client would: what is loaded or computed only once is so now."""
    source = "".join(f"def {exercise.name}(*args, **kwargs): return 1\n" for exercise in topic.exercises)
    _run_on(source, topic, [], pool)
    _run_on(source, topic, ["--json"], pool)


def _run_on(source: str, topic: Topic, options: list[str], pool: Pool) -> None:
    from receptive.cli.app import run

    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("w") as nowhere:
        path = Path(folder, f"{topic.slug}.py")
        path.write_text(source, "utf-8")
        with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            run([str(path), *options], pool)
