"""A class to test with: students whose work is right, wrong in known ways, or not begun."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from shared import made_once
from support import run_grade, solution

TOPIC = "output_size"
SLIPS = (
    ("return free // s + 1", "return -(-free // s) + 1"),
    ("free = i + 2 * p", "free = i + p"),
    ("return d * (k - 1) + 1", "return d * k"),
    ("return -(-i // s)", "return i // s"),
    ("return total // 2, total - total // 2", "return total - total // 2, total // 2"),
    ("return (i + 2 * p - k) % s", "return (i + p - k) % s"),
    ("size, jump = 1, 1", "size, jump = 0, 1"),
    ("return size, jump", "return size, jumb"),
)

# With one mistake, which is found at once: to explain work that is half written takes fifty times as long
SLIPPED = solution(TOPIC).replace(*SLIPS[6], 1)


def submission(number: int) -> str:
    """A source that no other student has, the same for the same number: right, or with one or two slips."""
    rng = random.Random(number)
    text = solution(TOPIC)
    for old, new in rng.sample(SLIPS, rng.randrange(3)):
        assert old in text
        text = text.replace(old, new, 1)
    return f"{text}\n# student {number}\n"


def undisturbed(places: pytest.TempPathFactory) -> Path:
    """A folder with `class`, which has 16 students, and `calm.sqlite` and `calm.jsonl`, which a run of it has left."""

    def make(folder: Path) -> None:
        make_class(folder / "class", 16)
        words = ("--topic", TOPIC, "--seed", "autumn", "--store", "calm.sqlite", "--json")
        ran = run_grade("class", "run", "class", *words, cwd=folder)
        assert ran.code == 0, ran.err
        (folder / "calm.jsonl").write_text(ran.out, "utf-8")

    return made_once(places, "undisturbed", make)


def add_latecomer(folder: Path) -> Path:
    """The last student of a class, whose work takes a second, so that the run does not end while a test looks at it."""
    path = folder / "student 99999" / f"{TOPIC}.py"
    path.parent.mkdir()
    path.write_text(f"import time\ntime.sleep(1)\n{solution(TOPIC)}", "utf-8")
    return path.parent


def make_class(folder: Path, count: int) -> Path:
    """Write DIR/STUDENT/output_size.py for so many students."""
    for number in range(count):
        path = folder / f"student {number:05d}" / f"{TOPIC}.py"
        path.parent.mkdir(parents=True)
        path.write_text(submission(number), "utf-8")
    return folder
