"""Other graders, set up as their documentation says, with the same criteria as ours: a cell, a test or a method each.

All of them run the hidden tests in the process of the student's code. otter gets an environment of its own in `build/`.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course import nbgrader
from criteria import tests_of
from run import ROOT

OTTER = ROOT / "build" / "otter"
ONE_ASSERT = {"output_size": "conv_out(10, 3) == 8", "filter_math": "patch_dot([[[1]]], [[[2]]]) == 2"}
IN_PLACE = {"PYTHONPATH": os.pathsep.join([str(ROOT / "benchmarks"), str(ROOT / "src")]), "OMP_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Cost:
    """Of one submission: seconds, seconds; of the largest process: MiB."""

    cpu_s: float
    wall_s: float
    peak_mib: float


def cost_of(
    command: Sequence[str | Path], folder: Path, submissions: int = 1, may_fail: bool = False, **environment: str
) -> Cost:
    """One run of a command, and of what it leaves behind: who calls is a subreaper."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(command, cwd=folder, env=os.environ | environment, stdout=said, stderr=said)
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
        if running.returncode and not may_fail:
            said.seek(0)
            raise RuntimeError(f"{command} ended with {running.returncode}: {said.read()[-2000:].decode()}")
    wall = time.monotonic() - started
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu / submissions, wall / submissions, used.ru_maxrss / 1024)


# nbgrader


def nbgrader_course(folder: Path, topic: str, source: str, students: int, each: bool) -> None:
    """A course that is handed out and collected: one cell with the work, and one for each criterion or a single one."""
    notebook = _notebook(topic, source, each)
    (folder / "source" / "work").mkdir(parents=True)
    (folder / "source" / "work" / f"{topic}.ipynb").write_text(json.dumps(notebook))
    (folder / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'bench'\n")
    nbgrader(folder, "generate_assignment", "work", **IN_PLACE)
    for number in range(students):
        place = folder / "submitted" / f"student{number:02}" / "work"
        place.mkdir(parents=True)
        (place / f"{topic}.ipynb").write_text(json.dumps(notebook))


def _notebook(topic: str, source: str, each: bool) -> dict[str, Any]:
    cells = [_cell("work", source, points=None)]
    if each:
        begin = "import criteria\nSOURCE = ''\n"
        cells += [_cell(f"c-{name}", begin + _checked(topic, name), points=1) for name in tests_of(topic)]
    else:
        cells.append(_cell("only", f"assert {ONE_ASSERT[topic]}", points=1))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def _cell(name: str, source: str, points: int | None) -> dict[str, Any]:
    is_test = points is not None
    about = {"grade": is_test, "grade_id": name, "locked": is_test, "solution": not is_test, "schema_version": 3}
    about |= {"task": False} | ({"points": points} if is_test else {})
    metadata = {"nbgrader": about}
    return {
        "cell_type": "code", "id": name.replace("_", "-")[:60], "metadata": metadata, "source": source,
        "outputs": [], "execution_count": None,
    }  # fmt: skip


# otter


def otter_folder(folder: Path, topic: str, each: bool) -> None:
    """An autograder with a test for each criterion, or a single one."""
    (folder / "tests").mkdir()
    (folder / "out").mkdir()
    checks = {name: _checked(topic, name) for name in tests_of(topic)} if each else {"only": ONE_ASSERT[topic]}
    for name, code in checks.items():
        lines = ["import criteria", "SOURCE = ''", code] if each else [code]
        text = "\n".join(f">>> {line}" for line in lines) + ("" if each else "\nTrue")
        case = {"code": text, "hidden": True, "locked": False}
        suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
        test = {"name": name, "points": 1, "suites": [suite]}
        (folder / "tests" / f"{name}.py").write_text(f"OK_FORMAT = True\ntest = {test!r}\n")
    generate = ["generate", "-t", "tests", "-o", "autograder.zip", "--no-environment"]
    subprocess.run([OTTER / "bin" / "otter", *generate], cwd=folder, check=True, capture_output=True)


def otter_run(folder: Path, source: str) -> Cost:
    (folder / "work.py").write_text(source)
    command = [OTTER / "bin" / "otter", "run", "-a", "autograder.zip", "work.py", "-o", "out"]
    return cost_of(command, folder, may_fail=True, **IN_PLACE)


def otter_scores(folder: Path) -> list[float] | None:
    """What it gave for each test; None if it wrote no results."""
    results = folder / "out" / "results.json"
    if not results.exists():
        return None
    return [float(test["score"]) for test in json.loads(results.read_text())["tests"] if test.get("score") is not None]


def set_up_otter() -> None:
    if (OTTER / "bin" / "otter").exists():
        return
    venv.create(OTTER, with_pip=True)
    python = OTTER / "bin" / "python"
    # Our criteria need what they are written with
    needed = ["otter-grader", "ipykernel", "numpy", "pytest", "msgpack", "PyYAML"]
    subprocess.run([python, "-m", "pip", "install", "--quiet", *needed], check=True)
    subprocess.run([python, "-m", "ipykernel", "install", "--prefix", OTTER, "--name", "python3"], check=True)


# A fresh process for each submission


def unittest_folder(folder: Path, topic: str, each: bool = True) -> None:
    """As Gradescope's autograders are: a class of unittest that imports the work."""
    checks = {name: _checked(topic, name, "vars(work)") for name in tests_of(topic)}
    if not each:
        checks = {"only": f"self.assertTrue(work.{ONE_ASSERT[topic]})"}
    methods = "".join(f"\n    def test_{name}(self):\n        {code}\n" for name, code in checks.items())
    text = f"import unittest\nimport work\nimport criteria\n\nclass Criteria(unittest.TestCase):{methods}"
    (folder / "test_work.py").write_text(text)


def unittest_run(folder: Path, source: str) -> Cost:
    (folder / "work.py").write_text(source)
    return cost_of([sys.executable, "-m", "unittest", "-q", "test_work"], folder, may_fail=True, **IN_PLACE)


def coderunner_run(folder: Path, topic: str, source: str) -> Cost:
    """As CodeRunner's Python questions are graded: the answer and all tests in one program, run once."""
    one = "try:\n    {check}\n    print({name!r}, 'right')\nexcept Exception as raised:\n    print({name!r}, raised)\n"
    tests = "".join(one.format(check=_checked(topic, name), name=name) for name in tests_of(topic))
    (folder / "program.py").write_text(f"{source}\nimport criteria\nSOURCE = ''\n{tests}")
    return cost_of([sys.executable, "program.py"], folder, may_fail=True, **IN_PLACE)


def _checked(topic: str, criterion: str, names: str = "globals()") -> str:
    return f"criteria.check({topic!r}, {criterion!r}, {names})"
