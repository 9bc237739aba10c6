"""Large class runs: what a submission costs there, beside the same grading in a process that is warm already.

python benchmarks/class_runs.py                      # 1,000 and 10,000 submissions of output_size
python benchmarks/class_runs.py --students 200 --topic filter_math --dask

CPU seconds of the command and of all that it started, for each submission; ratios, since machines differ. The start of
a run is in it, so that a small class looks dearer. "Nothing new" is the same run once more: reading and hashing what
lies there, and finding it in the store. No two submissions are equal, or one would be taken over from the other.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.table import Table

from classes import PR_SET_CHILD_SUBREAPER
from peers import Cost, cost_of
from run import GRADE, ROOT, warm

FEW, MANY = 5, 45  # gradings in a warm process; the difference leaves out its start
START_S = 60
CALM = {"DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s", "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False"}


def make_class(folder: Path, topic: str, count: int) -> None:
    """`folder/class/STUDENT/TOPIC.py`: the reference, each with a line of its own."""
    source = (ROOT / "solutions" / f"{topic}.py").read_text("utf-8")
    for number in range(count):
        place = folder / "class" / f"student{number:05}"
        place.mkdir(parents=True)
        (place / f"{topic}.py").write_text(f"{source}\n# {number}\n", "utf-8")


def run_class(folder: Path, topic: str, count: int, *words: str) -> Cost:
    return cost_of([GRADE, "class", "run", "class", "--topic", topic, "--seed", "bench", *words], folder, count)


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """A scheduler and two workers, as docs/instructor.md starts them; gives the address."""
    log = folder / "scheduler.log"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    running = [_started([*command, "--no-dashboard"], log)]
    try:
        address = _said(log, r"Scheduler at:\s+(tcp://\S+)")
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nworkers", "2", "--nthreads", "1"]
        running.append(_started([*worker, "--no-dashboard"], folder / "worker.log"))
        _said(folder / "worker.log", r"(?s)Registered to:.*Registered to:")
        yield address
    finally:
        for process in reversed(running):
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()


def _started(command: list[str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as file:
        return subprocess.Popen(
            command, stdout=file, stderr=file, cwd=log.parent, env=os.environ | CALM, start_new_session=True
        )


def _said(log: Path, pattern: str) -> str:
    """What the pattern finds last in a log, once it is there."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        found = re.search(pattern, log.read_text())
        if found:
            return found[found.lastindex or 0]
        time.sleep(0.1)
    raise RuntimeError(f"not said after {START_S} s: {log.read_text()}")


def dask_beside_here(topic: str, count: int) -> float:
    """Wall clock of a run on a cluster, its start left out, as a multiple of `--jobs 2`."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        make_class(folder, topic, count)
        here = run_class(folder, topic, count, "--jobs", "2", "--store", "here.sqlite").wall_s
        with cluster(folder) as address:
            words = ["--engine", "dask", "--scheduler", address, "--store", "dask.sqlite"]
            started = time.monotonic()
            subprocess.run(
                [GRADE, "class", "run", "class", "--topic", topic, "--seed", "bench", *words],
                cwd=folder, check=True, capture_output=True,
            )  # fmt: skip
            return (time.monotonic() - started) / count / here


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, action="append", help="repeatable; 1000 and 10000 if absent")
    parser.add_argument("--topic", default="output_size")
    parser.add_argument("--dask", action="store_true", help="compare dask with --jobs 2 as well, wall clock")
    given = parser.parse_args()
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    console, sizes = Console(width=120), given.students or [1000, 10_000]
    alone = warm(given.topic, FEW, MANY)
    table = Table(f"{given.topic}, a submission of", "CPU", "times warm", "nothing new", "peak", "store", box=None)
    for count in sizes:
        folder = Path(tempfile.mkdtemp())
        make_class(folder, given.topic, count)
        first, again = (run_class(folder, given.topic, count, "--jobs", "1") for _ in range(2))
        store = (folder / "class.sqlite").stat().st_size / count / 1024
        table.add_row(
            f"{count:,}", f"{first.cpu_s * 1000:.1f} ms", f"{first.cpu_s / alone:.2f}", f"{again.cpu_s * 1000:.2f} ms",
            f"{first.peak_mib:.0f} MiB", f"{store:.0f} KiB",
        )  # fmt: skip
        shutil.rmtree(folder)
    console.print(table)
    console.print(f"warm: {alone * 1000:.1f} ms")
    if given.dask:
        console.print(f"dask: {dask_beside_here(given.topic, sizes[0]):.2f} times --jobs 2; goal 1.25")


if __name__ == "__main__":
    main()
