"""Where a page of the course can link to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


def _nowhere(_: object) -> str:
    return ""


@dataclass(frozen=True)
class Links:
    """Each gives an address, empty where there is no such page."""

    task: Callable[[str], str] = _nowhere  # what the task says of an exercise
    chapter: Callable[[Path], str] = _nowhere  # a chapter, by its file


NO_LINKS = Links()
