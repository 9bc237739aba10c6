"""Cells as people leave them: magics, experiments, slips. What IPython would make an answer is one."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from receptive.catalogue.content import find_content
from receptive.reading.cells import Cell, module_of
from receptive.reading.ipython import as_python, ipythons_own, read_alone
from receptive.reading.reader import Reader
from support import Grade

ANSWER = "def answer():\n    return 7"
ODD_CELLS = [
    "%matplotlib inline\nx = 1",
    "t = %timeit -o f(9, 3)\nfiles = !ls -l\nprint(t)",
    "def f(a, s):\n    y = (a\n  % s)\n    return y\n%who",
    "    def f():\n        return 1\n    f()",
    "x = 5 \\\n % 3\n!ls \\\n  -l\ny = 2",
    "s = '''\n%magic in a text\n!x\n'''\n%time g()",
    "if True:\n    !ls\n    %time f()\n    z = !ls",
    "print?",
    ">>> def f():\n...     return 1\n>>> f()",
    "In [1]: x = 1\n   ...: y = 2",
    "a = 'it' # it's %\n%who",
    'x = "%d" % 3\n%who',
    "\n\n  %cd x\n  y = 1",
    "a, b = !ls",
    "x == %foo",
    "def f():\n    # page \x0c break\n    '\u2028'\n    return 1\n!ls",
]


def taken(*cells: str, exercises: tuple[str, ...] = ("answer",)) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The names of the module that these cells make, and what is said about them."""
    found = module_of([Cell(number, text) for number, text in enumerate(cells, start=1)], exercises)
    names: dict[str, Any] = {}
    exec(found.source, names)  # our own test cells
    return names, found.faults


@pytest.mark.parametrize("cell", ODD_CELLS)
def test_cells_are_read_alike_with_and_without_ipython(cell: str) -> None:
    transform = ipythons_own()
    if transform is None:
        pytest.skip("IPython is not installed: pip install 'receptive[nbgrader]'")
    assert _tree(transform(cell)) == _tree(read_alone(cell))


def _tree(text: str) -> str:
    try:
        return ast.dump(ast.parse(text))
    except SyntaxError:
        return "no Python"


@pytest.mark.parametrize("magic", ["%%time", "%%capture out", "%%timeit -n 1", "\n%%time  \n"])
def test_answers_below_a_magic_that_runs_its_cell_count(magic: str) -> None:
    assert taken(f"{magic}\n{ANSWER}")[0]["answer"]() == 7


@pytest.mark.parametrize("magic", ["%%writefile a.py", "%%bash", "%%javascript"])
def test_answers_below_other_magics_do_not_count_and_are_named(magic: str) -> None:
    names, faults = taken("x = 1", f"{magic}\n{ANSWER}")
    assert "answer" not in names
    assert faults[0].startswith(f"cell 2 begins with {magic.partition(' ')[0]}, and answer in it is not run")
    assert taken(f"{magic}\necho x", ANSWER)[1] == ()


def test_what_time_runs_counts() -> None:
    names, _ = taken("%time SIDE = 7", "HALF = %time SIDE / 2", "def answer():\n    return SIDE, HALF")
    assert names["answer"]() == (7, 3.5)


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_an_answer_in_a_cell_that_became_text_is_taken_and_named(kind: str) -> None:
    found = module_of([Cell(1, "# A title"), Cell(2, ANSWER, kind)], ["answer"])
    assert "return 7" in found.source
    assert found.faults == (f"cell 2 is a {kind} cell; answer in it was taken: make it a code cell",)
    shown = module_of([Cell(1, ANSWER.replace("7", "8")), Cell(2, ANSWER, kind)], ["answer"])
    assert "return 8" in shown.source
    assert "return 7" not in shown.source
    assert module_of([Cell(1, f"Write this:\n\n```\n{ANSWER}\n```", kind)], ["answer"]).source.strip() == ""


# What an answer needs, and what it does not

