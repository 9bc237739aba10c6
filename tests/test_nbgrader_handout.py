"""Handing out with nbgrader, by the lines of docs/instructor.md: real nbgrader, a real exchange, homes of their own."""

from __future__ import annotations

import getpass
import re
import shlex
from pathlib import Path

import pytest

from nbgrader_course import cell, marks, nbgrader, read, solve, write
from support import FRESH, Grade, skip_without

skip_without("nbgrader", "nbgrader is not installed: pip install 'receptive[nbgrader]'")

GUIDE = Path(__file__).parents[1] / "docs" / "instructor.md"
WRONG = "def conv_out(i, k, s=1, p=0, d=1):\n    return -(-(i + 2*p - d*(k - 1)) // s)"


def documented() -> list[tuple[str, list[str]]]:
    """The nbgrader commands of the guide in their order: who types each (its comment says it), and the words."""
    section = GUIDE.read_text("utf-8").partition("\n## nbgrader\n")[2]
    found = []
    for line in section.split("```")[1].splitlines():
        command, _, comment = line.partition("#")
        if command.startswith("nbgrader "):
            found.append(("student" if "a student" in comment else "instructor", shlex.split(command)[1:]))
    return found


def set_exchange(config: Path, exchange: Path) -> None:
    """The line that the course's own configuration tells of."""
    exchange.mkdir(exist_ok=True)
    exchange.chmod(0o777)
    config.parent.mkdir(parents=True, exist_ok=True)
    begun = config.read_text("utf-8") if config.exists() else "c = get_config()\n"
    config.write_text(f"{begun}c.Exchange.root = {str(exchange)!r}\n", "utf-8")


def build(grade: Grade, course: Path) -> None:
    ran = grade("nbgrader", "build", str(course), "--assignment", "week1", "--topic", "output_size", "--no-quiz")
    assert ran.code == 0, ran.err


def test_a_built_course_is_released_without_another_word(grade: Grade, tmp_path: Path) -> None:
    course = tmp_path / "course"
    build(grade, course)
    set_exchange(course / "nbgrader_config.py", tmp_path / "exchange")
    nbgrader(course, "generate_assignment", "week1", **FRESH)  # as an instructor's shell does
    said = nbgrader(course, "release_assignment", "week1")
    assert "Released as: course week1" in said
    assert (tmp_path / "exchange" / "course" / "outbound" / "week1" / "output_size.ipynb").exists()


@pytest.mark.slow
def test_the_guides_lines_lead_from_the_build_to_the_marks(grade: Grade, tmp_path: Path) -> None:
    course, exchange = tmp_path / "course", tmp_path / "exchange"
    build(grade, course)
    set_exchange(course / "nbgrader_config.py", exchange)
    students = {"right": None, "wrong": WRONG}
    for who, words in documented():
        if who == "instructor":
            nbgrader(course, *words)
        else:
            for name, answer in students.items():
                _as_student(tmp_path / name, words, exchange, answer)
    found = marks(course)
    assert found["right"] == 20.0
    assert 0 < found["wrong"] < 20
    feedback = course / "feedback" / "wrong" / "week1" / "output_size.html"
    assert "wrong answer" in feedback.read_text("utf-8")


def _as_student(home: Path, words: list[str], exchange: Path, answer: str | None) -> None:
    if not home.exists():
        set_exchange(home / "jupyter" / "nbgrader_config.py", exchange)
    if words[0] == "submit":
        notebook = read(home / "week1" / "output_size.ipynb")
        if answer is None:
            solve(notebook, "output_size")
        else:
            cell(notebook, "output_size-conv_out")["source"] = answer
        write(home / "week1" / "output_size.ipynb", notebook)
    nbgrader(home, *words)
    if words[0] == "submit":
        _sent_by(home.name, exchange / "course" / "inbound")


def _sent_by(student: str, inbound: Path) -> None:
    """nbgrader names a submission after the user of the machine; here one user plays several."""
    (sent,) = [path for path in inbound.iterdir() if path.name.startswith(f"{getpass.getuser()}+")]
    sent.rename(inbound / f"{student}+{sent.name.partition('+')[2]}")


# What the build writes


def test_the_course_is_called_as_its_folder_or_as_one_says(grade: Grade, tmp_path: Path) -> None:
    for folder, more, called in (("a course", (), "a-course"), ("c", ("--course-id", "cnn 2026"), "cnn 2026")):
        ran = grade("nbgrader", "build", str(tmp_path / folder), "--topic", "color", "--no-quiz", *more)
        assert ran.code == 0, ran.err
        config = (tmp_path / folder / "nbgrader_config.py").read_text("utf-8")
        assert f"c.CourseDirectory.course_id = {called!r}\n" in config
        assert f"--course {shlex.quote(called)}\n" in config
    refused = grade("nbgrader", "build", str(tmp_path / "x"), "--topic", "color", "--course-id", "a/b")
    assert refused.code == 2
    assert "course" in refused.err


def test_a_configuration_that_names_no_course_is_kept_and_the_command_is_told_in_full(
    grade: Grade, tmp_path: Path
) -> None:
    older = "from receptive.exchange.nbgrader import configure\nc = get_config()\nconfigure(c)\n# course_id = 'x'\n"
    (tmp_path / "nbgrader_config.py").write_text(older)
    ran = grade("nbgrader", "build", str(tmp_path), "--topic", "color", "--no-quiz", "--course-id", "cnn")
    assert (tmp_path / "nbgrader_config.py").read_text() == older
    assert "nbgrader release_assignment receptive --course cnn" in ran.out


@pytest.mark.parametrize("topic", ["color", "filter_math", "build_cnn", "output_size"])
def test_the_task_speaks_of_cells_or_of_the_file_as_the_form_is(grade: Grade, tmp_path: Path, topic: str) -> None:
    grade("nbgrader", "build", str(tmp_path), "--topic", topic, "--no-quiz", "--assignment", "cells")
    grade("nbgrader", "build", str(tmp_path), "--topic", topic, "--no-quiz", "--assignment", "files", "--files")
    in_cells, in_file = (
        cell(read(tmp_path / "source" / form / f"{topic}.ipynb"), f"{topic}-text")["source"]
        for form in ("cells", "files")
    )
    assert not re.search(rf"\b(in|into)\s+`{topic}.py`", in_cells)
    assert f"`{topic}.py`" in in_file
    assert "cells below" in in_cells
