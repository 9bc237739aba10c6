"""`make bench`: the same criteria given to a class by several graders, side by side in one run.

CPU time is that of a command and of everything it started: this process adopts what a command leaves behind, and waits
for it. A row with one assert is what an exercise usually has; the others have all criteria of ours.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

import peers
from course import nbgrader
from peers import Cost, cost_of
from run import GRADE, ROOT, cold, compute

STUDENTS, SINGLE = 30, 4  # of a class; of a grader that is started for each submission
PR_SET_CHILD_SUBREAPER = 36
EQUAL = "class Same(int):\n    def __eq__(self, other): return True\n    __hash__ = None\n"
ATTACKS = {
    "equal to everything": f"{EQUAL}def conv_out(i, k, s=1, p=0, d=1):\n    return Same(1)\n",
    "leaves with 0": "import os\ndef conv_out(i, k, s=1, p=0, d=1):\n    os._exit(0)\n",
}


def source_of(topic: str) -> str:
    return (ROOT / "solutions" / f"{topic}.py").read_text("utf-8")


def receptive(topic: str, folder: Path) -> Cost:
    for number in range(STUDENTS):
        place = folder / "class" / f"student{number:02}"
        place.mkdir(parents=True)
        (place / f"{topic}.py").write_text(f"{source_of(topic)}\n# {number}\n", "utf-8")
    return cost_of([GRADE, "class", "run", "class", "--topic", topic, "--jobs", "1"], folder, STUDENTS)


def nbgrader_cells(topic: str, folder: Path, each: bool = True) -> Cost:
    peers.nbgrader_course(folder, topic, source_of(topic), STUDENTS, each)
    settings = peers.IN_PLACE | {"HOME": str(folder), "JUPYTER_CONFIG_DIR": str(folder), "PATH": _path()}
    return cost_of([sys.executable, "-m", "nbgrader", "autograde", "work"], folder, STUDENTS, **settings)


def otter(topic: str, folder: Path, each: bool = True) -> Cost:
    peers.otter_folder(folder, topic, each)
    return _least(lambda: peers.otter_run(folder, source_of(topic)))


def gradescope(topic: str, folder: Path) -> Cost:
    peers.unittest_folder(folder, topic)
    return _least(lambda: peers.unittest_run(folder, source_of(topic)))


def coderunner(topic: str, folder: Path) -> Cost:
    return _least(lambda: peers.coderunner_run(folder, topic, source_of(topic)))


def pytest_alone(topic: str, _: Path) -> Cost:
    started = time.monotonic()
    cpu = min(cold(topic) for _ in range(SINGLE))
    return Cost(cpu, (time.monotonic() - started) / SINGLE, float("nan"))


def _least(measure: Callable[[], Cost]) -> Cost:
    return min((measure() for _ in range(SINGLE)), key=lambda cost: cost.cpu_s)


def _path() -> str:
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


# What an attack earns, of one point, where the test is `conv_out(10, 3) == 8`, which the attacks never compute


def forged_receptive(source: str, folder: Path) -> str:
    (folder / "output_size.py").write_text(source)
    ran = subprocess.run([GRADE, "output_size.py", "--json"], cwd=folder, capture_output=True, text=True, check=False)
    (window,) = [each for each in json.loads(ran.stdout)["topics"][0]["criteria"] if each["id"] == "window"]
    return f"{window['points'] / window['max_points']:g}"


def forged_nbgrader(source: str, folder: Path) -> str:
    import sqlite3

    peers.nbgrader_course(folder, "output_size", source, 1, each=False)
    settings = {"HOME": str(folder), "JUPYTER_CONFIG_DIR": str(folder), "PATH": _path()}
    cost_of([sys.executable, "-m", "nbgrader", "autograde", "work"], folder, may_fail=True, **settings)
    with sqlite3.connect(folder / "gradebook.db") as book:
        found = book.execute("SELECT auto_score FROM grade WHERE auto_score IS NOT NULL").fetchall()
    return f"{sum(score for (score,) in found):g}" if found else "fails"


def forged_otter(source: str, folder: Path) -> str:
    peers.otter_folder(folder, "output_size", each=False)
    peers.otter_run(folder, source)
    scores = peers.otter_scores(folder)
    return "fails" if scores is None else f"{sum(scores):g}"


def forged_unittest(source: str, folder: Path) -> str:
    peers.unittest_folder(folder, "output_size", each=False)
    (folder / "work.py").write_text(source)
    command = [sys.executable, "-m", "unittest", "-q", "test_work"]
    ran = subprocess.run(command, cwd=folder, env=os.environ | peers.IN_PLACE, capture_output=True, check=False)
    return "1" if ran.returncode == 0 else "0"


def forged_pytest(source: str, folder: Path) -> str:
    (folder / "work.py").write_text(source)
    (folder / "test_work.py").write_text("import work\n\n\ndef test_size():\n    assert work.conv_out(10, 3) == 8\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "test_work.py"]
    passed = subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0
    return "1" if passed else "0"


GRADERS: dict[str, Callable[[str, Path], Cost]] = {
    "grade class run": receptive,
    "nbgrader autograde, a cell each": nbgrader_cells,
    "nbgrader autograde, one assert": lambda topic, folder: nbgrader_cells(topic, folder, each=False),
    "otter run, a test each": otter,
    "otter run, one assert": lambda topic, folder: otter(topic, folder, each=False),
    "unittest as in Gradescope, a method each": gradescope,
    "one program as in CodeRunner, all tests": coderunner,
    "python -m pytest, a test each": pytest_alone,
}
FORGED: dict[str, Callable[[str, Path], str]] = {
    "grade": forged_receptive,
    "nbgrader": forged_nbgrader,
    "otter": forged_otter,
    "unittest": forged_unittest,
    "pytest": forged_pytest,
}


def costs(console: Console) -> None:
    table = Table(f"a submission of {STUDENTS}", "CPU", "wall", "peak", "times ours", box=None)
    for topic in ("output_size", "filter_math"):
        ours = 0.0
        for name, measure in GRADERS.items():
            with tempfile.TemporaryDirectory() as folder:
                cost = measure(topic, Path(folder))
            ours = ours or cost.cpu_s
            peak = "" if cost.peak_mib != cost.peak_mib else f"{cost.peak_mib:.0f} MiB"
            figures = f"{cost.cpu_s:.3f} s", f"{cost.wall_s:.3f} s", peak, f"{cost.cpu_s / ours:.1f}"
            table.add_row(f"{topic}: {name}", *figures)
    with tempfile.TemporaryDirectory() as folder:
        cost, own = receptive("build_cnn", Path(folder)), compute("build_cnn", whole=True)
    figures = f"{cost.cpu_s:.2f} s", f"{cost.wall_s:.2f} s", f"{cost.peak_mib:.0f} MiB", ""
    table.add_row("build_cnn: grade class run", *figures)
    console.print(table)
    console.print(f"build_cnn: {cost.cpu_s / own:.2f} times the reference solution's own compute ({own:.2f} s)")


def attacks(console: Console) -> None:
    table = Table("an attack earns, of 1 point", *FORGED, box=None)
    for name, source in ATTACKS.items():
        cells = []
        for earned in FORGED.values():
            with tempfile.TemporaryDirectory() as folder:
                cells.append(earned(source, Path(folder)))
        table.add_row(name, *cells)
    console.print(table)


def main() -> None:
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    console = Console(width=150)
    peers.set_up_otter()
    with tempfile.TemporaryDirectory() as folder:
        nbgrader(Path(folder), "--version")  # a first start writes its folders
    attacks(console)
    costs(console)


if __name__ == "__main__":
    main()
