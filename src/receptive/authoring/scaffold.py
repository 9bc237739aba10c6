"""The first files of a new topic: small, right, and complete enough for `author check` to say what is missing."""

from __future__ import annotations

from pathlib import Path

from receptive.catalogue.content import Content
from receptive.workspace.folder import WorkspaceError

STUB = '''"""{title}: what a student is asked to write."""


def twice(n: int) -> int:
    """Two times `n`.

    >>> twice(3)
    6
    """
    # TODO: write it
    raise NotImplementedError
'''
README = """# {title}

## Twice

Say what the idea is, give one example worked by hand, and decide what the contract leaves open.
`twice(3)` is 3 + 3 = 6.
"""
MANIFEST = """schema: receptive/topic/v1
title: {title}
order: {order}
summary: One line about it.
packages: []
limits: {{call_s: 2, total_s: 20, memory_mb: 256}}
exercises:
  - name: twice
    summary: Two times a number.
    criteria:
      - id: small
        title: Three becomes six
        points: 1
        visibility: open
        hints:
          - What is three and three?
          - Twice is adding a number to itself.
      - id: other
        title: Other numbers, negative ones too
        points: 1
        visibility: hidden
        hints:
          - Does it work for 0 and for -4?
          - Twice is adding a number to itself, whatever its sign.
"""
SOLUTION = '''"""Reference solution of {title}."""


def twice(n: int) -> int:
    """Two times `n`."""
    return 2 * n
'''
ORACLE = '''"""The slow, obvious program that the grader compares with. Independent of the solution."""


def twice(n: int) -> int:
    return n + n
'''
GRADER = '''"""Hidden grader of {title}: one test for each criterion of topic.yaml."""

import pytest
from oracle import twice

from receptive.grading.checks import check_equal


@pytest.mark.criterion("small")
def test_three_becomes_six(student, py_rng):
    check_equal(student.twice(3), 6)
    more = py_rng.randrange(20, 1000)  # what follows from the example, so that nobody gets by with knowing it by heart
    check_equal(student.twice(3 + more), 6 + more + more)


@pytest.mark.criterion("other")
def test_other_numbers(student, py_rng):
    for n in (0, -4, py_rng.randrange(10, 99)):
        check_equal(student.twice(n), twice(n))
'''
MISCONCEPTIONS = '''"""Mistakes that people make here, as programs."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

from receptive.diagnosis.misconceptions import Misconception

MISCONCEPTIONS = (
    Misconception(
        id="NEW-1",
        name="squares",
        says="You multiply the number by itself.",
        ask="What is twice three, and what is three times three?",
        read="Twice",
        exercises=("twice",),
    ),
)


def model(exercise: str, ids: frozenset[str]) -> Callable[..., Any] | None:
    """The exercise as somebody writes it who holds these misconceptions; with none of them it is right."""
    return {{"twice": lambda n: n * n if "NEW-1" in ids else 2 * n}}.get(exercise)


def inputs(exercise: str, random: random.Random) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Arguments to tell models apart, the smallest first."""
    for n in (1, 3, -1, *(random.randrange(-50, 50) for _ in range(40))):
        yield (n,), {{}}
'''
ALTERNATIVE = '''"""Another right way to write it."""


def twice(n):
    return n + n
'''


def scaffold(content: Content, topic: str, order: int) -> list[Path]:
    """Write the files of a new topic; returns them.

    Raises:
        WorkspaceError: the name will not do, or one of the files is there already.
    """
    if not topic.isidentifier() or topic != topic.lower():
        raise WorkspaceError(f"{topic} cannot be a module's name; use small letters and _, as in output_size")
    title = topic.replace("_", " ").capitalize()
    grader = content.grader(topic)
    files = {
        content.stub(topic): STUB,
        content.readme(topic): README,
        content.manifest(topic): MANIFEST,
        content.solution(topic): SOLUTION,
        grader / f"test_{topic}.py": GRADER,
        grader / "oracle.py": ORACLE,
        grader / "misconceptions.py": MISCONCEPTIONS,
        grader / "alternatives" / "adding.py": ALTERNATIVE,
    }
    there = [path for path in files if path.exists()]
    if there:
        raise WorkspaceError(f"{there[0]} is there already; choose another name")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(title=title, order=order) if "{" in text else text, "utf-8")
    return list(files)
