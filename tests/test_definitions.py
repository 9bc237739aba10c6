"""Which edits affect which exercises."""

from __future__ import annotations

import pytest

from receptive.catalogue.content import find_content
from receptive.live.watch.definitions import Definitions, NotPython

TEXT = """
import math
import numpy as np

SIZE = 3
SEEN = []

def helper(x):
    return math.floor(x)

def first(x):
    '''Docstring.'''
    return helper(x) + SIZE

def second(x):
    SEEN.append(x)
    return x

def third(x):
    return len(SEEN)

class Fourth:
    def go(self):
        return np.zeros(3)
"""
NAMES = ("first", "second", "third", "Fourth", "absent")


def changed(before: str, after: str) -> set[str]:
    old, new = (Definitions(text.encode()) for text in (before, after))
    return {name for name in NAMES if old.fingerprint([name]) != new.fingerprint([name])}


@pytest.mark.parametrize(
    ("old", "new", "affected"),
    [
        ("return x\n", "return x  # so\n\n\n", set()),
        ("return x\n", "return x + 1\n", {"second", "third"}),  # they share SEEN
        ("math.floor", "math.ceil", {"first"}),
        ("import math\n", "import math as m\nimport cmath as math\n", {"first"}),
        ("SIZE = 3", "SIZE = 4", {"first"}),
        ("np.zeros", "np.ones", {"Fourth"}),
        ("class Fourth", "def absent():\n    pass\n\nclass Fourth", {"absent"}),
        ("SIZE = 3", "SIZE = 3\nprint(SIZE)", set(NAMES)),  # acts when the module is loaded
        ("return helper(x)", "return eval('third')(x)", set(NAMES)),  # cannot be seen in the text
    ],
)
def test_an_edit_affects_what_uses_it(old: str, new: str, affected: set[str]) -> None:
    assert old in TEXT
    assert changed(TEXT, TEXT.replace(old, new, 1)) == affected


def test_what_cannot_be_seen_makes_every_edit_count_for_all() -> None:
    text = TEXT + "\ndef fifth(name):\n    return globals()[name]\n"
    assert changed(text, text.replace("return x\n", "return x + 1\n")) == set(NAMES)


def test_a_table_that_is_filled_in_place_counts() -> None:
    text = "TABLE = {}\nTABLE['a'] = 1\ndef first():\n    return TABLE['a']\ndef second():\n    return 1\n"
    assert changed(text, text.replace("= 1\ndef first", "= 2\ndef first")) == {"first"}


def test_lines_are_those_of_the_last_definition() -> None:
    found = Definitions(b"def first(): pass\n\ndef first(): pass\n")
    assert (found.line("first"), found.line("second")) == (3, 0)


@pytest.mark.parametrize(
    "source", [b"def f(:\n", b"x = '\n", b"\0", b"\xff\xfe", b"(" * 3000, b"# coding: no-such\nx = 1\n"]
)
def test_what_is_no_python_says_so(source: bytes) -> None:
    with pytest.raises(NotPython):
        Definitions(source)


@pytest.mark.parametrize("slug", find_content().topics())
def test_every_solution_can_be_read(slug: str) -> None:
    source = find_content().solution(slug).read_bytes()
    assert len(Definitions(source).fingerprint([slug])) == 64
