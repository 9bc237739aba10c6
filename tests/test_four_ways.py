"""The same work in four hands: `class run`, nbgrader, Gradescope's autograder and the cell of a notebook.

The first three give the same points, or none where nobody can say what was meant. The cell runs the open criteria only,
and what they say is the same as in a class. Each case is a folder as a student hands it in. nbgrader takes no archives,
so that it is not asked about those.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from nbgrader_course import Notebook, code_cell, nbgrader, read, solve
from preloaded import preloaded
from receptive.catalogue.content import find_content
from receptive.classroom.points import split_decided
from receptive.exchange.gradebook.from_nbgrader import nbgrader_gradebook
from receptive.exchange.gradebook.gradescope_run import Undecided, grade_submission
from receptive.exchange.nbgrader.course import build_course
from receptive.grading import guarded
from receptive.reading import child
from support import run_grade, skip_without, solution

skip_without("nbgrader", "nbgrader is not installed: pip install 'receptive[nbgrader]'")

pytestmark = pytest.mark.xdist_group("nbgrader")

TOPIC = "output_size"
FULL = 20.0
SLIP = ("free = i + 2 * p", "free = i + p")
EXPERIMENTS = (
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([conv_out(n, 3) for n in range(3, 9)])",
    "name = input('who are you? ')\nk = int(name)",
    "!ls | head",
    "%%timeit -n 1 -r 1\nconv_out(224, 7, 2, 3)",
    "import torch\ndevice = 'cuda'\nfor epoch in range(10**9):\n    pass",
    "conv_out(2, 9)  # raises, to see what it says",
    "def not finished(:",
)
CELLS, FILES = "cells", "files"
OPEN_IN_FILES = """
import json, os, sys
from receptive.notebook import grade
for folder in sys.argv[2:]:
    os.chdir(folder)
    shown = grade(sys.argv[1], file=f"{sys.argv[1]}.py")
    print(json.dumps({one.criterion.id: one.status.value for one in shown.outcomes}))
    os.chdir("..")
"""
OPEN_IN_CELLS = f"""
import json as _json
from receptive.notebook import grade as _grade
_shown = _grade("{TOPIC}")
print(_json.dumps({{one.criterion.id: one.status.value for one in _shown.outcomes}}))
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with the topic in both forms, released."""
    folder = tmp_path_factory.mktemp("course")
    for form in (CELLS, FILES):
        build_course(find_content(), folder, [TOPIC], form, quiz=False, in_files=form == FILES)
        nbgrader(folder, "generate_assignment", form)
    return folder


@pytest.fixture(scope="module")
def classroom(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for each case: what was handed in."""
    folder = tmp_path_factory.mktemp("class")
    now = time.time()  # of all of them: two seconds later, one would be the newest
    for name, files in handed_in(course).items():
        for path, data in files.items():
            place = folder / name / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
            os.utime(place, (now, now))
    return folder


def handed_in(course: Path) -> dict[str, Mapping[str, bytes]]:
    released = {form: read(course / "release" / form / f"{TOPIC}.ipynb") for form in (CELLS, FILES)}
    tests_only, stub = _bytes(released[FILES]), find_content().stub(TOPIC).read_bytes()
    slipped = solution(TOPIC).replace(*SLIP, 1)
    book, file = f"{TOPIC}.ipynb", f"{TOPIC}.py"
    return {
        "right-file": {file: solution(TOPIC).encode(), book: tests_only},
        "wrong-file": {file: slipped.encode(), book: tests_only},
        "empty-file": {file: b"", book: tests_only},
        "stub-file": {file: stub, book: tests_only},
        "broken-file": {file: b"def conv_out(:\n", book: tests_only},
        "experiments": {book: _bytes(_solved(released[CELLS], EXPERIMENTS))},
        "notebook": {book: _bytes(_solved(released[CELLS], ()))},
        "stub-notebook": {book: _bytes(released[CELLS])},
        "empty-notebook": {book: b""},
        "torn-notebook": {book: _bytes(_solved(released[CELLS], ()))[:3000]},
        "no-python-notebook": {book: _bytes(_without_python(released[CELLS]))},
        "copies-file": {
            f"{TOPIC} (1).py": solution(TOPIC).encode(),
            f"{TOPIC} (2).py": slipped.encode(),
            book: tests_only,
        },
        "zip-with-venv": {"work.zip": _zip({file: solution(TOPIC).encode(), **_environment()})},
        "zip-of-stub": {"work.zip": _zip({f"work/{file}": stub})},
    }


def _bytes(notebook: Notebook) -> bytes:
    return json.dumps(notebook).encode()


def _solved(notebook: Notebook, experiments: tuple[str, ...]) -> Notebook:
    made: Notebook = json.loads(json.dumps(notebook))
    solve(made, TOPIC)
    made["cells"] += [code_cell(source) for source in experiments]
    return made


def _without_python(notebook: Notebook) -> Notebook:
    made: Notebook = json.loads(json.dumps(notebook))
    for cell in made["cells"]:
        if cell["metadata"]["nbgrader"]["solution"]:
            cell["source"] = "def conv_out(:"
    return made


