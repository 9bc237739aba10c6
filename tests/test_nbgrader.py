"""The lesson as an nbgrader course: real nbgrader, real files, real commands."""

from __future__ import annotations

import getpass
import json
import shutil
from pathlib import Path

import pytest

from nbgrader_course import cell, code_cell, marks, nbgrader, read, solve, submitted, write
from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from support import FRESH, Grade, skip_without

skip_without("nbgrader", "nbgrader is not installed: pip install 'receptive[nbgrader]'")

CONTENT = find_content()
TOPICS = ("output_size", "filter_math")
WRONG = "def conv_out(i, k, s=1, p=0, d=1):\n    return -(-(i + 2*p - d*(k - 1)) // s)"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course that has been handed out; `release/sizes` is there."""
    from receptive.exchange.nbgrader.course import build_course

    folder = tmp_path_factory.mktemp("course")
    build_course(CONTENT, folder, list(TOPICS), "sizes", quiz=False)
    nbgrader(folder, "generate_assignment", "sizes")
    return folder


# The course


def test_building_again_gives_the_same_bytes(course: Path, tmp_path: Path) -> None:
    from receptive.exchange.nbgrader.course import build_course

    build_course(CONTENT, tmp_path, list(TOPICS), "sizes", quiz=False)
    for topic in TOPICS:
        first, second = (folder / "source" / "sizes" / f"{topic}.ipynb" for folder in (course, tmp_path))
        assert first.read_bytes() == second.read_bytes()


def test_notebooks_are_valid_and_points_are_those_of_the_rubric(course: Path) -> None:
    import nbformat

    for topic in TOPICS:
        notebook = read(course / "source" / "sizes" / f"{topic}.ipynb")
        nbformat.validate(notebook)
        given = [one["metadata"]["nbgrader"].get("points", 0) for one in notebook["cells"]]
        assert sum(given) == load_topic(CONTENT, topic).max_points


def test_nothing_hidden_is_released(course: Path, grade: Grade) -> None:
    ran = grade("author", "audit", str(course / "release"))
    assert ran.code == 0, ran.out
    for topic in TOPICS:
        text = (course / "release" / "sizes" / f"{topic}.ipynb").read_text()
        exercises = load_topic(CONTENT, topic).exercises
        assert all(f"def {exercise.name}(" in text for exercise in exercises)


@pytest.mark.slow
def test_a_course_that_is_not_configured_releases_nothing_hidden_either(tmp_path: Path, grade: Grade) -> None:
    from receptive.exchange.nbgrader.course import build_course

    build_course(CONTENT, tmp_path, ["output_size"], "sizes", quiz=False)
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    nbgrader(tmp_path, "generate_assignment", "sizes", activated=True)
    assert grade("author", "audit", str(tmp_path / "release")).code == 0


# Three students, through the exchange


@pytest.mark.slow
def test_the_whole_way_through_the_exchange(tmp_path: Path, grade: Grade) -> None:
    """Every topic; the marks are those of `grade class run` on the same notebooks."""
    from receptive.exchange.nbgrader.course import build_course

    folder, exchange = tmp_path / "course", tmp_path / "exchange"
    build_course(CONTENT, folder, CONTENT.topics(), "all", quiz=False)
    exchange.mkdir()
    exchange.chmod(0o777)
    settings = f"c.CourseDirectory.course_id = 'cnn'\nc.Exchange.root = {str(exchange)!r}\n"
    settings += "c.ExchangeCollect.check_owner = False\n"
    with (folder / "nbgrader_config.py").open("a") as file:
        file.write(settings)
    nbgrader(folder, "generate_assignment", "all")
    nbgrader(folder, "release_assignment", "all")
    for student in ("right", "half", "hostile"):
        home = tmp_path / student
        home.mkdir()
        (home / "nbgrader_config.py").write_text(f"c = get_config()\n{settings}")
        nbgrader(home, "fetch_assignment", "all")
        _work(home / "all", student)
        nbgrader(home, "submit", "all")
        _sent_by(student, exchange / "cnn" / "inbound")
    for command in ("collect", "autograde", "generate_feedback", "release_feedback"):
        nbgrader(folder, command, "all", **FRESH)  # as an instructor's shell does
    found = marks(folder)
    assert found == _marks_of_class_run(grade, folder / "submitted", tmp_path / "class")
    written = sum(one.points for slug in CONTENT.topics() for one in load_topic(CONTENT, slug).written)
    assert found["right"] == 135.0
    assert written == 5.0  # which a person gives
    assert 0 < found["half"] == found["hostile"] < 10
    feedback = (folder / "feedback" / "half" / "all" / "output_size.html").read_text()
    assert "wrong answer" in feedback
    assert "graders/" not in feedback


def _work(folder: Path, student: str) -> None:
    for topic in CONTENT.topics():
        path = folder / f"{topic}.ipynb"
        notebook = read(path)
        if student == "right":
            solve(notebook, topic)
        elif topic == "output_size":
            text = WRONG if student == "half" else "import os\nos._exit(0)\n" + WRONG
            cell(notebook, "output_size-conv_out")["source"] = text
        write(path, notebook)


def _marks_of_class_run(grade: Grade, submitted_work: Path, folder: Path) -> dict[str, float]:
    for student in submitted_work.iterdir():
        shutil.copytree(student / "all", folder / student.name)
    ran = grade("class", "run", str(folder), "--seed", "nbgrader all", "--json")
    assert ran.code == 0, ran.err
    return {line["student"]: line["points"] for line in map(json.loads, ran.out.splitlines())}


def _sent_by(student: str, inbound: Path) -> None:
    """nbgrader names a submission after the user of the machine; here one user plays three students."""
    (sent,) = [path for path in inbound.iterdir() if path.name.startswith(f"{getpass.getuser()}+")]
    sent.rename(inbound / f"{student}+{sent.name.partition('+')[2]}")


# What students do to notebooks


def test_what_is_around_the_answers_does_no_harm(course: Path) -> None:
    notebook = read(course / "release" / "sizes" / "output_size.ipynb")
    solve(notebook, "output_size")
    cells = notebook["cells"]
    cells.insert(0, code_cell("%matplotlib inline\nimport matplotlib.pyplot as plt\n!pip list\nplt.plot([1])"))
    cells.insert(2, code_cell("print(conv_out(10, 3))\n1/0"))
    cells.append(code_cell("def broken(:\n    pass"))
    cells.append(code_cell("%%bash\nexit 1"))
    cells[1]["outputs"] = [] if cells[1]["cell_type"] == "code" else cells[1].get("outputs", [])
    cells.reverse()  # cells in any order: the definitions count
    submitted(course, "messy", "sizes", "output_size", notebook)
    nbgrader(course, "autograde", "sizes", "--student", "messy", "--force")
    assert marks(course)["messy"] == 20.0


def test_deleted_and_edited_grade_cells_come_back(course: Path) -> None:
    notebook = read(course / "release" / "sizes" / "output_size.ipynb")
    solve(notebook, "output_size")
    notebook["cells"] = [
        one for one in notebook["cells"] if one["metadata"]["nbgrader"]["grade_id"] != "output_size-tf_out-grade"
    ]
    cell(notebook, "output_size-conv_out-grade")["source"] = "100"
    submitted(course, "editor", "sizes", "output_size", notebook)
    nbgrader(course, "autograde", "sizes", "--student", "editor", "--force", **FRESH)
    assert marks(course)["editor"] == 20.0


# Forged marks

ATTACKS = {
    "equal to everything": (
        "class Same(int):\n    def __eq__(self, other): return True\n    __hash__ = None\n"
        "def conv_out(i, k, s=1, p=0, d=1):\n    return Same(1)"
    ),
    "asserts taken out": (
        "import ast\nclass NoAsserts(ast.NodeTransformer):\n    def visit_Assert(self, node): return ast.Pass()\n"
        "try:\n    get_ipython().ast_transformers.append(NoAsserts())\nexcept NameError:\n    pass\n"
        "def conv_out(i, k, s=1, p=0, d=1):\n    return 1"
    ),
    "reads the test": (
        "import sys, re\ndef conv_out(*a, **k):\n    try:\n        text = get_ipython().user_ns['In'][-1]\n"
        "        return int(re.search(r'== (\\d+)', text)[1])\n    except Exception:\n        return 1"
    ),
    "shows no traceback": (
        "try:\n    get_ipython().showtraceback = lambda *a, **k: None\nexcept NameError:\n    pass\n"
        "def conv_out(i, k, s=1, p=0, d=1):\n    return 1"
    ),
    "IPython patched": (
        "try:\n    shell = type(get_ipython())\n    async def nothing(*a, **k): return False\n"
        "    shell.run_code = nothing\nexcept NameError:\n    pass\n"
        "def conv_out(i, k, s=1, p=0, d=1):\n    return 1"
    ),
    "numpy patched": (
        "import numpy as np\nnp.testing.assert_allclose = np.testing.assert_equal = lambda *a, **k: None\n"
        "np.allclose = np.array_equal = lambda *a, **k: True\n"
        "class Same(int):\n    def __eq__(self, other): return True\n    __hash__ = None\n"
        "def conv_out(i, k, s=1, p=0, d=1):\n    return Same(1)"
    ),
    "leaves": "import os\ndef conv_out(i, k, s=1, p=0, d=1):\n    os._exit(0)",
}


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course as nbgrader's documentation shows one: a hidden assert in the student's kernel."""
    folder = tmp_path_factory.mktemp("stock")
    source = folder / "source" / "plain"
    source.mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    flags = {"schema_version": 3, "task": False}
    answer = flags | {"grade_id": "answer", "grade": False, "solution": True, "locked": False}
    tests = flags | {"grade_id": "tests", "grade": True, "solution": False, "locked": True, "points": 4}
    cells = [code_cell("def conv_out(i, k, s=1, p=0, d=1):\n    raise NotImplementedError"), code_cell("")]
    cells[1]["source"] = "### BEGIN HIDDEN TESTS\nassert conv_out(10, 3) == 8\n### END HIDDEN TESTS"
    for one, metadata in zip(cells, (answer, tests), strict=True):
        one["metadata"] = {"nbgrader": metadata}
        one["id"] = metadata["grade_id"]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    notebook = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (source / "plain.ipynb").write_text(json.dumps(notebook))
    nbgrader(folder, "generate_assignment", "plain", activated=True)
    return folder


