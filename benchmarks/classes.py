"""`make bench`: one exercise sheet graded for a class by four graders, side by side in one run.

CPU time is that of a command and of everything it started: this process adopts what a command leaves behind, and waits
for it. Each grader is set up as its documentation says; otter gets an environment of its own in `build/`.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from course import course
from run import GRADE, ROOT, cold, compute

STUDENTS, SINGLE = 30, 4  # of a class; of a grader that is started for each submission
OTTER = ROOT / "build" / "otter"
PR_SET_CHILD_SUBREAPER = 36
EQUAL = "class Same(int):\n    def __eq__(self, other): return True\n    __hash__ = None\n"
ATTACKS = {
    "equal to everything": f"{EQUAL}def conv_out(i, k, s=1, p=0, d=1):\n    return Same(1)\n",
    "leaves with 0": "import os\ndef conv_out(i, k, s=1, p=0, d=1):\n    os._exit(0)\n",
}
OTTER_TEST = """OK_FORMAT = True
test = {"name": "q1", "points": 4, "suites": [{"cases": [
    {"code": ">>> conv_out(10, 3) == 8\\nTrue", "hidden": True, "locked": False}],
    "scored": True, "setup": "", "teardown": "", "type": "doctest"}]}
"""


@dataclass(frozen=True)
class Cost:
    """Of one submission: seconds, seconds; of the largest process: MiB."""

    cpu_s: float
    wall_s: float
    peak_mib: float


def cost_of(
    command: Sequence[str | Path], folder: Path, submissions: int = 1, may_fail: bool = False, **environment: str
) -> Cost:
    """One run of a command, and of what it leaves behind."""
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


def receptive(topic: str, folder: Path) -> Cost:
    for number in range(STUDENTS):
        place = folder / "class" / f"student{number:02}"
        place.mkdir(parents=True)
        source = (ROOT / "solutions" / f"{topic}.py").read_text("utf-8")
        (place / f"{topic}.py").write_text(f"{source}\n# {number}\n", "utf-8")
    return cost_of([GRADE, "class", "run", "class", "--topic", topic, "--jobs", "1"], folder, STUDENTS)


def nbgrader(topic: str, folder: Path) -> Cost:
    course(folder, topic, ours=False)
    command = [sys.executable, "-m", "nbgrader", "autograde", "work"]
    return cost_of(command, folder, STUDENTS, HOME=str(folder), JUPYTER_CONFIG_DIR=str(folder), PATH=_path())


def otter(topic: str, folder: Path) -> Cost:
    source = (ROOT / "solutions" / f"{topic}.py").read_text("utf-8")
    return min((_otter(source, folder) for _ in range(SINGLE)), key=lambda cost: cost.cpu_s)


def pytest_alone(topic: str, _: Path) -> Cost:
    started = time.monotonic()
    cpu = min(cold(topic) for _ in range(SINGLE))
    return Cost(cpu, (time.monotonic() - started) / SINGLE, float("nan"))


def _otter(source: str, folder: Path) -> Cost:
    (folder / "tests").mkdir(exist_ok=True)
    (folder / "tests" / "q1.py").write_text(OTTER_TEST)
    (folder / "work.py").write_text(source)
    (folder / "out").mkdir(exist_ok=True)
    if not (folder / "autograder.zip").exists():
        generate = ["generate", "-t", "tests", "-o", "autograder.zip", "--no-environment"]
        subprocess.run([OTTER / "bin" / "otter", *generate], cwd=folder, check=True, capture_output=True)
    return cost_of(
        [OTTER / "bin" / "otter", "run", "-a", "autograder.zip", "work.py", "-o", "out"], folder, may_fail=True
    )


def set_up_otter() -> None:
    if (OTTER / "bin" / "otter").exists():
        return
    venv.create(OTTER, with_pip=True)
    python = OTTER / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "otter-grader", "ipykernel"], check=True)
    subprocess.run([python, "-m", "ipykernel", "install", "--prefix", OTTER, "--name", "python3"], check=True)


def _path() -> str:
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


# What an attack earns, of 4 points, in each grader. The test is `conv_out(10, 3) == 8`, the attacks never compute it.


def forged_receptive(source: str, folder: Path) -> str:
    (folder / "output_size.py").write_text(source)
    ran = subprocess.run([GRADE, "output_size.py", "--json"], cwd=folder, capture_output=True, text=True, check=False)
    topic = json.loads(ran.stdout)["topics"][0]
    return f"{sum(one['points'] for one in topic['criteria'] if one['id'] == 'window'):g}"


def forged_otter(source: str, folder: Path) -> str:
    _otter(source, folder)
    results = folder / "out" / "results.json"
    if not results.exists():
        return "fails"
    scores = [test.get("score") for test in json.loads(results.read_text())["tests"]]
    return f"{sum(score for score in scores if score):g}"


def forged_pytest(source: str, folder: Path) -> str:
    (folder / "work.py").write_text(source)
    (folder / "test_work.py").write_text("import work\n\n\ndef test_size():\n    assert work.conv_out(10, 3) == 8\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "test_work.py"]
    passed = subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0
    return "4" if passed else "0"


GRADERS: dict[str, Callable[[str, Path], Cost]] = {
    "grade class run": receptive,
    "nbgrader autograde": nbgrader,
    "otter run, for each": otter,
    "python -m pytest, for each": pytest_alone,
}
GOALS = {"nbgrader autograde": 40, "otter run, for each": 80, "python -m pytest, for each": 12}


def main() -> None:
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    console = Console(width=150)
    set_up_otter()
    table = Table(f"a submission of {STUDENTS}", "CPU", "wall", "peak", "times ours", "goal", box=None)
    for topic in ("output_size", "filter_math"):
        ours = 0.0
        for name, measure in GRADERS.items():
            with tempfile.TemporaryDirectory() as folder:
                cost = measure(topic, Path(folder))
            ours = ours or cost.cpu_s
            peak = "" if cost.peak_mib != cost.peak_mib else f"{cost.peak_mib:.0f} MiB"
            ratio, goal = f"{cost.cpu_s / ours:.1f}", str(GOALS.get(name, ""))
            table.add_row(f"{topic}: {name}", f"{cost.cpu_s:.3f} s", f"{cost.wall_s:.3f} s", peak, ratio, goal)
    with tempfile.TemporaryDirectory() as folder:
        cost, own = receptive("build_cnn", Path(folder)), compute("build_cnn", whole=True)
    table.add_row(
        "build_cnn: grade class run", f"{cost.cpu_s:.2f} s", f"{cost.wall_s:.2f} s", f"{cost.peak_mib:.0f} MiB", "", ""
    )
    console.print(table)
    console.print(
        f"build_cnn: {cost.cpu_s / own:.2f} times the reference solution's own compute ({own:.2f} s); goal 1.3"
    )
    forged = Table("an attack earns, of 4 points (of 0.5 here)", "grade", "otter", "pytest", box=None)
    for name, source in ATTACKS.items():
        cells = []
        for earned in (forged_receptive, forged_otter, forged_pytest):
            with tempfile.TemporaryDirectory() as folder:
                cells.append(earned(source, Path(folder)))
        forged.add_row(name, *cells)
    console.print(forged)
    console.print(
        "The same for nbgrader: tests/test_nbgrader.py, where full marks are given for five of seven attacks."
    )


if __name__ == "__main__":
    main()
