"""The corpus of hostile submissions: none gains a point, learns a secret, outstays its limits or leaves anything.

Each file of tests/hostile is a complete submission. tests/hostile_driver.py runs them and says what they achieved.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import hostile_driver as driver
import receptive
from receptive.grading.session import GraderSession
from receptive.model import Status
from support import wait_until

HERE = Path(__file__).parent
DRIVER = HERE / "hostile_driver.py"
OTHER_USER = 20001
HUNG_S = 1800.0  # all attacks: each has an end of its own, and on a busy machine they take six minutes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="attacks are confined on Linux only")

OpenArena = Callable[[str], Any]


@pytest.fixture(scope="module")
def arena(open_grader: Callable[[str], GraderSession]) -> OpenArena:
    """Arenas by topic, each opened once. Their graders and warm sandboxes are those of the whole run."""
    opened: dict[str, Any] = {}

    def opener(topic: str) -> Any:
        if topic not in opened:
            opened[topic] = driver.Arena(topic, whole=False, session=open_grader(topic))
            assert {outcome.status for outcome in opened[topic].honest.outcomes} == {Status.PASSED}
        if not opened[topic].confined:
            pytest.skip("this machine has not both Landlock and seccomp: the attacks are not run")
        return opened[topic]

    return opener


@pytest.fixture(scope="module")
def open_arena() -> Iterator[Any]:
    """An arena without Landlock and seccomp. Only what is harmless anywhere may run in it."""
    opened = driver.Arena("output_size", confine=False, whole=False)
    yield opened
    opened.close()


def attacks() -> list[Any]:
    return [pytest.param(attack, id=attack.name) for attack in driver.corpus()]


@pytest.mark.parametrize("attack", attacks())
def test_an_attack_achieves_nothing(attack: Any, arena: OpenArena) -> None:
    opened = arena(attack.topic)
    verdict = opened.strike(attack.path)
    points, most = opened.honest_points()  # first, so that it is known even if the attack succeeded
    assert (points, most) == (most, most), "the next submission lost points"
    assert verdict.complaints == (), verdict.statuses


def test_the_corpus_is_complete() -> None:
    names = [attack.name for attack in driver.corpus()]
    for category in ("forge", "secrets", "exhaust", "escape", "protocol", "values", "torch"):
        assert sum(name.startswith(f"{category}/") for name in names) >= 8


# The same by other users


def as_user(user: int, *words: str | Path) -> list[str]:
    return [] if user == 0 else ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *map(str, words)]


# Whether Python can start itself again is another question: setpriv still has root's rights when it executes Python
TRIAL = (
    "import subprocess, sys, receptive, msgpack, pytest, numpy; subprocess.run([sys.executable, '-c', ''], check=True)"
)


def readable_python(user: int) -> tuple[list[str], dict[str, str]]:
    """A command that runs Python with our packages as that user, and its environment."""
    folders = [str(Path(receptive.__file__).parents[1]), str(Path(pytest.__file__).parents[1])]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": os.pathsep.join(folders), "PYTHONDONTWRITEBYTECODE": "1"}
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        command = [*as_user(user), python] if user else [python]
        try:
            tried = subprocess.run(
                [*command, "-c", TRIAL],
                env=environment, cwd="/", capture_output=True, check=False,
            )  # fmt: skip
        except OSError:
            continue
        if tried.returncode == 0 and (user or not python.startswith(sys.prefix)):
            return command, environment
    pytest.skip(f"user {user} can execute no {version} that can read our packages")


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize(
    "user",
    [
        pytest.param(OTHER_USER, id="ordinary user"),
        pytest.param(0, id="root whose workers become nobody", marks=pytest.mark.slow),
    ],
)
def test_attacks_achieve_nothing_as_another_user(user: int) -> None:
    command, environment = readable_python(user)
    done = subprocess.run(
        [*command, str(DRIVER), "--json"],
        env=environment, cwd="/", capture_output=True, text=True, timeout=HUNG_S, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    verdicts = json.loads(done.stdout)
    assert len(verdicts) == sum(driver.available(attack.topic) for attack in driver.corpus())
    achieved = {verdict["attack"]: verdict["complaints"] for verdict in verdicts if verdict["complaints"]}
    assert achieved == {}


UNSCOPED = """
import fcntl, os, signal, socket, time
from receptive.sandbox import policy
confinement = policy.Confinement([], False)
confinement.ruleset = None
victim = os.fork()
if victim == 0:
    time.sleep(30)
    os._exit(0)
ours, theirs = socket.socketpair()
attacker = os.fork()
if attacker == 0:
    try:
        confinement.apply(policy.Budget(1 << 28, 5))
        fcntl.fcntl(theirs, 10, int(signal.SIGKILL))
        fcntl.fcntl(theirs, fcntl.F_SETOWN, victim)
        fcntl.fcntl(theirs, fcntl.F_SETFL, os.O_ASYNC if hasattr(os, "O_ASYNC") else 0o20000)
    finally:
        ours.send(b"x")
        os._exit(0)
os.waitpid(attacker, 0)
time.sleep(0.2)
killed, _ = os.waitpid(victim, os.WNOHANG)
if not killed:
    os.kill(victim, signal.SIGKILL)
print("killed" if killed else "alive")
"""


def test_the_filter_alone_refuses_signals_by_file() -> None:
    """Landlock confines signals from kernel 6.12 on; before that, and without Landlock, the filter must do it."""
    done = subprocess.run([sys.executable, "-c", UNSCOPED], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "alive"


# These tests can fail


def test_points_are_noticed(arena: OpenArena) -> None:
    opened = arena("output_size")
    complaints = opened.strike(opened.content.solution("output_size")).complaints
    assert "conv_out" not in complaints
    assert f"got {opened.topic.max_points:g} points" in complaints


def test_stolen_answers_are_noticed(open_arena: Any) -> None:
    stolen = open_arena.strike(driver.CORPUS / "secrets" / "oracle_used.py").complaints
    assert any(complaint.startswith("got ") for complaint in stolen)
    shown = open_arena.strike(driver.CORPUS / "secrets" / "files.py").complaints
    assert any(complaint.startswith("a line of the grader is shown") for complaint in shown)


def test_a_file_that_is_left_is_noticed(open_arena: Any, tmp_path: Path) -> None:
    file = Path("/dev/shm") / f"{driver.MARK}-{os.getpid()}"
    program = tmp_path / "output_size.py"
    program.write_text(f"open({str(file)!r}, 'w').close()\n")
    try:
        complaints = open_arena.strike(program).complaints
    finally:
        file.unlink(missing_ok=True)
    assert f"left behind: file {file}" in complaints


def test_a_process_that_is_left_is_noticed(open_arena: Any) -> None:
    left = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", driver.MARK])
    try:
        wait_until(lambda: any(thing.startswith(f"process {left.pid}:") for thing in driver.left_behind(open_arena)))
    finally:
        left.kill()
        left.wait()


def test_processes_are_ended_even_without_the_filter(open_arena: Any, tmp_path: Path) -> None:
    program = tmp_path / "output_size.py"
    program.write_text(
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    os.fork()\n    time.sleep(30)\n    os._exit(0)\n"
    )
    assert not [line for line in open_arena.strike(program).complaints if line.startswith("left behind: process")]
