"""Fixtures that use the product as its users do: the real command, real files, real sandboxes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from receptive.catalogue import load_topic
from receptive.content import find_content
from receptive.grading.run import Sandboxes
from receptive.grading.session import GraderSession
from receptive.model import Topic, TopicResult

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "receptive"]


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def attempt(self) -> dict[str, Any]:
        """Standard output as one JSON object."""
        return dict(json.loads(self.out))

    def criteria(self) -> dict[str, dict[str, Any]]:
        """The criteria of all topics of an attempt, by id."""
        return {line["id"]: line for topic in self.attempt["topics"] for line in topic["criteria"]}


Grade = Callable[..., Ran]


@pytest.fixture
def grade(tmp_path: Path) -> Grade:
    """Runs `grade …` in a fresh folder (or in `cwd`), with the environment of a plain terminal-less shell."""

    def run(*words: str | Path, cwd: Path = tmp_path, **environment: str) -> Ran:
        variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
        done = subprocess.run(
            [*COMMAND, *map(str, words)],
            cwd=cwd,
            env=variables | environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def sandboxes() -> Iterator[Sandboxes]:
    """Warm sandboxes for the whole run of tests."""
    running = Sandboxes()
    yield running
    running.close()


@pytest.fixture(scope="session")
def open_grader(sandboxes: Sandboxes) -> Iterator[Callable[[str], GraderSession]]:
    """Graders by topic, collected once; a topic whose packages are absent skips."""
    opened: dict[str, GraderSession] = {}

    def opener(slug: str) -> GraderSession:
        if slug not in opened:
            topic = load_topic(find_content(), slug)
            if "torch" in topic.packages:
                pytest.importorskip("torch", reason="torch is not installed")
            opened[slug] = GraderSession(topic, sandboxes.prepare(topic.packages))
        return opened[slug]

    yield opener
    for session in opened.values():
        session.close()


def solution(topic: str) -> str:
    """The reference solution's text."""
    return find_content().solution(topic).read_text("utf-8")


def without(source: str, function: str) -> str:
    """A module's text without one of its functions or classes."""
    import ast

    tree = ast.parse(source)
    tree.body = [node for node in tree.body if getattr(node, "name", "") != function]
    return ast.unparse(tree)


__all__ = ["Grade", "Ran", "Topic", "TopicResult", "solution", "without"]
