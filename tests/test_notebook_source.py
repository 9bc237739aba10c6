"""From the cells of a notebook to a module: definitions, and what they need, in whatever order and company."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from receptive.catalogue.content import find_content
from receptive.reading.cells import Cell, module_of
from support import Grade, solution

# One function that is right, and one with a slip
BEGUN = (
    solution("output_size").partition("\n\n\ndef tf_out")[0]
    + """


def unused_pixels(i, k, s=1, p=0):
    size = i + 2 * p
    return (siz - k) % s
"""
)


def module(*cells: str) -> dict[str, Any]:
    """The names of the module that these cells make, run."""
    names: dict[str, Any] = {}
    exec(extracted(*cells), names)  # our own test cells
    return names


def extracted(*cells: str) -> str:
    return module_of([Cell(number, text) for number, text in enumerate(cells, start=1)]).source


def test_definitions_are_kept_with_what_they_need() -> None:
    found = module("import math\nSIDE = 3", "def area():\n    return math.pi * SIDE", "print(area())", "x = 1/0")
    assert round(found["area"]()) == 9
    assert "x" not in found


def test_cells_may_stand_in_any_order() -> None:
    assert (
        module("def f(a: Pair = START): return a", "START = make()", "def make(): return 7", "Pair = int")["f"]() == 7
    )


def test_the_last_definition_of_a_name_counts() -> None:
    assert module("def f(): return 1", "def f(): return 2")["f"]() == 2


@pytest.mark.parametrize(
    "magic", ["%matplotlib inline", "!pip list", "?print", "print?", "%%bash\nexit 1", "%timeit f()"]
)
def test_magics_are_no_python_and_do_no_harm(magic: str) -> None:
    assert module("def f():\n    return 1", magic, f"{magic}\ndef g(): return 2")["f"]() == 1


def test_a_cell_that_is_no_python_is_left_out_and_named() -> None:
    found = module_of([Cell(1, "def f(): return 1"), Cell(4, "def g(:\n")])
    assert "def f" in found.source
    assert "g" not in found.source
    assert found.faults[0].startswith("cell 4, line 1, is no Python")


@pytest.mark.parametrize("cell", ["(" * 5000, "x = " + "-" * 20000 + "1", "\x00", "a\n" * 50000])
def test_strange_cells_end_soon(cell: str) -> None:
    assert "def f" in extracted("def f(): return 1", cell)


@pytest.mark.slow
def test_long_chains_do_not_exhaust_anything() -> None:
    chain = "\n".join(f"a{i} = a{i + 1}" for i in range(5000))
    assert "def f" in extracted(f"def f(): return a0\n{chain}\na5000 = 1")


def test_decorators_and_methods_come_along() -> None:
    found = module(
        "def twice(f):\n    return lambda: 2 * f()", "@twice\ndef g():\n    return 3", "class A:\n    x = g()"
    )
    assert found["A"].x == 6


# A student's notebooks


def test_notebooks_hold_the_same_work_as_files(grade: Grade, tmp_path: Path) -> None:
    assert grade("start", "lesson", "--notebooks").code == 0
    folder = tmp_path / "lesson"
    assert {path.suffix for path in folder.iterdir() if path.is_file()} == {".ipynb", ".md", ".py"}
    assert [path.name for path in folder.glob("*.py")] == ["conftest.py"]
    readme = (folder / "README.md").read_text("utf-8")
    assert "jupyter lab" in readme
    assert "| `grade watch` | the same whenever you save |" in readme
    assert "output_size.py" not in readme
    path = folder / "output_size.ipynb"
    assert "output_size.py" not in path.read_text("utf-8")
    assert "nothing is written yet" in grade("output_size", cwd=folder).out
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"] = [{"cell_type": "code", "source": BEGUN, "metadata": {}, "outputs": [], "execution_count": None}]
    path.write_text(json.dumps(notebook), "utf-8")
    there = grade("output_size", "--json", "--seed", "s", cwd=folder)
    (tmp_path / "output_size.py").write_text(BEGUN, "utf-8")
    here = grade("output_size.py", "--json", "--seed", "s")
    assert [one["status"] for one in there.criteria().values()] == [one["status"] for one in here.criteria().values()]
    told = grade("output_size", cwd=folder).out
    assert "  output_size.ipynb, in unused_pixels\n      return (siz - k) % s" in told
    assert "output_size.ipynb" in grade("reset", "output_size", cwd=folder).out
    assert (folder / "output_size.old1.ipynb").exists()
    assert "nothing is written yet" in grade("output_size", cwd=folder).out


def test_the_form_that_was_changed_last_counts(grade: Grade, tmp_path: Path) -> None:
    grade("start", ".", "--notebooks")
    shutil.copy(find_content().solution("output_size"), tmp_path / "output_size.py")
    assert grade("output_size").code == 0
    path = tmp_path / "output_size.ipynb"
    path.write_text(path.read_text("utf-8").replace("raise NotImplementedError", "return 7"), "utf-8")
    assert grade("output_size").code == 1


def test_a_torn_notebook_and_a_torn_cell_are_named(grade: Grade, tmp_path: Path) -> None:
    path = tmp_path / "output_size.ipynb"
    path.write_text('{"cells": [', "utf-8")
    ran = grade("output_size")
    assert (ran.code, "output_size.ipynb cannot be graded: it is no notebook" in ran.out) == (1, True)
    cell = {"cell_type": "code", "source": "def conv_out(:\n", "metadata": {}}
    path.write_text(json.dumps({"cells": [cell]}), "utf-8")
    ran = grade("output_size")
    assert "output_size.ipynb: cell 1, line 1, is no Python" in ran.err
