"""Starts the server, detached from everything."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from receptive.live.server.place import identity, is_off, socket_path

PROGRAM = "from receptive.cli.server import main; main()"


def start_server(topics: Sequence[str]) -> None:
    """Start it, warm for these topics, and return at once. If one runs already, the new one ends by itself."""
    path = None if is_off() else socket_path(identity())
    if path is None:
        return
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", PROGRAM, path, *topics],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    process.returncode = 0  # it outlives us on purpose: nobody waits for it
