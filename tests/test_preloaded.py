"""The commands of the tests are copies of one process: what they do is what a process of their own would do."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from class_sample import TOPIC, make_class
from preloaded import COMMAND, preloaded
from receptive.limits import READ_MEMORY, Refused
from receptive.reading import child
from receptive.reading.reader import Reader
from receptive.sandbox import client
from support import FRESH, Grade, solution


@pytest.mark.parametrize(
    "words",
    [
        ("--version",),
        ("--help",),
        ("list", "--json"),
        ("nowhere.py",),
        ("class", "run"),
        ("class", "verify"),
        ("quiz", "color", "--count", "1", "--seed", "7"),
        (TOPIC, "--json", "--seed", "7"),
        ("color", "--json", "--seed", "7"),
        ("--lesson", "nowhere", TOPIC),
    ],
)
def test_a_copy_says_and_ends_as_what_starts_from_nothing(grade: Grade, tmp_path: Path, words: tuple[str, ...]) -> None:
    for topic in (TOPIC, "color"):
        (tmp_path / f"{topic}.py").write_text(solution(topic), "utf-8")
    copy, fresh = grade(*words, typed="1\n"), grade(*words, typed="1\n", **FRESH)
    assert copy.code == fresh.code
    assert copy.err == fresh.err
    assert without_duration(copy.out) == without_duration(fresh.out)


def test_a_class_is_graded_to_the_same_bytes(grade: Grade, tmp_path: Path) -> None:
    make_class(tmp_path / "class", 2)
    words = ("class", "run", "class", "--topic", TOPIC, "--seed", "autumn", "--json")
    copy, fresh = grade(*words, "--store", "copy.sqlite"), grade(*words, "--store", "fresh.sqlite", **FRESH)
    assert (copy.code, copy.out) == (fresh.code, fresh.out)
    heads = {grade("class", "verify", "--store", f"{name}.sqlite").out.split()[-1] for name in ("copy", "fresh")}
    assert len(heads) == 1


def test_nothing_of_a_copy_is_left_for_the_next(grade: Grade, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    assert "run.py list" in grade("nowhere", RECEPTIVE_COMMAND="run.py").err.replace("--help", "list")
    assert grade("start", cwd=other).code == 0
    assert grade("--lesson", "nowhere", "list").code != 0
    assert grade("list").code == 0
    assert "run.py" not in grade("nowhere").err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other"]


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.1])
def test_a_copy_may_be_ended_at_any_moment_and_after_its_end(tmp_path: Path, seconds: float) -> None:
    with Path(os.devnull).open("r+b") as nowhere:
        streams = [nowhere.fileno()] * 3
        copy = preloaded().start(COMMAND, ["--version"], tmp_path, os.environ, [*streams, preloaded().control.fileno()])
    time.sleep(seconds)
    copy.kill()
    select.select([copy.told], [], [])
    copy.kill()
    assert copy.wait() in (0, -signal.SIGKILL)
    copy.kill()


SEEN = b"""
import gc, os, random, resource, signal, sys
FIRST = random.random()
def seen():
    depth, frame = 0, sys._getframe()
    while frame:
        depth, frame = depth + 1, frame.f_back
    limits = [getattr(resource, name) for name in dir(resource) if name.startswith("RLIMIT_")]
    return [
        sorted(sys.modules), sys.path, sys.argv, sys.orig_argv, [type(one).__name__ for one in sys.meta_path],
        sorted(os.environ.items()), depth, sys.getrecursionlimit(), gc.get_threshold(), sys.flags, hash("a"),
        [number for number in range(64) if is_open(number)], [signal.getsignal(number) for number in range(1, 65)],
        [resource.getrlimit(one) for one in limits if one != resource.RLIMIT_AS],
        [tried(one) for one in (os.getcwd, os.getresuid, os.getresgid, os.getgroups, lambda: os.listdir("/"), os.fork)],
        tried(lambda: os.getpid() == os.getsid(0)), tried(lambda: os.umask(0o77)),
    ]
