"""`make bench`, second part: `nbgrader autograde` of a class, with its own execution and with the isolated runner.

The same solutions in both. Stock nbgrader runs one assert for each exercise in the student's kernel; ours runs the
whole hidden grader. Both commands pay nbgrader's own start.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.exchange.nbgrader.course import build_course
from receptive.exchange.nbgrader.notebooks import notebook_text
from receptive.notebook.runner import desk, grade_submission, notebook_submission
from receptive.reading.cells import Cell, module_of

CONTENT = find_content()
TOPICS = ("output_size", "filter_math")
STUDENTS = 30


@dataclass(frozen=True)
class Cost:
    cpu_s: float
    wall_s: float
    peak_mib: float


def nbgrader(folder: Path, *args: str, **settings: str) -> Cost:
    """One command and what it and its kernels cost."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = os.environ | {"PATH": path, "JUPYTER_CONFIG_DIR": str(folder), "HOME": str(folder)}
    environment |= settings
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.execve(sys.executable, [sys.executable, "-m", "nbgrader", *args], environment)
    _, status, used = os.wait4(child, 0)
    if status:
        raise RuntimeError(f"nbgrader {' '.join(args)} failed in {folder}")
    return Cost(used.ru_utime + used.ru_stime, time.monotonic() - started, used.ru_maxrss / 1024)


def solved(topic: str) -> dict[str, Any]:
    """The notebook of somebody who has the reference solution."""
    notebook: dict[str, Any] = json.loads(notebook_text(CONTENT, load_topic(CONTENT, topic), "work", quiz=False))
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].removeprefix("### BEGIN SOLUTION\n").removesuffix("\n### END SOLUTION")
    return notebook


def with_asserts(notebook: dict[str, Any]) -> dict[str, Any]:
    """The same with a plain test in each grade cell."""
    for cell in notebook["cells"]:
        if cell["metadata"]["nbgrader"]["grade"]:
            name = cell["metadata"]["nbgrader"]["grade_id"].split("-")[1]
            cell["source"] = f"assert callable({name})"
    return notebook


def course(folder: Path, topic: str, ours: bool) -> Path:
    """A course that is handed out and collected."""
    build_course(CONTENT, folder, [topic], "work", quiz=False)
    if not ours:
        (folder / "nbgrader_config.py").write_text("c = get_config()\n")
        (folder / "source" / "work" / f"{topic}.ipynb").write_text(json.dumps(with_asserts(solved(topic))))
    nbgrader(folder, "generate_assignment", "work")
    notebook = solved(topic) if ours else with_asserts(solved(topic))
    for number in range(STUDENTS):
        place = folder / "submitted" / f"student{number:02}" / "work"
        place.mkdir(parents=True)
        (place / f"{topic}.ipynb").write_text(json.dumps(notebook))
    return folder


def measured(folder: Path) -> tuple[Cost, float]:
    """The whole class, and what one student more costs."""
    one = nbgrader(folder, "autograde", "work", "--student", "student00")
    every = nbgrader(folder, "autograde", "work", "--force")
    return every, (every.cpu_s - one.cpu_s) / (STUDENTS - 1)


def our_part(topic: str) -> float:
    """CPU seconds that grading itself costs for a student, sandbox and all, without nbgrader."""
    cells = [cell for cell in solved(topic)["cells"] if cell["metadata"]["nbgrader"]["solution"]]
    source = module_of([Cell(number, cell["source"]) for number, cell in enumerate(cells)]).source
    whole = load_topic(CONTENT, topic)
    submission = notebook_submission(whole, source)
    grade_submission(whole, submission, "warm")
    with Processes() as used:
        for number in range(STUDENTS):
            grade_submission(whole, submission, str(number))
    desk().close()
    return used.cpu_s / STUDENTS


class Processes:
    """CPU seconds of this process and of its children while they live, from /proc."""

    def __enter__(self) -> Processes:
        self.before = self._now()
        return self

    def __exit__(self, *_: object) -> None:
        self.cpu_s = self._now() - self.before

    @staticmethod
    def _now() -> float:
        total = 0.0
        family = {os.getpid()}
        for path in sorted(Path("/proc").glob("[0-9]*"), key=lambda path: int(path.name)):
            try:
                fields = (path / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(path.name) in family or int(fields[1]) in family:
                family.add(int(path.name))
                total += sum(map(int, fields[11:15]))  # of the process and of its children that ended
        return total / os.sysconf("SC_CLK_TCK")


def main() -> None:
    start = nbgrader(Path.cwd(), "--version").cpu_s
    table = Table(f"nbgrader autograde, {STUDENTS} students", "CPU", "wall", "peak", "CPU a student more", box=None)
    ratios = []
    for topic in TOPICS:
        found = {}
        for ours in (True, False):
            with tempfile.TemporaryDirectory() as folder:
                found[ours] = cost, more = measured(course(Path(folder), topic, ours))
            name = f"{topic}, {'isolated runner, whole grader' if ours else 'stock, an assert an exercise'}"
            table.add_row(
                name, f"{cost.cpu_s:.1f} s", f"{cost.wall_s:.1f} s", f"{cost.peak_mib:.0f} MiB", f"{more:.3f} s"
            )
        (ours_cost, ours_more), (stock_cost, stock_more) = found[True], found[False]
        ratios.append(
            f"{topic}: stock / ours = {stock_cost.cpu_s / ours_cost.cpu_s:.1f} for the class, "
            f"{stock_more / ours_more:.1f} for a student more (goal: 10)"
        )
    console = Console(width=150)
    console.print(table)
    for ratio in ratios:
        console.print(ratio)
    console.print(f"Of this, nbgrader alone takes {start:.1f} s to start, whatever it is asked.")
    for topic in TOPICS:
        console.print(f"{topic}: grading itself, without nbgrader, takes {our_part(topic):.3f} s of CPU for a student.")


if __name__ == "__main__":
    main()
