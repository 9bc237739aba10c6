"""How `grade` was called: how the next command is written, so that it can be typed as it stands, and from where the
paths are meant that were given. The `run.py` of a release and a notebook say both in the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COMMAND = "RECEPTIVE_COMMAND"  # one of the names that decide which background server answers
FROM = "GRADE_FROM"
IN_AN_EXAMPLE = re.compile(r"(?m)^(\s*(?:Examples?:\s+)?)grade(?= |$)")


def typed(words: str = "") -> str:
    """A command of ours as it is typed here: of `hint color` it makes `grade hint color`, or another beginning."""
    return f"{os.environ.get(COMMAND) or 'grade'} {words}".rstrip()


@contextmanager
def typed_as(command: str) -> Iterator[None]:
    """While something is written for people who call it in another way."""
    before = os.environ.get(COMMAND)
    os.environ[COMMAND] = command
    try:
        yield
    finally:
        os.environ.pop(COMMAND)
        if before is not None:
            os.environ[COMMAND] = before


def typed_examples(text: str) -> str:
    """A text in which commands of ours begin lines, with each as it is typed here."""
    return IN_AN_EXAMPLE.sub(lambda found: found[1] + typed(), text)


def works_on_its_folder() -> bool:
    """Whether the command works on one folder, wherever it is called, as the `run.py` of a release does."""
    return FROM in os.environ


def given(path: str | Path) -> Path:
    """A path that was given, for a process that may work in another folder than the one where it was typed."""
    place = os.environ.get(FROM)
    return Path(place, path) if place and not Path.cwd().samefile(place) else Path(path)
