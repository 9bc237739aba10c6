"""What the command line lends to the server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from receptive.grading.pool import Pool
from receptive.model import Topic


@dataclass(frozen=True)
class Commands:
    accepts: Callable[[Sequence[str]], bool]  # whether this command line grades
    run: Callable[[Sequence[str], Pool], int]  # runs it; returns the exit code
    rehearse: Callable[[Topic, Pool], None]  # goes once through everything, so that no child has to load it
