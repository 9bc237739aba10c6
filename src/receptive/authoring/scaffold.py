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


if __name__ == "__main__":
    print("Nothing here runs by itself. Ask what is right: python3 run.py {topic}, or: grade {topic}")
'''
README = """# {title}

## `twice(n)`

Say what the idea is, give one example worked by hand, and decide what the contract leaves open.
`twice(3)` is 3 + 3 = 6.
"""
MANIFEST = """schema: receptive/topic/v1
title: {title}
order: {order}
summary: One line about it.
packages: []
limits: {call_s: 2, total_s: 20, memory_mb: 256}
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
EXERCISE = '''"""`twice`: two times a number."""

from collections.abc import Iterator
from random import Random

from receptive.grader import Call, Grids, Picture, Place, call, grid


def twice(n: int) -> int:
    """The right answer, by a slow and obvious program that is independent of the solution."""
    return n + n


def calls(rng: Random) -> Iterator[Call]:
    """What to ask in order to tell mistakes apart: by hand from the smallest on, then drawn, without end."""
    yield from (call(1), call(3), call(-1))
    while True:
        yield call(rng.randrange(-50, 50))


def arithmetic(_: Place, n: int) -> str:
    """How the right value comes about, for a student who got it wrong."""
    return f"{n} + {n} = {n + n}"


def example() -> Iterator[Picture]:
    """A worked example with numbers that everybody may see."""
    yield Grids("Twice three", (grid("n", [[3]]), grid("n", [[3]]), grid("twice n", [[6]])), ("+", "="), "3 + 3 = 6")
'''
GRADER = '''"""Criteria of `twice`."""

from random import Random
from typing import Any

import pytest

from receptive.grader import check_equal, check_exact

from .twice import twice


@pytest.mark.criterion("small")
def test_three_becomes_six(student: Any, py_rng: Random) -> None:
    check_equal(student.twice(3), 6)
    more = py_rng.randrange(20, 1000)  # what follows from the example, so that nobody gets by with knowing it by heart
    check_equal(student.twice(3 + more), 6 + more + more)


@pytest.mark.criterion("other")
def test_other_numbers(student: Any, py_rng: Random) -> None:
    for n in (0, -4, py_rng.randrange(10, 99)):
        check_exact(student.twice(n), twice(n))  # here, and nowhere else, an int is to be an int
'''
MODEL = '''"""Every exercise right, one decision a method."""


class Model:
    def factor(self) -> int:
        """By what a number is multiplied."""
        return 2

    def twice(self, n: int) -> int:
        return self.factor() * n
'''
MISCONCEPTIONS = '"""The mistakes that people make here. Give their ids a prefix of the topic\'s own."""\n'
FACTORS = '''"""Mistakes about the factor."""

from receptive.grader import misconception

from ..model import Model


@misconception("NEW-1", "triples", read="`twice(n)`", exercises=("twice",))
class Triples(Model):
    \"\"\"You multiply the number by three.

    What is twice three, and what is three times three?
    \"\"\"

    def factor(self) -> int:
        return 3
'''
ADDING = '''"""Another right way to write it."""


def twice(n: int) -> int:
    return n + n
'''
SHIFTING = '''"""And another."""


def twice(n: int) -> int:
    return n << 1
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
        grader / "twice.py": EXERCISE,
        grader / "test_twice.py": GRADER,
        grader / "model.py": MODEL,
        grader / "misconceptions" / "__init__.py": MISCONCEPTIONS,
        grader / "misconceptions" / "factors.py": FACTORS,
        grader / "alternatives" / "adding.py": ADDING,
        grader / "alternatives" / "shifting.py": SHIFTING,
    }
    there = [path for path in files if path.exists()]
    if there:
        raise WorkspaceError(f"{there[0]} is there already; choose another name")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            text.replace("{title}", title).replace("{topic}", topic).replace("{order}", str(order)), "utf-8"
        )
    return list(files)
