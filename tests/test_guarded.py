"""A grading process that hangs, swells or dies costs the submission a criterion, and nobody a wait without an end."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from receptive.catalogue.content import ContentError
from receptive.grading import allowance as limits
from receptive.grading import guarded
from receptive.grading.allowance import Allowance
from receptive.grading.guarded import GuardedProcess, Lost, fork, spawn
from receptive.grading.journal import Given, Journal
from receptive.model import Status
from support import is_alive, wait_until

pytestmark = pytest.mark.skipif(not guarded.CAN_GUARD, reason="there is no fork or no timer of the processor")

STAGES = ("a", "b", "c", "d")
Step = Callable[[], Any]


@pytest.fixture(autouse=True)
def _short_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are read in the child, which is a copy of this process."""
    monkeypatch.setattr(limits, "STAGE_S", 0.3)
    monkeypatch.setattr(limits, "MEMORY_BYTES", 64 << 20)


def graded(steps: dict[str, Step]) -> tuple[dict[str, str], bool]:
    """What the stages come to if each does what `steps` says, and whether there was time to explain."""
    process = GuardedProcess(fork(lambda: lambda asked, allowance: stages(steps, asked, allowance)))
    try:
        found: tuple[dict[str, str], bool] = process.do(STAGES, 1.0)
        return found
    finally:
        process.close()


def stages(steps: dict[str, Step], asked: tuple[str, ...], allowance: Allowance) -> tuple[dict[str, str], bool]:
    """Work as a session does it."""
    outcomes = {given.criterion: given.status.value for given in allowance.progress.given if given.criterion in asked}
    with allowance.whole():
        for name in asked:
            if name in outcomes:
                continue
            if allowance.rest_is_lost:
                outcomes[name] = "lost"
                continue
            with allowance.stage(name):
                steps.get(name, int)()
            outcomes[name] = "passed"
            allowance.decided(Given(name, Status.PASSED), 0.0)
    return outcomes, allowance.explains


def hang() -> None:
    sum(range(1 << 60))  # in C, where no exception of Python's comes through


def once(path: Path, do: Step) -> Step:
    """Do it the first time, in whichever process."""

    def step() -> None:
        if not path.exists():
            path.touch()
            do()

    return step


def end(how: signal.Signals) -> None:
    os.kill(os.getpid(), how)


def test_work_that_does_nothing_wrong_is_done_once_and_explained() -> None:
    assert graded({}) == (dict.fromkeys(STAGES, "passed"), True)


def test_a_stage_that_hangs_fails_and_the_others_are_judged() -> None:
    assert graded({"b": hang}) == ({"a": "passed", "b": "failed", "c": "passed", "d": "passed"}, False)


def test_what_was_decided_before_is_not_done_again(tmp_path: Path) -> None:
    count = tmp_path / "count"
    graded({"a": lambda: count.open("a").write("x"), "b": hang})
    assert count.read_text() == "x"


def test_after_some_deaths_the_rest_is_lost_without_being_tried() -> None:
    outcomes, _ = graded(dict.fromkeys(STAGES, hang))
    assert list(outcomes.values()) == ["failed"] * guarded.MOST_DEATHS + ["lost"]


def test_memory_is_refused_and_can_be_caught() -> None:
    def swell() -> None:
        with pytest.raises(MemoryError):
            bytearray(512 << 20)

    assert graded({"b": swell}) == (dict.fromkeys(STAGES, "passed"), True)


def test_a_death_that_was_not_ours_is_tried_again_and_forgotten(tmp_path: Path) -> None:
    killed = once(tmp_path / "killed", lambda: end(signal.SIGKILL))
    and_again = once(tmp_path / "again", lambda: end(signal.SIGKILL))
    assert graded({"b": killed, "c": and_again}) == (dict.fromkeys(STAGES, "passed"), True)


def test_what_was_decided_of_one_submission_is_not_taken_for_the_next(tmp_path: Path) -> None:
    def work(asked: tuple[str, ...], allowance: Allowance) -> Any:
        if asked == ("first",):
            return allowance.decided(Given("b", Status.FAILED), 0.0)
        once(tmp_path / "killed", lambda: end(signal.SIGKILL))()
        return stages({}, asked, allowance)

    process = GuardedProcess(fork(lambda: work))
    process.do(("first",), 1.0)
    assert process.do(STAGES, 1.0) == (dict.fromkeys(STAGES, "passed"), True)
    process.close()


def test_what_kills_a_process_twice_is_no_accident() -> None:
    outcomes, _ = graded({"c": lambda: end(signal.SIGKILL)})
    assert outcomes == {"a": "passed", "b": "passed", "c": "failed", "d": "passed"}


def test_a_process_that_dies_where_nothing_is_judged_is_our_fault() -> None:
    process = GuardedProcess(fork(lambda: lambda *_: end(signal.SIGKILL)))
    with pytest.raises(Lost, match="died again"):
        process.do(STAGES, 1.0)
    process.close()


def test_a_process_that_waits_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "START_S", 0.2)
    monkeypatch.setattr(guarded, "OWN_SHARE", 0.0)
    start = time.monotonic()
    outcomes, _ = graded({"a": lambda: time.sleep(3600)})
    assert outcomes["a"] == "failed"
    assert time.monotonic() - start < 60


def test_faults_of_ours_arrive_with_their_traceback() -> None:
    def broken(*_: object) -> None:
        raise ContentError(Path("topic.yaml"), "is no YAML", 3)

    process = GuardedProcess(fork(lambda: broken))
    with pytest.raises(ContentError, match=r"topic\.yaml:3: is no YAML") as raised:
        process.do(STAGES, 1.0)
    assert "in broken" in "".join(raised.value.__notes__)
    process.close()


@pytest.mark.skipif(sys.platform != "linux", reason="looks for it in /proc")
def test_a_process_ends_with_whoever_started_it() -> None:
    read_end, write_end = os.pipe()
    middle = os.fork()
    if middle == 0:
        process = GuardedProcess(fork(lambda: lambda *_: time.sleep(3600)))
        process.begin()
        os.write(write_end, str(process.process.pid).encode())  # type: ignore[union-attr]
        os._exit(0)
    os.waitpid(middle, 0)
    child = int(os.read(read_end, 20))
    wait_until(lambda: not is_alive(child))


def test_a_line_of_the_journal_that_was_cut_off_is_left_out(tmp_path: Path) -> None:
    with (tmp_path / "journal").open("w+b", buffering=0) as file:
        journal = Journal(file.fileno())
        journal.begin("a")
        journal.decided(Given("a", Status.PASSED), 0.5, 0.25)
        journal.begin("b")
        file.write(b'["decided", {"criterion": "b", "sta')
        found = journal.read()
    assert found.given == (Given("a", Status.PASSED),)
    assert (found.stage, found.student_s, found.own_s) == ("b", 0.5, 0.25)


def test_a_process_of_its_own_has_one_thread_and_the_memory_settings_of_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a cluster's worker sets for itself costs each large array new pages; and each process has a core."""
    (tmp_path / "shown.py").write_text(
        "import os\ndef open_work():\n    return lambda asked, _: {name: os.environ.get(name) for name in asked}\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("MALLOC_TRIM_THRESHOLD_", "65536")
    monkeypatch.setenv("OMP_NUM_THREADS", "8")
    process = GuardedProcess(spawn("shown:open_work"))
    try:
        found = process.do(("MALLOC_TRIM_THRESHOLD_", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), 1.0)
    finally:
        process.close()
    assert found == {"MALLOC_TRIM_THRESHOLD_": None, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
