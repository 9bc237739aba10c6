"""A cell that cannot be read is named once, on top of its topic, wherever a mark is shown: also if nothing is lost.

What nbgrader shows is in test_nbgrader_undecided.py.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from receptive.exchange.gradebook.gradescope_run import Undecided, grade_submission
from receptive.notebook.history import without_tries
from receptive.reading.cells import Cell
from support import Grade, solution

TOPIC = "output_size"
BROKEN = "def not finished(:"
NAMED = "cell 2, line 1, is no Python"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A class of one, whose notebook is right, with a cell beside that is no Python."""
    cells = [solution(TOPIC), BROKEN]
    made = {
        "cells": [
            {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}
            for source in cells
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    path = tmp_path / "class" / "ann" / f"{TOPIC}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(made))
    return tmp_path


def test_in_a_terminal_and_for_scripts(folder: Path, grade: Grade) -> None:
    path = str(folder / "class" / "ann" / f"{TOPIC}.ipynb")
    ran = grade(path, "--no-server")
    assert ran.code == 0
    assert (ran.err.count(NAMED), ran.out.count(NAMED)) == (1, 0)
    (topic,) = json.loads(grade(path, "--json").out)["topics"]
    assert [note for note in topic["notes"] if NAMED in note] == topic["notes"] != []


def test_in_a_class_and_on_the_page_of_a_student(folder: Path, grade: Grade) -> None:
    store = ["--store", str(folder / "class.sqlite")]
    ran = grade("class", "run", str(folder / "class"), "--topic", TOPIC, "--json", *store)
    assert ran.code == 0, ran.err
    assert ran.out.count(NAMED) == 1
    assert grade("class", "notes", "ann", *store).out.count(NAMED) == 1
    assert grade("class", "feedback", str(folder / "pages"), *store).code == 0
    (page,) = (folder / "pages").rglob("ann*.html")
    html = page.read_text("utf-8")
    assert html.count(NAMED) == 1
    assert html.index(NAMED) < html.index("<h3>")


def test_at_gradescope(folder: Path) -> None:
    results = grade_submission(folder / "class" / "ann", [TOPIC], "seed")
    assert not isinstance(results, Undecided)
    assert results["output"].count(NAMED) == json.dumps(results).count(NAMED) == 1


def test_in_the_cell_of_a_notebook(tmp_path: Path) -> None:
    """In a kernel: a try that was typed anew is not told, what still lacks is."""
    nbformat = pytest.importorskip("nbformat", reason="needs Jupyter: pip install 'receptive[nbgrader]'")
    nbclient = pytest.importorskip("nbclient", reason="needs Jupyter: pip install 'receptive[nbgrader]'")
    ask = f'from receptive.notebook import grade\nprint(grade("{TOPIC}", "conv_out"))'
    sources = ["def conv_out(:", solution(TOPIC), BROKEN, "conv_out(7, 3", ask]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    where = {"metadata": {"path": str(tmp_path)}}
    nbclient.NotebookClient(book, timeout=120, allow_errors=True, kernel_name="python3", resources=where).execute()
    told = book.cells[-1].outputs[0].text
    assert told.startswith("cell 3, line 1, is no Python")
    assert told.count("is no Python") == 1
    assert "✗" not in told


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        (["def f(:", "def f(): pass"], [2]),
        (["def f(): pass", "def f(:"], [1, 2]),
        (["def f(:\n  x = 3\nSIZE = 4", "def f(): pass"], [1, 2]),
        (["SIZE = = 3", "SIZE = 3"], [2]),
        (["f(1", "def f(:", "x = 1"], [2, 3]),
        (["f(1 == 2", "async def f(:", "%%time\nasync def f(): pass"], [3]),
    ],
)
def test_tries_of_which_nothing_is_lost(cells: list[str], kept: list[int]) -> None:
    left = without_tries([Cell(number, text) for number, text in enumerate(cells, start=1)])
    assert [cell.number for cell in left] == kept
