"""What one test of a run makes and others use, in whichever process they run."""

from __future__ import annotations

import fcntl
import functools
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.diagnosis.diagnostician import Diagnostician


def made_once(places: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder of this run of the tests, filled by the first that asks for it. Nobody may change what is in it.

    Args:
        make: fills an empty folder. Who asks meanwhile waits for its end.
    """
    run = places.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        run = run.parent  # of all workers
    folder = run / "made-once" / name
    folder.parent.mkdir(exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = folder.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)  # of one that failed
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(folder)
    return folder


@functools.cache
def expert_of(slug: str) -> Diagnostician:
    """What explains failures in a topic of the lesson, with all that its models have answered in this process."""
    topic = load_topic(find_content(), slug)
    return Diagnostician(topic.grader, topic.stub)
