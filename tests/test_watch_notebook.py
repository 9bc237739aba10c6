"""`grade watch` where a student works in a notebook: saves in parts, cells in the middle of a word, two files."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.live.watch import topic_files
from receptive.live.watch.topic_files import TopicFiles
from support import Grade, solution, wait_until
from watch_terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
STEP = "def conv_out("


@pytest.fixture
def folder(grade: Grade, tmp_path: Path) -> Path:
    """With all notebooks, none of them begun."""
    assert grade("start", "lesson", "--notebooks").code == 0
    return tmp_path / "lesson"


@pytest.fixture
def window(folder: Path) -> Iterator[Terminal]:
    write(folder / "output_size.ipynb", solution("output_size"))
    opened = Terminal(folder, topics=("output_size",))
    opened.shows("20 of 20 points")
    opened.shows("✓ ")
    yield opened
    assert opened.close() == 0


def write(path: Path, source: str, parts: int = 1) -> bool:
    """Save as a notebook, a cell for each definition; in parts, as Jupyter writes a large one.

    Returns:
        Whether it took no longer than a save may; a machine that stood still in between was too slow.
    """
    began = time.monotonic()
    cells = [{"cell_type": "code", "source": f"{text}\n", "metadata": {}} for text in source.split("\n\n\n")]
    text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    with path.open("w", encoding="utf-8") as file:
        for number in range(parts):
            file.write(text[number * len(text) // parts : (number + 1) * len(text) // parts])
            file.flush()
            time.sleep(0.3 if number + 1 < parts else 0)
    return time.monotonic() - began < topic_files.SAVING_S


def wrong() -> str:
    """conv_out asks for a step that is one too large."""
    return solution("output_size").replace(STEP, "def conv_out(i, k, s=1, p=0, d=1):\n    return 7\n\n\ndef unused(", 1)


def test_a_notebook_is_graded_like_a_file_and_waited_for(folder: Path, window: Terminal, grade: Grade) -> None:
    path = folder / "output_size.ipynb"
    in_time = write(path, wrong(), parts=3)
    window.shows("✗ conv_out")
    write(path, solution("output_size").replace(STEP, "def conv_out(:", 1))
    assert "✗ conv_out" in window.shows("is no Python")  # its cell is being written: the verdict stays
    assert "is not written yet" not in window.screen
    in_time &= write(path, solution("output_size"), parts=3)
    window.shows("✓ conv_out: all of its 6 criteria.")
    assert "no Python" not in window.screen
    assert "cannot be graded" not in window.raw or not in_time
    wait_until(lambda: "20 of 20 points" in grade("status", cwd=folder).out)  # when what asks conv_out is graded, too
    path.write_text('{"cells": [', "utf-8")
    screen = window.shows("output_size.ipynb cannot be graded: it is no notebook")
    assert "✓ conv_out" in screen
    assert "20 of 20" in screen


def test_of_two_files_the_one_that_grade_takes_is_watched(folder: Path, window: Terminal) -> None:
    (folder / "output_size.py").write_text(wrong())
    window.shows("output_size.ipynb holds work too, but output_size.py was changed last")
    window.shows("✗ conv_out")
    write(folder / "output_size.ipynb", solution("output_size"), parts=2)
    window.shows("✓ conv_out")
    window.shows("output_size.py holds work too, but output_size.ipynb was changed last")
    window.run.send("r")
    window.shows("Put a fresh output_size.ipynb in place?")
    window.run.send("y")
    screen = window.shows("output_size.py holds work, so that is graded now.")
    assert "Your file is now output_size.old1.ipynb." in screen
    assert "load it again there" in screen
    window.shows("✗ conv_out")
    assert "def conv_out" in (folder / "output_size.old1.ipynb").read_text("utf-8")


@pytest.fixture
def files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> TopicFiles:
    monkeypatch.setattr(topic_files, "SAVING_S", 0.3)  # an hour where it must not be over
    write(folder / "color.ipynb", solution("color"))
    return TopicFiles(folder, load_topic(find_content(), "color"))


def counted(files: TopicFiles) -> str:
    """The name of the file that is given next, at once or after a while."""
    deadline = time.monotonic() + 20
    while (found := files.read()) is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return found[0].path.name


def test_what_nobody_touches_is_read_no_more(files: TopicFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    assert counted(files) == "color.ipynb"
    time.sleep(topic_files.SAVING_S + 0.1)
    files.read()
    with monkeypatch.context() as patched:
        patched.setattr(topic_files, "choose_files", None)
        assert files.read() is None
        assert files.read() is None
    path = files.folder / "color.ipynb"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"import", b"inport", 1))  # as long, and made to look as old
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert counted(files) == "color.ipynb"


def test_a_file_that_is_away_for_a_moment_gives_way_to_no_other(
    files: TopicFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = files.folder / "color.py"
    other.write_text(solution("color"))
    os.utime(other, (0, 0))
    path = files.folder / "color.ipynb"
    for break_it in (lambda: path.write_bytes(b""), lambda: path.write_bytes(b"{"), path.unlink):
        write(path, solution("color"))
        while counted(files) != "color.ipynb":  # the last one is settled only after a while
            time.sleep(0.02)
        with monkeypatch.context() as patched:
            patched.setattr(topic_files, "SAVING_S", 3600.0)
            break_it()
            assert files.read() is None
        assert counted(files) == "color.py"
