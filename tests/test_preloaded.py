"""The commands of the tests are copies of one process: what they do is what a process of their own would do."""

from __future__ import annotations

import os
import re
import select
import signal
import time
from pathlib import Path

import pytest

from class_sample import TOPIC, make_class
from preloaded import COMMAND, preloaded
from support import FRESH, Grade, solution


@pytest.mark.parametrize(
    "words",
    [
        ("--version",),
        ("--help",),
        ("list", "--json"),
        ("nowhere.py",),
        ("class", "run"),
        ("class", "verify"),
        ("quiz", "color", "--count", "1", "--seed", "7"),
        (TOPIC, "--json", "--seed", "7"),
        ("--lesson", "nowhere", TOPIC),
    ],
)
def test_a_copy_says_and_ends_as_what_starts_from_nothing(grade: Grade, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / f"{TOPIC}.py").write_text(solution(TOPIC), "utf-8")
    copy, fresh = grade(*words, typed="1\n"), grade(*words, typed="1\n", **FRESH)
    assert copy.code == fresh.code
    assert copy.err == fresh.err
    assert without_duration(copy.out) == without_duration(fresh.out)


def test_a_class_is_graded_to_the_same_bytes(grade: Grade, tmp_path: Path) -> None:
    make_class(tmp_path / "class", 2)
    words = ("class", "run", "class", "--topic", TOPIC, "--seed", "autumn", "--json")
    copy, fresh = grade(*words, "--store", "copy.sqlite"), grade(*words, "--store", "fresh.sqlite", **FRESH)
    assert (copy.code, copy.out) == (fresh.code, fresh.out)
    heads = {grade("class", "verify", "--store", f"{name}.sqlite").out.split()[-1] for name in ("copy", "fresh")}
    assert len(heads) == 1


def test_nothing_of_a_copy_is_left_for_the_next(grade: Grade, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    assert "run.py list" in grade("nowhere", RECEPTIVE_COMMAND="run.py").err.replace("--help", "list")
    assert grade("start", cwd=other).code == 0
    assert grade("--lesson", "nowhere", "list").code != 0
    assert grade("list").code == 0
    assert "run.py" not in grade("nowhere").err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other"]


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.1])
def test_a_copy_may_be_ended_at_any_moment_and_after_its_end(tmp_path: Path, seconds: float) -> None:
    with Path(os.devnull).open("r+b") as nowhere:
        streams = [nowhere.fileno()] * 3
        copy = preloaded().start(COMMAND, ["--version"], tmp_path, os.environ, [*streams, preloaded().control.fileno()])
    time.sleep(seconds)
    copy.kill()
    select.select([copy.told], [], [])
    copy.kill()
    assert copy.wait() in (0, -signal.SIGKILL)
    copy.kill()


def without_duration(text: str) -> str:
    return re.sub(r'"duration_s": [\d.]+', "", text)
