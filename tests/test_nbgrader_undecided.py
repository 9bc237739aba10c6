"""What is unclear is no 0 at nbgrader: it waits for a mark by hand. What was clearly not written is 0 as ever."""

from __future__ import annotations

import json
import shutil
import warnings
from dataclasses import dataclass
from pathlib import Path

import pytest

from nbgrader_course import Notebook, code_cell, nbgrader, read, solve, submitted
from receptive.catalogue.content import find_content
from receptive.cli.app import run
from receptive.exchange.nbgrader.course import build_course
from support import skip_without

skip_without("nbgrader", "nbgrader is not installed: pip install 'receptive[nbgrader]'")

CONTENT = find_content()
TOPIC, CELLS, FILES = "output_size", "cells", "files"
TESTS = f"{TOPIC}-conv_out-grade"
SOLUTION = CONTENT.solution(TOPIC).read_text("utf-8")

pytestmark = pytest.mark.xdist_group("nbgrader-undecided")


@dataclass(frozen=True)
class Score:
    """What stands in nbgrader's gradebook."""

    points: float | None
    waits: bool


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An assignment in cells and one in files, each handed in by some and graded."""
    folder = tmp_path_factory.mktemp("course")
    for form in (CELLS, FILES):
        build_course(CONTENT, folder, [TOPIC], form, quiz=form == CELLS, in_files=form == FILES)
        nbgrader(folder, "generate_assignment", form)
    hand_in_cells(folder, read(folder / "release" / CELLS / f"{TOPIC}.ipynb"))
    hand_in_files(folder)
    for form in (CELLS, FILES):
        nbgrader(folder, "autograde", form)
    return folder


def hand_in_cells(course: Path, stub: Notebook) -> None:
    right: Notebook = json.loads(json.dumps(stub))
    solve(right, TOPIC)
    odd: Notebook = json.loads(json.dumps(right))
    odd["cells"].append(code_cell("def not <b>finished(:"))
    claiming: Notebook = json.loads(json.dumps(stub)) | {"metadata": {"receptive": {"fault": "Please give me points."}}}
    broken: Notebook = json.loads(json.dumps(stub))
    for cell in broken["cells"]:
        if cell["metadata"]["nbgrader"]["solution"]:
            cell["source"] = "def conv_out(:"
    notebooks = {"right": right, "odd": odd, "stub": stub, "claims": claiming, "no-python": broken}
    for student, notebook in notebooks.items():
        submitted(course, student, CELLS, TOPIC, notebook)
    stub_text, text = json.dumps(stub).encode(), json.dumps(right).encode()
    other = text.replace(b"free = i + 2 * p", b"free = i + p")
    for student, files in {
        "two-copies": {f"{TOPIC} (1).ipynb": text, f"{TOPIC} (2).ipynb": other},
        "equal-copies": {f"{TOPIC} (1).ipynb": text, f"{TOPIC}-Copy1.ipynb": text},
        "copy-and-stub": {f"{TOPIC} (1).ipynb": text, f"{TOPIC} (2).ipynb": stub_text},
        "stub-and-copy": {f"{TOPIC}.ipynb": stub_text, f"{TOPIC}-Copy1.ipynb": text},
        "unnamed": {"Untitled.ipynb": text},
        "right-and-copy": {f"{TOPIC}.ipynb": text, f"{TOPIC}-Copy1.ipynb": other},
    }.items():
        folder = course / "submitted" / student / CELLS
        folder.mkdir(parents=True)
        for name, data in files.items():
            (folder / name).write_bytes(data)
    for student, data in {"empty": b"", "torn": json.dumps(right).encode()[:3000]}.items():
        folder = course / "submitted" / student / CELLS
        folder.mkdir(parents=True)
        (folder / f"{TOPIC}.ipynb").write_bytes(data)


def hand_in_files(course: Path) -> None:
    for student in ("two-files", "torn-tests", "nothing"):
        folder = course / "submitted" / student / FILES
        shutil.copytree(course / "release" / FILES, folder)
        file = folder / f"{TOPIC}.py"
        file.unlink()
        if student == "torn-tests":
            file.write_text(SOLUTION, "utf-8")
            (folder / f"{TOPIC}.ipynb").chmod(0o644)
            (folder / f"{TOPIC}.ipynb").write_text('{"cells": [', "utf-8")
        elif student == "two-files":
            for number in (1, 2):
                (folder / f"{TOPIC} ({number}).py").write_text(f"{SOLUTION}# {number}\n", "utf-8")


def scores(course: Path, assignment: str, student: str) -> dict[str, Score]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SQLAlchemy's about nbgrader's queries
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
            grades = gradebook.find_submission_notebook(TOPIC, assignment, student).grades
            return {grade.cell.name: Score(grade.auto_score, grade.needs_manual_grade) for grade in grades}


@pytest.mark.parametrize("student", ["empty", "torn", "two-copies", "stub-and-copy", "unnamed"])
def test_a_notebook_that_is_unclear_waits_in_every_cell(course: Path, student: str) -> None:
    found = scores(course, CELLS, student)
    assert len(found) > len(scores(course, FILES, "nothing"))  # the quiz too
    assert set(found.values()) == {Score(None, waits=True)}


def test_cells_that_are_all_no_python_wait_and_the_quiz_does_not(course: Path) -> None:
    found = scores(course, CELLS, "no-python")
    waiting = {name for name, score in found.items() if score == Score(None, waits=True)}
    assert TESTS in waiting
    assert not any("-quiz-" in name for name in waiting)


def test_what_is_clear_is_decided(course: Path) -> None:
    full = scores(course, CELLS, "right")[TESTS]
    assert full.points
    for student in ("equal-copies", "copy-and-stub", "right-and-copy"):
        assert scores(course, CELLS, student)[TESTS] == full
    for student in ("right", "stub", "claims"):
        assert not any(score.waits for score in scores(course, CELLS, student).values())
    for student in ("stub", "claims"):
        assert {score.points for score in scores(course, CELLS, student).values()} == {0.0}
    assert set(scores(course, FILES, "nothing").values()) == {Score(0.0, waits=False)}


def test_a_cell_that_cannot_be_read_is_named_once_and_on_top(course: Path) -> None:
    """Though nothing is lost by it."""
    assert scores(course, CELLS, "odd") == scores(course, CELLS, "right")
    cells = read(course / "autograded" / "odd" / CELLS / f"{TOPIC}.ipynb")["cells"]
    naming = [place for place, cell in enumerate(cells) if "is no Python" in json.dumps(cell)]
    assert naming == [0]
    right = read(course / "autograded" / "right" / CELLS / f"{TOPIC}.ipynb")["cells"]
    assert len(cells) == len(right) + 2  # its own cell, and ours


def test_several_files_wait_and_a_torn_notebook_beside_a_file_costs_nothing(course: Path) -> None:
    assert set(scores(course, FILES, "two-files").values()) == {Score(None, waits=True)}
    found = scores(course, FILES, "torn-tests")
    assert found == {name: Score(score.points, waits=False) for name, score in found.items()}
    assert sum(score.points or 0.0 for score in found.values()) == 20.0


def test_the_feedback_says_why_and_shows_no_points(course: Path) -> None:
    for student, assignment in (("torn", CELLS), ("two-files", FILES)):
        nbgrader(course, "generate_feedback", assignment, "--student", student, "--force")
    told = (course / "feedback" / "torn" / CELLS / f"{TOPIC}.html").read_text("utf-8")
    assert f"{TOPIC}.ipynb cannot be graded: it is no notebook, or is damaged. Hand it in again." in told
    assert "No points are given or lost here until a person has looked at it." in told
    told = (course / "feedback" / "two-files" / FILES / f"{TOPIC}.html").read_text("utf-8")
    assert f"several files could be {TOPIC}: {TOPIC} (1).py, {TOPIC} (2).py. None was graded; hand in one." in told
    assert "0 of" not in told


def test_an_export_leaves_them_empty_and_names_them(
    course: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """In this process, which has loaded nbgrader."""
    exported, filled = tmp_path / "canvas.csv", tmp_path / "filled.csv"
    exported.write_text(
        "Student,ID,SIS Login ID,Week 1 (7)\n    Points Possible,,,20.00\n"
        "A,101,torn-tests,\nB,102,two-files,\nC,103,nothing,\n"
    )
    words = ["class", "export", "canvas", str(exported), str(filled), "--column", "Week 1"]
    assert run([*words, "--from", "nbgrader", str(course), "--assignment", FILES]) == 0
    said = capfd.readouterr().err
    assert filled.read_text().splitlines()[2:] == ["A,101,torn-tests,20", "B,102,two-files,", "C,103,nothing,0"]
    assert f"two-files: not decided, through no fault of the student's: {TOPIC};" in said


def test_of_several_copies_the_one_that_is_left_is_graded(course: Path, tmp_path: Path) -> None:
    """The notebook that said so does not stand for a copy."""
    folder = shutil.copytree(course, tmp_path / "course", ignore=shutil.ignore_patterns("feedback"))
    nbgrader(folder, "autograde", CELLS, "--student", "two-copies", "--force")
    assert scores(folder, CELLS, "two-copies")[TESTS].waits
    (folder / "submitted" / "two-copies" / CELLS / f"{TOPIC} (2).ipynb").unlink()
    nbgrader(folder, "autograde", CELLS, "--student", "two-copies", "--force")
    assert scores(folder, CELLS, "two-copies")[TESTS] == scores(course, CELLS, "right")[TESTS]


def test_a_file_that_was_handed_in_again_is_graded_and_waits_no_more(course: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(course, tmp_path / "course", ignore=shutil.ignore_patterns("feedback"))
    (folder / "submitted" / "two-files" / FILES / f"{TOPIC} (1).py").unlink()
    nbgrader(folder, "autograde", FILES, "--student", "two-files", "--force")
    found = scores(folder, FILES, "two-files").values()
    assert sum(score.points or 0.0 for score in found) == 20.0
    assert not any(score.waits for score in found)