@pytest.mark.slow
def test_what_beats_nbgraders_own_execution_earns_nothing_here(stock: Path, course: Path) -> None:
    for number, source in enumerate(ATTACKS.values()):
        notebook = read(stock / "release" / "plain" / "plain.ipynb")
        cell(notebook, "answer")["source"] = source
        submitted(stock, f"attack{number}", "plain", "plain", notebook)
        notebook = read(course / "release" / "sizes" / "output_size.ipynb")
        cell(notebook, "output_size-conv_out")["source"] = source
        forged = {"output_type": "execute_result", "data": {"text/plain": "3.5"}, "metadata": {}, "execution_count": 1}
        cell(notebook, "output_size-conv_out-grade")["outputs"] = [forged]
        submitted(course, f"attack{number}", "sizes", "output_size", notebook)
    nbgrader(stock, "autograde", "plain", ok=False, activated=True)  # a kernel that leaves fails its submission
    given = marks(stock, activated=True)
    beaten = {name for number, name in enumerate(ATTACKS) if given[f"attack{number}"] == 4.0}
    assert beaten == set(ATTACKS) - {"shows no traceback", "leaves"}  # full marks for five of seven forgeries
    for number in range(len(ATTACKS)):
        nbgrader(course, "autograde", "sizes", "--student", f"attack{number}", "--force")
    found = marks(course)
    assert [found[f"attack{number}"] for number in range(len(ATTACKS))] == [0.0] * len(ATTACKS)