def _environment() -> dict[str, bytes]:
    """What a virtual environment brings along, a file of our topic's name among it."""
    library = ".venv/lib/python3.11/site-packages"
    return {".venv/pyvenv.cfg": b"home = /usr/bin\n", f"{library}/{TOPIC}.py": b"def conv_out(i, k):\n    return 0\n"}


def _zip(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


@pytest.fixture(scope="module")
def of_class(classroom: Path) -> dict[str, dict[str, object]]:
    """Each student's topic as `class run --json` gives it."""
    ran = run_grade("class", "run", str(classroom), "--topic", TOPIC, "--seed", "s", "--json", cwd=classroom.parent)
    assert ran.code in (0, 1), ran.err
    return {line["student"]: line["topics"][0] for line in map(json.loads, ran.out.splitlines())}


def points_of(topic: dict[str, object]) -> object:
    """The points of a topic, None if it needs a look."""
    criteria = topic["criteria"]
    assert isinstance(criteria, list)
    return None if {one["status"] for one in criteria} == {"needs_look"} else topic["points"]


def test_a_class_gives_what_the_student_would_expect(of_class: dict[str, dict[str, object]]) -> None:
    unclear = {"empty-notebook", "torn-notebook", "no-python-notebook", "copies-file"}
    assert {name for name, topic in of_class.items() if points_of(topic) is None} == unclear
    full = {"right-file", "experiments", "notebook", "zip-with-venv"}
    assert {name for name, topic in of_class.items() if points_of(topic) == FULL} == full
    nothing = {"empty-file", "stub-file", "broken-file", "stub-notebook", "zip-of-stub"}
    assert {name for name, topic in of_class.items() if points_of(topic) == 0.0} == nothing


def test_gradescope_gives_the_same_marks(
    classroom: Path, of_class: dict[str, dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By copies of one process; those of test_class_gradescope.py start from nothing."""
    monkeypatch.setattr(guarded, "start_python", preloaded().start_grader)
    monkeypatch.setattr(child, "start_process", preloaded().start_reader)
    results = {name: grade_submission(classroom / name, [TOPIC], "s") for name in of_class}
    found = {name: None if isinstance(one, Undecided) else one["score"] for name, one in results.items()}
    assert found == {name: points_of(topic) for name, topic in of_class.items()}


def test_nbgrader_gives_the_same_marks(course: Path, classroom: Path, of_class: dict[str, dict[str, object]]) -> None:
    asked = [name for name in of_class if not name.startswith("zip")]
    for name in asked:
        form = FILES if name.endswith("-file") else CELLS
        shutil.copytree(classroom / name, course / "submitted" / name / form)
    for form in (CELLS, FILES):
        nbgrader(course, "autograde", form)
    assert _scores(course) == {name: points_of(of_class[name]) for name in asked}


def _scores(course: Path) -> dict[str, float | None]:
    """As `class export --from nbgrader` reads them; each student has handed in one of the two assignments."""
    found: dict[str, float | None] = {}
    for form in (CELLS, FILES):
        decided, _ = split_decided(nbgrader_gradebook(course, form))
        points = {student.student: student.points for student in decided}
        handed_in = [path.parent.name for path in (course / "submitted").glob(f"*/{form}")]
        found |= {student: points.get(student) for student in handed_in}
    return found


def test_the_cell_says_of_open_criteria_in_files_what_the_class_says(
    classroom: Path, of_class: dict[str, dict[str, object]]
) -> None:
    """All from one process, as from one kernel."""
    names = ["right-file", "wrong-file", "stub-file", "broken-file"]
    here = [json.loads(line) for line in said(OPEN_IN_FILES, classroom, *names) if line.startswith("{")]
    assert here == [open_criteria(of_class[name]) for name in names]


def test_the_cell_says_of_open_criteria_in_cells_what_the_class_says(
    classroom: Path, of_class: dict[str, dict[str, object]]
) -> None:
    """A student does not run what waits for input or never ends; all other cells run in a real kernel."""
    import nbformat
    from nbclient import NotebookClient

    folder = classroom / "experiments"
    book = nbformat.read(folder / f"{TOPIC}.ipynb", 4)
    book.cells = [one for one in book.cells if "input(" not in one.source and "10**9" not in one.source]
    book.cells.append(nbformat.v4.new_code_cell(OPEN_IN_CELLS))
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(book, timeout=120, allow_errors=True, resources=resources).execute()
    here = json.loads(book.cells[-1].outputs[0].text.splitlines()[-1])
    assert here == open_criteria(of_class["experiments"])


def said(script: str, folder: Path, *words: str) -> list[str]:
    ran = subprocess.run(
        [sys.executable, "-c", script, TOPIC, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


def open_criteria(topic: dict[str, object]) -> dict[str, str]:
    criteria = topic["criteria"]
    assert isinstance(criteria, list)
    return {one["id"]: one["status"] for one in criteria if one["visibility"] == "open"}