EXPERIMENTS = {
    "input with the name of a parameter": "size = int(input())",
    "a loop over a local name": "for total in range(10**12): pass",
    "a name that a comprehension has": "item = 1 / 0",
    "what a method has": "weight = undefined",
    "a function that no answer calls": "def show(x=1 / 0): return x",
    "a class that no answer uses": "class Plot(undefined): pass",
    "an error on purpose": "1 / 0",
    "a magic": "weight = !ls",
    "awaiting": "weight = await answer()",
    "return at the top": "return 3",
    "an attribute of a module": "math.tau = 1 / 0\nmath.undefined()",
}
NEEDY = """
import math
SIDES = [3]
def answer(size=2):
    total = size
    for weight in [item for item in SIDES]:
        total += weight
    return total + 0 * math.pi
"""


@pytest.mark.parametrize("experiment", [text for text in EXPERIMENTS.values() if "math" not in text], ids=str)
def test_experiments_are_not_run(experiment: str) -> None:
    assert taken(NEEDY, experiment)[0]["answer"]() == 5
    assert taken(experiment, NEEDY)[0]["answer"]() == 5


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        (["X = 1", "def answer(): return X", "X = 1 / 0"], 1),  # below the answer: an experiment
        (["X = 1", "X = 2", "def answer(): return X"], 2),
        (["def answer(): return X", "X = 3"], 3),  # nowhere else
        (["X = 1", "def helper(): return X", "X = 4", "def answer(): return helper() + X"], 8),
        (["def answer(): return helper()", "def helper(): return 1", "def helper(): return 5"], 5),
        (["T = {}", "def answer(): return T[2]", "for k in range(3): T[k] = 3 * k"], 6),
        (["T = []", "def answer(): return T[0]", "T.append(7)"], 7),
        (["def answer(): return T()\nT = lambda: U", "U = 8"], 8),
        (["class A:\n    size = START\nSTART = 1", "START = 9", "def answer(): return A.size"], 1),
        (["from math import *", "def answer(): return floor(2.5)"], 2),
        (["x: int = 3", "import dataclasses", "def answer(): return x"], 3),
        (["if True:\n    Y = 1\nelse:\n    Y = 2", "def answer(): return Y"], 1),
        (["def answer(): return 1", "answer = (lambda old: lambda: old() + 1)(answer)"], 2),
    ],
)
def test_the_value_that_an_answer_reads(cells: list[str], value: float) -> None:
    assert taken(*cells)[0]["answer"]() == value


def test_definitions_are_kept_where_an_exercise_is_nowhere() -> None:
    """It may be called otherwise, and then the student is told so."""
    assert "anwser" in taken("def anwser(): return 7")[0]
    assert "other" not in taken(ANSWER, "def other(): return 7")[0]


def test_what_comes_from_the_future_comes_first() -> None:
    names, _ = taken("import math", "from __future__ import annotations", "def answer(x: undefined): return math.pi")
    assert names["answer"](1) > 3


# Files


def notebook(*cells: dict[str, Any]) -> bytes:
    return json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def code(source: str, outputs: list[Any] | None = None) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": outputs or [], "execution_count": None}


def test_a_confined_reader_has_ipythons_transformer_too() -> None:
    with Reader() as reader:
        found = reader.cells([Cell(1, "T = {}\nT['a'] = %time 3\ndef answer(): return T")], ["answer"])
    assert (found.faults, "T['a']" in found.source) == ((), True)


def test_a_notebook_in_another_encoding_is_read_and_named(grade: Grade, tmp_path: Path) -> None:
    solution = find_content().solution("output_size").read_text("utf-8")
    text = json.dumps(json.loads(notebook(code(f"# größer, naïve\n{solution}"))), ensure_ascii=False)
    (tmp_path / "output_size.ipynb").write_bytes(text.encode("cp1252", "replace"))
    ran = grade("output_size.ipynb")
    assert ran.code == 0, ran.out
    assert "not saved as UTF-8" in ran.err
    (tmp_path / "output_size.ipynb").write_bytes(b"\xef\xbb\xbf" + notebook(code(solution)))
    assert grade("output_size.ipynb").code == 0


def test_as_python_keeps_what_is_python() -> None:
    text = "x = 5 % 3\ny = 'a?'\n"
    assert as_python(text) == text