def tried(function):
    try:
        return function()
    except OSError as refused:
        return repr(refused)
def is_open(number):
    try:
        return bool(os.fstat(number))
    except OSError:
        return False
def plainly():
    return repr(seen())
def first():
    return FIRST
"""


@pytest.mark.skipif(sys.platform != "linux", reason="zygotes are on Linux")
@pytest.mark.parametrize("packages", [(), ("numpy",)])
def test_a_copied_zygote_has_what_one_from_nothing_has_and_refuses_as_much(
    monkeypatch: pytest.MonkeyPatch, packages: tuple[str, ...]
) -> None:
    fresh = ask_a_worker(packages)
    monkeypatch.setattr(client, "start_zygote", preloaded().start_zygote)
    copy, other = ask_a_worker(packages), ask_a_worker(packages)
    assert copy[:2] == fresh[:2]
    assert len({one[2] for one in (fresh, copy, other)}) == 3, "random numbers start elsewhere in each"


def ask_a_worker(packages: tuple[str, ...]) -> tuple[tuple[bool, bool], Any, Any]:
    """What its sandbox refuses, what it sees of itself, and its first random number."""
    sandbox = client.ForkingSandbox(packages, ("numpy",))
    worker = sandbox.spawn(1 << 28, 10)
    try:
        assert isinstance(worker.ask(9, "load", TOPIC, f"{TOPIC}.py", SEEN), client.Value)
        replies = [worker.ask(9, "call", TOPIC, name, []) for name in ("plainly", "first")]
        assert all(isinstance(one, client.Value) for one in replies), replies
        seen, first = (one.value for one in replies)
    finally:
        worker.close()
        sandbox.close()
    return (sandbox.refuses_reading, sandbox.refuses_calls), seen, first


def test_a_zygote_that_cannot_load_its_packages_says_so_when_it_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "start_zygote", preloaded().start_zygote)
    sandbox = client.ForkingSandbox(("no_such_package",))
    with pytest.raises(client.CannotStart, match="no_such_package"):
        sandbox.wait()
    sandbox.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the process is seen in /proc")
def test_a_copied_reader_reads_and_is_limited_as_one_from_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = seen_of_a_reader(monkeypatch, child.start_process)
    copy = seen_of_a_reader(monkeypatch, preloaded().start_reader)
    more = [int(one.pop("Max address space")) for one in (copy, fresh)]  # than what it holds, which differs by a little
    assert abs(more[0] - more[1]) < READ_MEMORY / 8
    assert copy == fresh
    assert fresh["Seccomp"] == "2"


def seen_of_a_reader(monkeypatch: pytest.MonkeyPatch, start: Callable[[int], Any]) -> dict[str, str]:
    """What it answers, and what is told of the process while it waits for the next question."""
    started: list[Any] = []

    def remembered(descriptor: int) -> Any:
        started.append(start(descriptor))
        return started[0]

    monkeypatch.setattr(child, "start_process", remembered)
    with Reader() as reader:
        seen = {"read": str(sorted(reader.statements(solution(TOPIC).encode())))}
        with pytest.raises(Refused) as refused:
            reader.notebook(b"{")
        seen["refused"] = str(refused.value)
        place = Path(f"/proc/{started[0].pid}")
        status = dict(line.split(":", 1) for line in (place / "status").read_text().splitlines())
        seen |= {name: status[name].strip() for name in ("Seccomp", "NoNewPrivs", "Threads", "SigIgn", "SigCgt")}
        kinds = [path.readlink().name.partition("[")[0] for path in (place / "fd").iterdir()]
        limits = [re.split(r"\s{2,}", line) for line in (place / "limits").read_text().splitlines()[1:]]
        seen |= {name: soft for name, soft, *_ in limits} | {"open": str(sorted(kinds))}
        seen |= {"leads": str(os.getsid(started[0].pid) == started[0].pid), "in": str((place / "cwd").readlink())}
    return seen


def without_duration(text: str) -> str:
    return re.sub(r'"duration_s": [\d.]+', "", text)
