"""What students do to the cells and the file of an assignment: it is marked, or explained, and fails nobody else."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nbgrader_course import cell, code_cell, marks, nbgrader, read, solve, submitted
from receptive.catalogue.content import find_content
from receptive.exchange.nbgrader.copies import is_named_after
from receptive.exchange.nbgrader.course import build_course
from support import skip_without

skip_without("nbgrader", "nbgrader is not installed: pip install 'receptive[nbgrader]'")

CONTENT = find_content()
TOPIC, WEEK = "output_size", "week1"
ANSWER, TESTS = "output_size-conv_out", "output_size-conv_out-grade"
FULL = 20.0

pytestmark = pytest.mark.xdist_group("nbgrader-cells")
Notebook = dict[str, Any]


def place(notebook: Notebook, name: str) -> int:
    return next(n for n, one in enumerate(notebook["cells"]) if one is cell(notebook, name))


def copied_answer(notebook: Notebook) -> None:
    at = place(notebook, ANSWER)
    notebook["cells"].insert(at + 1, copy.deepcopy(notebook["cells"][at]))


def copied_tests(notebook: Notebook) -> None:
    at = place(notebook, TESTS)
    notebook["cells"].insert(at, {**copy.deepcopy(notebook["cells"][at]), "source": "100", "id": "mine"})


def split_answer(notebook: Notebook) -> None:
    at = place(notebook, ANSWER)
    notebook["cells"].insert(at + 1, {**copy.deepcopy(notebook["cells"][at]), "id": "below"})
    notebook["cells"][at]["source"] = "# my notes"


def no_metadata(notebook: Notebook) -> None:
    for one in notebook["cells"]:
        one["metadata"] = {}


def neither_metadata_nor_ids(notebook: Notebook) -> None:
    no_metadata(notebook)
    notebook["nbformat_minor"] = 4
    for one in notebook["cells"]:
        del one["id"]


def retyped(kind: str, name: str) -> Callable[[Notebook], None]:
    def retype(notebook: Notebook) -> None:
        one = cell(notebook, name)
        one["cell_type"] = kind
        del one["outputs"], one["execution_count"]

    return retype


def deleted_answer_and_tests(notebook: Notebook) -> None:
    text = cell(notebook, ANSWER)["source"]
    notebook["cells"] = [one for one in notebook["cells"] if one not in (cell(notebook, ANSWER), cell(notebook, TESTS))]
    notebook["cells"].insert(0, code_cell(f"%%time\n{text}"))


CHANGES: dict[str, Callable[[Notebook], None]] = {
    "copied answer": copied_answer,
    "copied tests": copied_tests,
    "split": split_answer,
    "no metadata": no_metadata,
    "neither metadata nor ids": neither_metadata_nor_ids,
    "answer as text": retyped("markdown", ANSWER),
    "answer as raw": retyped("raw", ANSWER),
    "tests as text": retyped("markdown", TESTS),
    "moved and deleted": deleted_answer_and_tests,
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with every kind of odd submission, graded at once."""
    folder = tmp_path_factory.mktemp("course")
    build_course(CONTENT, folder, [TOPIC], WEEK, quiz=False)
    nbgrader(folder, "generate_assignment", WEEK)
    right = read(folder / "release" / WEEK / f"{TOPIC}.ipynb")
    solve(right, TOPIC)
    for name, change in CHANGES.items():
        notebook = copy.deepcopy(right)
        change(notebook)
        submitted(folder, name, WEEK, TOPIC, notebook)
    text = json.dumps(right)
    files = {
        "bom": (TOPIC, b"\xef\xbb\xbf" + text.encode()),
        "latin": (TOPIC, json.dumps(right, ensure_ascii=False).encode("cp1252", "replace")),
        "copy": ("output_size-Copy1", text.encode()),
        "spelled": ("Output-Size (2)", text.encode()),
        "empty": (TOPIC, b""),
        "torn": (TOPIC, text[:2000].encode()),
    }
    for student, (name, data) in files.items():
        path = folder / "submitted" / student / WEEK / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
    nbgrader(folder, "autograde", WEEK)
    for student in ("empty", "torn"):
        nbgrader(folder, "generate_feedback", WEEK, "--student", student)
    return folder


def test_odd_cells_and_files_get_what_is_right_in_them(course: Path) -> None:
    found = marks(course)
    lost = {name: found.get(name) for name in (*CHANGES, "bom", "latin", "copy", "spelled") if found.get(name) != FULL}
    assert lost == {}


@pytest.mark.parametrize(("student", "why"), [("empty", "it is empty"), ("torn", "it is no notebook, or is damaged")])
def test_a_file_that_cannot_be_read_is_explained(course: Path, student: str, why: str) -> None:
    told = (course / "feedback" / student / WEEK / f"{TOPIC}.html").read_text("utf-8")
    assert f"output_size.ipynb cannot be graded: {why}. Hand it in again." in told


@pytest.mark.parametrize(
    ("stem", "is_meant"),
    [
        ("Output_Size", True),
        ("output-size", True),
        ("output_size-Copy1 (2)", True),
        ("Kopie von output_size", True),
        ("Copia de output_size", True),
        ("output_size - Copie (3)", True),
        ("output_size_v2", True),
        ("output_size_final", False),
        ("size", False),
    ],
)
def test_names_that_are_meant(stem: str, is_meant: bool) -> None:
    assert is_named_after(TOPIC, stem) is is_meant
