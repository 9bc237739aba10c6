"""`make bench`: what things cost, side by side in one run, as ratios.

CPU time (user and system, of a process and all it started) and the smallest of several turns, because machines are
noisy. The two sides of a ratio take turns.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from receptive.sandbox.client import ForkingSandbox

ROOT = Path(__file__).parent.parent
GRADE = str(Path(sys.executable).with_name("grade"))
WORKERS = 200
# Exercises that train a network: left out, since training costs the same everywhere
TRAINING = {"build_cnn": ("ShiftNet", "repair_me", "DesignNet")}


def cpu_of(command: Sequence[str], **environment: str) -> float:
    """CPU seconds of one run of a command, its children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def best(turns: int, *measures: Callable[[], float]) -> list[float]:
    """The smallest of several turns of each measure, taken in turn."""
    taken = [[measure() for measure in measures] for _ in range(turns)]
    return [min(column) for column in zip(*taken, strict=True)]


def cold(slug: str, whole: bool = False, **environment: str) -> float:
    """`python -m pytest` on the hidden grader in a fresh process, with no isolation; `whole`: training too."""
    paths = os.pathsep.join([str(ROOT / "benchmarks"), str(ROOT)])
    command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "--rootdir", str(ROOT), "-p", "in_process"]
    command += ["-p", "no:cacheprovider", "-o", "consider_namespace_packages=true"]  # graders import their neighbors
    # plugins that happen to be installed are not the grader's price
    one_thread = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    settings = one_thread | environment | {"STUDENT": f"solutions/{slug}.py", "PYTHONPATH": paths}
    left_out = () if whole else TRAINING.get(slug, ())
    ignored = [f"--ignore=graders/{slug}/test_{name}.py" for name in left_out]
    return cpu_of([*command, *ignored, f"graders/{slug}"], **settings)


def warm(slug: str, few: int, many: int) -> float:
    """One submission more in a warm run: grader, zygote and worker together."""
    script, left_out = [sys.executable, "benchmarks/warm.py", slug], TRAINING.get(slug, ())
    return (cpu_of([*script, str(many), *left_out]) - cpu_of([*script, str(few), *left_out])) / (many - few)


def compute(slug: str, whole: bool = False) -> float:
    """The reference solution's own part of one grading."""
    with tempfile.NamedTemporaryFile("r") as report:
        cold(slug, whole, REPORT_COMPUTE=report.name)
        return float(report.read())


def per_worker(packages: Sequence[str], confine: bool) -> tuple[float, float]:
    """Wall and CPU seconds of one worker that is forked, answers once and ends. CPU is the zygote's side."""
    sandbox = ForkingSandbox(packages, confine=confine)
    sandbox.wait()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    for _ in range(WORKERS):
        worker = sandbox.spawn(1 << 28, 10)
        worker.ask(10, "put", 1)
        worker.close()
    wall = (time.perf_counter() - started) / WORKERS
    sandbox.close()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / WORKERS


def submissions(table: Table) -> None:
    numpy, torch = ("numpy",), ("numpy", "torch")
    for slug, packages, few, many, of_fresh, of_floor in (
        ("output_size", (), 5, 45, "at most 1/25", "at most 2.5"),
        ("parameter_count", (), 5, 45, "at most 1/25", "at most 2.5"),
        ("color", numpy, 5, 35, "at most 1/25", "at most 2.5"),
        ("filter_math", numpy, 5, 35, "at most 1/25", "at most 2.5"),
        ("build_cnn", torch, 2, 12, "at most 1/20", ""),  # learning takes most of it, in the floor too
    ):
        measures = (
            partial(warm, slug, few, many),
            partial(cold, slug),
            partial(compute, slug),
            partial(forked, packages),
        )
        again, fresh, own, fork = best(3, *measures)
        name = f"{slug}: one warm submission"
        row(table, name, again, "python -m pytest, fresh", fresh, of_fresh)
        row(table, name, again, "floor: fork + reference's compute", fork + own, of_floor)


def forked(packages: Sequence[str]) -> float:
    """CPU seconds of a bare fork."""
    return per_worker(packages, confine=False)[1]


def commands(table: Table) -> None:
    python = [sys.executable, "-c"]
    nothing, version = best(9, lambda: cpu_of([*python, "pass"]), lambda: cpu_of([GRADE, "--version"]))
    row(table, "grade --version", version, "python -c pass", nothing, "at most 4")
    solution = "solutions/output_size.py"
    imports, fresh = best(7, lambda: cpu_of([*python, "import numpy, pytest"]), lambda: cpu_of([GRADE, solution]))
    row(table, "grade output_size, fresh", fresh, 'python -c "import numpy, pytest"', imports, "at most 1.6")


def workers(table: Table) -> None:
    for packages in ((), ("numpy",), ("numpy", "torch")):
        bare = min(per_worker(packages, confine=False) for _ in range(3))
        confined = min(per_worker(packages, confine=True) for _ in range(3))
        name = f"worker ({', '.join(packages) or 'python'}), wall"
        row(table, name, confined[0], "bare fork", bare[0], f"+{(confined[0] - bare[0]) * 1000:.2f} ms, at most +3 ms")


def row(table: Table, ours: str, our_s: float, theirs: str, their_s: float, target: str) -> None:
    ratio = our_s / their_s
    shown = f"{ratio:.2f}" if ratio >= 1 else f"1/{1 / ratio:.1f}"
    table.add_row(ours, f"{our_s * 1000:.1f} ms", theirs, f"{their_s * 1000:.1f} ms", shown, target)


def main() -> None:
    console = Console(width=150)
    table = Table("ours", "time", "against", "time", "ratio", "target", box=None)
    for measure in (commands, workers, submissions):
        measure(table)
    console.print(table)


if __name__ == "__main__":
    main()