# Outputs


@pytest.mark.parametrize(
    "outputs",
    [
        [{"output_type": "display_data", "data": {"image/png": "A" * 60_000_000}, "metadata": {}}],
        [{"output_type": "stream", "name": "stdout", "text": [f"line {n}\n" for n in range(500_000)]}],
    ],
    ids=["a picture", "many lines"],
)
def test_outputs_count_for_no_limit(outputs: list[Any], grade: Grade, tmp_path: Path) -> None:
    solution = find_content().solution("output_size").read_text("utf-8")
    (tmp_path / "output_size.ipynb").write_bytes(notebook(code(solution, outputs)))
    ran = grade("output_size")
    assert ran.code == 0, ran.out
    ran = grade("submit", "sent.zip")
    assert "output_size.ipynb: the outputs of its cells, which do not count" in ran.out + ran.err
    assert (tmp_path / "sent.zip").stat().st_size < 1 << 20


def test_a_file_larger_than_any_notebook_is_refused_with_the_next_step(grade: Grade, tmp_path: Path) -> None:
    with (tmp_path / "output_size.ipynb").open("wb") as file:
        file.truncate(100 << 20)
    ran = grade("output_size")
    assert "output_size.ipynb has 100.0 MiB; at most 63 MiB are read. Clear the outputs" in ran.out


# Values that an answer needs and that cannot be had

UNHAD = {
    "nobody types": "SIDE = int(input())",
    "an endless loop": "SIDE = sum(1 for _ in iter(int, 1))",
    "a magic": "SIDE = %timeit -o 1",
    "awaiting": "SIDE = await something()",
    "it ends Python": "import os\nSIDE = os._exit(3)",
    "a file": "SIDE = len(open('data.csv').read())",
}


@pytest.mark.parametrize("unhad", UNHAD.values(), ids=UNHAD)
def test_a_value_that_cannot_be_had_costs_only_what_reads_it(unhad: str, grade: Grade, tmp_path: Path) -> None:
    solution = find_content().solution("output_size").read_text("utf-8")
    reads_it = "def unused_pixels(i, k, s=1, p=0):\n    return (i + 2 * p - k) % s + SIDE"
    cells = [code(solution), code(f"{unhad}\n"), code(reads_it)]
    (tmp_path / "output_size.ipynb").write_bytes(notebook(*cells))
    ran = grade("output_size", "--json", "--seed", "s")
    lost = {name for name, one in ran.criteria().items() if one["status"] != "passed"}
    assert lost == {name for name, one in ran.criteria().items() if one["exercise"] == "unused_pixels"}
    assert "cell 2: a value that an answer reads could not be had" in ran.out


def test_a_value_that_fails_leaves_the_one_before(grade: Grade, tmp_path: Path) -> None:
    solution = find_content().solution("output_size").read_text("utf-8")
    reads_it = "def unused_pixels(i, k, s=1, p=0):\n    return (i + 2 * p - k) % s + ZERO"
    (tmp_path / "output_size.ipynb").write_bytes(
        notebook(code(solution), code("ZERO = 0"), code("ZERO = int(input())"), code(reads_it))
    )
    ran = grade("output_size")
    assert ran.code == 0, ran.out
    assert "cell 3: a value" in ran.err


def test_a_cell_in_jupyter_sees_answers_below_a_magic(tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat", reason="Jupyter is not installed: pip install 'receptive[nbgrader]'")
    nbclient = pytest.importorskip("nbclient", reason="Jupyter is not installed: pip install 'receptive[nbgrader]'")
    solution = find_content().solution("output_size").read_text("utf-8")
    asks = 'from receptive.notebook import grade\ngrade("output_size", "conv_out")'
    sources = [f"%%time\n{solution}", "i = 10\nfiles = !ls\nk = 1 / 0", asks]
    run = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    client = nbclient.NotebookClient(
        run, timeout=100, kernel_name="python3", allow_errors=True, resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    assert "open criteria passed" in run.cells[-1]["outputs"][-1]["data"]["text/plain"]
