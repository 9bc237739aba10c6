"""`--engine dask`: a real scheduler and real workers, started as their users start them, and killed."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from class_sample import TOPIC, make_class
from support import COMMAND, Grade, skip_without, wait_until

skip_without("distributed", "dask.distributed is not installed")
RUN = ("class", "run", "class", "--topic", TOPIC, "--seed", "autumn", "--json")
Start = Callable[..., subprocess.Popen[bytes]]


class Cluster:
    """A scheduler on loopback, and the processes of its workers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[subprocess.Popen[bytes]] = []
        self.scheduler = self.start("scheduler", "--port", "0")
        self.address = self._said("scheduler", r"Scheduler at:\s+(tcp://\S+)")

    def start(self, kind: str, *words: str) -> subprocess.Popen[bytes]:
        log = self.folder / f"{kind}.log"
        module = f"distributed.cli.dask_{kind}"
        extra = ["--host", "127.0.0.1", "--no-dashboard"]
        with log.open("ab") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", module, *words, *extra],
                stdout=file,
                stderr=file,
                cwd=self.folder,
                start_new_session=True,
            )
        self.running.append(process)
        return process

    def add_workers(self, count: int) -> None:
        self.start("worker", self.address, "--nworkers", str(count), "--nthreads", "1", "--death-timeout", "60")

    def close(self) -> None:
        for process in reversed(self.running):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _said(self, kind: str, pattern: str) -> str:
        log = self.folder / f"{kind}.log"
        wait_until(lambda: re.search(pattern, log.read_text()), 60)
        found = re.search(pattern, log.read_text())
        assert found
        return found[1]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    made = Cluster(folder)
    yield made
    made.close()


def children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, task.read_text().split())
    return found


def command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


@pytest.mark.slow
def test_the_same_bytes_as_here_and_a_killed_worker_changes_nothing(
    grade: Grade, tmp_path: Path, cluster: Cluster
) -> None:
    make_class(tmp_path / "class", 80)
    here = grade(*RUN, "--store", "here.sqlite", "--jobs", "2")
    cluster.add_workers(2)
    nanny = cluster.running[-1].pid
    words = [*COMMAND, *RUN, "--engine", "dask", "--scheduler", cluster.address]
    running = subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    log = tmp_path / "class.sqlite-wal"
    wait_until(lambda: log.exists() and log.stat().st_size > 300_000, 60)
    grading = [pid for pid in children(nanny) if "spawn_main" in command_line(pid)]
    assert len(grading) == 2
    os.kill(grading[0], signal.SIGKILL)
    out, err = running.communicate(timeout=120)
    assert running.returncode == 0, err
    assert out == here.out
    heads = {grade("class", "verify", "--store", name).out.split()[-1] for name in ("here.sqlite", "class.sqlite")}
    assert len(heads) == 1


@pytest.mark.slow
def test_a_scheduler_that_is_started_again(grade: Grade, tmp_path: Path, cluster: Cluster) -> None:
    make_class(tmp_path / "class", 60)
    cluster.add_workers(1)
    words = [*COMMAND, *RUN, "--engine", "dask", "--scheduler", cluster.address]
    running = subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    log = tmp_path / "class.sqlite-wal"
    wait_until(lambda: log.exists() and log.stat().st_size > 300_000, 60)
    os.killpg(cluster.scheduler.pid, signal.SIGKILL)
    cluster.scheduler.wait()
    time.sleep(1)
    port = cluster.address.rpartition(":")[2]
    cluster.scheduler = cluster.start("scheduler", "--port", port)
    cluster.add_workers(1)
    out, err = running.communicate(timeout=180)
    assert running.returncode == 0, err
    assert out == grade(*RUN, "--store", "here.sqlite", "--jobs", "2").out


@pytest.mark.slow
def test_no_scheduler_and_no_worker_are_said(grade: Grade, tmp_path: Path, cluster: Cluster) -> None:
    make_class(tmp_path / "class", 1)
    nobody = grade(*RUN, "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert nobody.code == 4, nobody.err
    assert "no scheduler at tcp://127.0.0.1:9" in nobody.err
    assert "Traceback" not in nobody.err
    lonely = grade(*RUN, "--engine", "dask", "--scheduler", cluster.address)
    assert lonely.code == 4, lonely.err
    assert "has no worker" in lonely.err
    assert grade(*RUN, "--engine", "dask").code == 2
    assert grade(*RUN, "--engine", "dask", "--scheduler", "tls://127.0.0.1:9").code == 2