@pytest.mark.slow
def test_the_quickstart_course_gets_the_same_marks(tmp_path: Path) -> None:
    """nbgrader's own example, graded by nbgrader alone and with our steps configured."""
    found = {}
    for name, more in (("stock", ""), ("ours", "\nfrom receptive.exchange.nbgrader import configure\nconfigure(c)\n")):
        nbgrader(tmp_path, "quickstart", name, activated=True)
        folder = tmp_path / name
        with (folder / "nbgrader_config.py").open("a") as file:
            file.write(more)
        nbgrader(folder, "generate_assignment", "ps1", "--force", activated=True)
        shutil.copytree(folder / "source" / "ps1", folder / "submitted" / "solver" / "ps1")
        shutil.copytree(folder / "release" / "ps1", folder / "submitted" / "beginner" / "ps1")
        nbgrader(folder, "autograde", "ps1", activated=True)
        found[name] = marks(folder, activated=True)
    assert found["ours"] == found["stock"]
    assert found["ours"]["solver"] > found["ours"]["beginner"]


@pytest.mark.slow
def test_notebooks_of_others_are_executed_as_ever(stock: Path, tmp_path: Path) -> None:
    both = tmp_path / "both"
    shutil.copytree(stock, both)
    for folder in (stock, both):
        notebook = read(folder / "release" / "plain" / "plain.ipynb")
        cell(notebook, "answer")["source"] = "def conv_out(i, k, s=1, p=0, d=1):\n    return i - k + 1"
        submitted(folder, "honest", "plain", "plain", notebook)
        if folder is both:
            configured = "from receptive.exchange.nbgrader import configure\nc = get_config()\nconfigure(c)\n"
            (folder / "nbgrader_config.py").write_text(configured)
        nbgrader(folder, "autograde", "plain", "--student", "honest", activated=True)
        assert marks(folder, activated=True)["honest"] == 4.0


