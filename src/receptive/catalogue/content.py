"""Where the lesson lies on disk: the five places of a topic, and nothing about what is in them."""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass
from pathlib import Path

PLACE = "RECEPTIVE_LESSON"
OPEN = "graders/OPEN"
SEALED = "lesson.sealed"


class ContentError(Exception):
    """The lesson or its configuration is broken, for the author to mend. Names the file and, if it can, the line."""

    def __init__(self, path: Path, problem: str, line: int = 0) -> None:
        super().__init__(path, problem, line)  # in this order, or another process could not rebuild it
        self.path, self.problem, self.line = path, problem, line

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.problem}" if self.line else f"{self.path}: {self.problem}"


@dataclass(frozen=True)
class Content:
    """A lesson's folder."""

    root: Path

    @property
    def is_open(self) -> bool:
        """Whether this is what students install: with the tests of the open criteria and no others."""
        return (self.root / OPEN).exists()

    @property
    def has_graders(self) -> bool:
        return (self.root / "graders").is_dir()

    def topics(self) -> list[str]:
        """Names of all topics, in the order of the alphabet."""
        return sorted(path.parent.name for path in self.root.glob("exercises/*/topic.yaml"))

    def manifest(self, topic: str) -> Path:
        return self.root / "exercises" / topic / "topic.yaml"

    def stub(self, topic: str) -> Path:
        return self.root / "exercises" / topic / f"{topic}.py"

    def readme(self, topic: str) -> Path:
        return self.root / "exercises" / topic / "README.md"

    def grader(self, topic: str) -> Path:
        return self.root / "graders" / topic

    def sealed_mistakes(self, topic: str) -> Path:
        """What students receive of its mistakes."""
        return self.root / "graders" / "sealed" / f"{topic}.json"

    def solution(self, topic: str) -> Path:
        return self.root / "solutions" / f"{topic}.py"

    def quiz(self, topic: str) -> Path:
        return self.root / "quizzes" / f"{topic}.yaml"

    def sealed_quiz(self, topic: str) -> Path:
        """What students receive of it."""
        return self.root / "quizzes" / "sealed" / f"{topic}.json"


@functools.cache
def _unseal(path: Path) -> Path:
    from receptive.catalogue.sealed_lesson import unseal

    try:
        return unseal(path)
    except (OSError, ValueError) as broken:
        raise ContentError(path, str(broken)) from broken


def find_content() -> Content:
    """The lesson named by the environment variable RECEPTIVE_LESSON, else the installed one, else this checkout's.

    A lesson that is installed sealed is opened for as long as this process lives.

    Raises:
        ContentError: there is none.
    """
    package = Path(__file__).parent.parent
    named = os.environ.get(PLACE)
    if not named and (package / SEALED).exists():
        return Content(_unseal(package / SEALED))
    places = [Path(named)] if named else [package / "lesson", package.parent.parent]
    for place in places:
        if (place / "exercises").is_dir():
            if not Content(place).has_graders:
                raise ContentError(place, "there are no graders here: install the wheel that your instructor gave you")
            return Content(place)
    raise ContentError(places[0], "no lesson here: a lesson is a folder with exercises/ and graders/ in it")