def test_a_course_that_is_not_configured_gives_nothing_and_says_what_to_do(course: Path, tmp_path: Path) -> None:
    folder = tmp_path / "course"
    shutil.copytree(course, folder, ignore=shutil.ignore_patterns("submitted", "autograded"))
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    notebook = read(folder / "release" / "sizes" / "output_size.ipynb")
    solve(notebook, "output_size")
    submitted(folder, "right", "sizes", "output_size", notebook)
    nbgrader(folder, "autograde", "sizes", "--student", "right", activated=True)
    assert marks(folder, activated=True)["right"] == 0.0
    graded = (folder / "autograded" / "right" / "sizes" / "output_size.ipynb").read_text()
    assert "receptive.exchange.nbgrader import configure" in graded


# The student's notebook


@pytest.mark.slow
def test_a_student_can_validate(course: Path, tmp_path: Path) -> None:
    shutil.copy(course / "release" / "sizes" / "output_size.ipynb", tmp_path / "open.ipynb")
    notebook = read(tmp_path / "open.ipynb")
    solve(notebook, "output_size")
    (tmp_path / "solved.ipynb").write_text(json.dumps(notebook), "utf-8")
    assert "VALIDATION FAILED ON 10 CELL(S)" in nbgrader(tmp_path, "validate", "open.ipynb")
    assert "Success" in nbgrader(tmp_path, "validate", "solved.ipynb")


def test_a_grade_cell_shows_what_is_open_and_counts_what_is_hidden(course: Path) -> None:
    """Run by nbclient, as Jupyter would."""
    import nbformat
    from nbclient import NotebookClient

    book = nbformat.read(course / "release" / "sizes" / "output_size.ipynb", 4)
    book.cells = book.cells[:4]
    book.cells[2].source = "def conv_out(i, k, s=1, p=0, d=1):\n    return i"
    NotebookClient(book, timeout=60, allow_errors=True).execute()
    (shown,) = book.cells[3].outputs
    assert "✗ A window counts its positions: wrong answer" in shown["data"]["text/plain"]
    assert "5 hidden criteria not run here" in shown["data"]["text/html"]


# The command


def test_the_command_builds_and_refuses(grade: Grade, tmp_path: Path) -> None:
    ran = grade("nbgrader", "build", str(tmp_path / "a course"), "--topic", "color", "--assignment", "week 1")
    assert ran.code == 0, ran.err
    assert (tmp_path / "a course" / "source" / "week 1" / "color.ipynb").exists()
    assert grade("nbgrader", "build", str(tmp_path), "--topic", "nothing").code == 2
    assert grade("nbgrader", "build", str(tmp_path), "--assignment", "a/b").code == 2
    other = tmp_path / "other"
    other.mkdir()
    (other / "nbgrader_config.py").write_text("c = get_config()\n")
    ran = grade("nbgrader", "build", str(other), "--topic", "color")
    assert ran.code == 2
    assert "configure" in ran.err
