"""The background server of `grade`: the same bytes, and nothing that can go wrong with it costs anybody a verdict."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from unittest import mock

import pexpect
import pytest

from preloaded import SERVER, Copy, preloaded
from receptive.authoring.scaffold import scaffold
from receptive.catalogue.content import Content, find_content
from receptive.live.server import protocol as messages
from receptive.live.server.child import next_client
from receptive.live.server.client import ANSWER, ANSWER_S
from receptive.live.server.freshness import fingerprint
from receptive.live.server.place import identity, socket_path
from receptive.live.server.request import Malformed, Request, unpack
from receptive.live.server.starting import PROGRAM
from support import COMMAND, ROOT, Grade, Ran, descendants, is_alive, program_of, solution, wait_until
from watch_terminal import Copied

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the server is for Linux")
IDLE_PROCESSES = 2  # the sandbox, and the child that waits for its client
# Processor time: where others are busy too, it would be over before it was seen to run
LOOP = "import time\nend = time.process_time() + 0.9\nwhile time.process_time() < end: pass\n"
SOON = {ANSWER: str(ANSWER_S)}  # for those that ask a server which is stopped
Started = TypeVar("Started", subprocess.Popen[bytes], Copy)


@dataclass
class Place:
    """A place for a server of our own, with what its commands have in their environment."""

    folder: Path
    environment: dict[str, str]
    server: subprocess.Popen[bytes] | Copy | None = None

    @property
    def socket(self) -> Path:
        """Where a command with this environment looks; a server that would listen elsewhere ends at once."""
        with mock.patch.dict(os.environ, self.variables, clear=True):
            return Path(str(socket_path(identity())))

    @property
    def variables(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
        return kept | self.environment

    def start(self, *topics: str) -> Copy:
        """Have a server, a copy of a process that has loaded the libraries, and wait until it listens."""
        return self._listening(preloaded().start(SERVER, [str(self.socket), *topics], Path("/"), self.variables, []))

    def start_from_nothing(self, *topics: str) -> subprocess.Popen[bytes]:
        """The same as `grade` starts it. It has another order of its sets than commands that are copies."""
        command = [sys.executable, "-P", "-c", PROGRAM, str(self.socket), *topics]
        return self._listening(subprocess.Popen(command, env=self.variables, cwd="/", start_new_session=True))

    def _listening(self, started: Started) -> Started:
        path = self.socket
        wait_until(lambda: _answers(path) or started.poll() is not None)
        self.server = self.server or started
        return started


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


@pytest.fixture
def place() -> Iterator[Place]:
    folder = Path(tempfile.mkdtemp(prefix="rt-", dir="/tmp"))  # short: a socket's address is
    found = Place(folder, {"XDG_RUNTIME_DIR": str(folder), "RECEPTIVE_NO_SERVER": "", ANSWER: "20"})  # if it is busy
    yield found
    if found.server is not None:
        found.server.terminate()
        found.server.wait(20)
    shutil.rmtree(folder)


@pytest.fixture
def small(place: Place, tmp_path: Path) -> Path:
    """A folder with work for a lesson of `doubling` alone: a server is warm for it soon, and soon it is graded."""
    content = Content(tmp_path / "small")
    scaffold(content, "doubling", order=1)
    manifest = content.manifest("doubling")
    manifest.write_text(manifest.read_text().replace("call_s: 2", "call_s: 15"))  # what loops is stopped by the test
    place.environment["RECEPTIVE_LESSON"] = str(content.root)
    folder = tmp_path / "work"
    folder.mkdir()
    shutil.copy(content.solution("doubling"), folder)
    return folder


@pytest.fixture
def warm(grade: Grade, place: Place) -> Callable[..., Ran]:
    """`grade` that may use the server in `place`."""
    return lambda *words, **more: grade(*words, **(place.environment | more))


def without_chance(text: str) -> str:
    """Without the time taken, and without the padding that a shorter number leaves."""
    return re.sub(r"[0-9.]+ s\.", "T s.", text)


def test_the_same_bytes_and_codes_with_and_without(
    workspace: Path, grade: Grade, warm: Callable[..., Ran], place: Place
) -> None:
    (workspace / "output_size.py").write_text(solution("output_size").replace("+ 1", "+ 2", 1))
    server = place.start_from_nothing("output_size")
    ways: list[dict[str, str]] = [{}, {"COLUMNS": "60", "NO_COLOR": "1"}, {"FORCE_COLOR": "1"}]
    # What is graded does not depend on how it is shown, so that one topic is shown in all ways
    cases = [(words, way) for words in ("output_size --seed 7", "outputsize --seed 7", "list") for way in ways]
    cases += [("output_size.conv_out --json --seed 7", ways[0]), ("--seed 7", ways[1])]
    # A server with another encoding would be another one; there is none, so this is not asked with all words
    for words, environment in [*cases, (cases[0][0], {"FORCE_COLOR": "1", "PYTHONIOENCODING": "ascii"})]:
        cold = grade(*words.split(), cwd=workspace, **environment)
        again = warm(*words.split(), cwd=workspace, **environment)
        times = re.compile(r'"duration_s": [0-9.]+')
        assert again.code == cold.code
        assert again.err == cold.err
        assert without_chance(times.sub("", again.out)) == without_chance(times.sub("", cold.out))
    assert server.poll() is None


def test_it_really_is_the_server_that_grades(workspace: Path, warm: Callable[..., Ran], place: Place) -> None:
    (workspace / "output_size.py").write_text(solution("output_size"))
    server = place.start("output_size")
    assert f"process {server.pid}" in warm("doctor").out
    server.send_signal(signal.SIGSTOP)  # whoever asks now waits a moment, and then does it alone
    try:
        assert warm("output_size", cwd=workspace, **SOON).code == 0
        running = subprocess.Popen([*COMMAND, "output_size"], cwd=workspace, env=place.variables)
        server.send_signal(signal.SIGCONT)
        assert running.wait(60) == 0
    finally:
        server.send_signal(signal.SIGCONT)
    wait_until(lambda: len(descendants(server.pid)) == IDLE_PROCESSES)
    before = descendants(server.pid)
    assert warm("output_size", cwd=workspace).code == 0
    wait_until(lambda: len(descendants(server.pid) & before) == 1)  # the sandbox; a child is not used again
    wait_until(lambda: len(descendants(server.pid)) == IDLE_PROCESSES)


def test_the_server_makes_the_page_about_it_too(
    workspace: Path, grade: Grade, warm: Callable[..., Ran], place: Place
) -> None:
    (workspace / "output_size.py").write_text(solution("output_size").replace("+ 1", "+ 2", 1))
    words = ["report", "output_size", "page.html", "--seed", "7", "--no-open"]
    cold, page = grade(*words, cwd=workspace), (workspace / "page.html").read_text("utf-8")
    (workspace / "page.html").unlink()
    server = place.start_from_nothing("output_size")
    wait_until(lambda: len(descendants(server.pid)) == IDLE_PROCESSES)
    waiting = descendants(server.pid)
    assert warm(*words, cwd=workspace).out == cold.out
    assert without_chance((workspace / "page.html").read_text("utf-8")) == without_chance(page)
    wait_until(lambda: descendants(server.pid) != waiting)  # the child that waited is used up


def test_a_topic_that_was_not_open_is_open_for_the_next_command(
    small: Path, warm: Callable[..., Ran], place: Place
) -> None:
    content = Content(Path(place.environment["RECEPTIVE_LESSON"]))
    scaffold(content, "counting", order=2)
    manifest = content.manifest("counting")
    manifest.write_text(manifest.read_text().replace("packages: []", "packages: [numpy]"))
    shutil.copy(content.solution("counting"), small)
    server = place.start("doubling")
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children")
    assert len(children.read_text().split()) <= IDLE_PROCESSES
    assert warm("counting", cwd=small).code == 0
    wait_until(lambda: len(children.read_text().split()) == IDLE_PROCESSES + 1)  # a sandbox with numpy is its own now


def test_a_child_never_grades_with_what_a_stopped_server_cannot_vouch_for(small: Path, place: Place) -> None:
    server = place.start("doubling")
    wait_until(lambda: len(descendants(server.pid)) == IDLE_PROCESSES)
    server.send_signal(signal.SIGSTOP)
    try:
        done = subprocess.run(
            [*COMMAND, "doubling"], cwd=small, env=place.variables | SOON, capture_output=True, timeout=60
        )  # which ends only when nobody holds its output any more
    finally:
        server.send_signal(signal.SIGCONT)
    assert done.returncode == 0
    assert done.stdout.count(b"All points") == 1


def test_a_second_grade_in_a_terminal_finds_a_server(small: Path, warm: Callable[..., Ran], place: Place) -> None:
    def in_terminal(*words: str) -> str:
        run = Copied(words, small, place.variables, (24, 80), timeout=60)
        run.expect(pexpect.EOF)
        run.close()
        return bytes(run.before).decode()

    in_terminal("doubling", "--no-server")
    in_terminal("doubling", "--json")
    assert "none is running" in warm("doctor").out
    first = in_terminal("doubling")
    wait_until(lambda: "process" in warm("doctor").out.split("background server: ")[1])
    process = int(re.findall(r"background server: process (\d+)", warm("doctor").out)[0])
    try:
        second = in_terminal("doubling")
        assert [line for line in second.splitlines() if "✓" in line] == [
            line for line in first.splitlines() if "✓" in line
        ]
    finally:
        os.kill(process, signal.SIGTERM)
        wait_until(lambda: not is_alive(process))


def test_ctrl_c_ends_a_warm_run_with_130(small: Path, warm: Callable[..., Ran], place: Place) -> None:
    right = (small / "doubling.py").read_text()
    (small / "doubling.py").write_text("while True: pass\n")
    server = place.start("doubling")
    running = subprocess.Popen(
        [*COMMAND, "doubling"], cwd=small, env=place.variables, stderr=subprocess.PIPE, text=True
    )
    wait_until(lambda: _is_looping(server.pid))
    started = descendants(server.pid)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=30)
    assert running.returncode == 130
    assert err.strip() == "grade: interrupted; nothing was left running"
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started))
    assert server.wait(20) == 0  # what was interrupted may have left a reply unread
    (small / "doubling.py").write_text(right)
    assert warm("doubling", cwd=small).code == 0


def test_a_client_that_is_killed_takes_its_run_along(small: Path, place: Place) -> None:
    (small / "doubling.py").write_text("while True: pass\n")
    server = place.start("doubling")
    running = subprocess.Popen([*COMMAND, "doubling"], cwd=small, env=place.variables)
    wait_until(lambda: _is_looping(server.pid))
    started = descendants(server.pid)
    running.kill()
    running.wait()
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started))


def test_a_server_that_is_killed_costs_no_verdict(small: Path, warm: Callable[..., Ran], place: Place) -> None:
    server = place.start("doubling")
    server.kill()
    server.wait()
    assert place.socket.exists()  # stale
    assert warm("doubling", cwd=small).code == 0
    place.server = None
    place.start("doubling")
    assert warm("doubling", cwd=small).code == 0


def test_a_child_that_is_killed_is_replaced_by_a_cold_run(small: Path, place: Place) -> None:
    right = (small / "doubling.py").read_text()
    (small / "doubling.py").write_text("while True: pass\n")
    server = place.start("doubling")
    running = subprocess.Popen(
        [*COMMAND, "doubling"], cwd=small, env=place.variables, stderr=subprocess.PIPE, text=True
    )
    wait_until(lambda: _is_looping(server.pid))
    (small / "doubling.py").write_text(right)  # what is graded again
    [child] = [pid for pid in descendants(server.pid) if program_of(pid) == program_of(server.pid)]
    os.kill(child, signal.SIGKILL)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 0
    assert err == "grade: the background server ended; grading again without it\n"
    assert server.wait(20) == 0


def _is_looping(server: int) -> bool:
    """Whether a worker of the server has run for a while; until then it waits, as all of them do."""
    try:
        spent = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11] for pid in _workers(server)]
    except OSError:  # one has ended while we looked
        return False
    return any(int(ticks) >= 20 for ticks in spent)


def _workers(server: int) -> set[int]:
    sandboxes = {pid for pid in descendants(server) if program_of(pid) != program_of(server)}
    return set().union(*map(descendants, sandboxes))


def test_a_server_that_is_told_to_end_lets_a_run_finish(small: Path, place: Place) -> None:
    (small / "doubling.py").write_text(LOOP + (small / "doubling.py").read_text())
    server = place.start("doubling")
    running = subprocess.Popen(
        [*COMMAND, "doubling"], cwd=small, env=place.variables, stderr=subprocess.PIPE, text=True
    )
    wait_until(lambda: _is_looping(server.pid))
    server.terminate()
    _, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (0, "")
    assert server.wait(20) == 0


def test_a_server_ends_that_is_told_so_while_it_forks(place: Place) -> None:
    told = "import os, signal; os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGTERM)); "
    program = told + "from receptive.cli.server import main; main()"
    server = subprocess.Popen([sys.executable, "-P", "-c", program, place.socket], env=place.variables, cwd="/")
    place.server = server
    assert server.wait(20) == 0
    assert not place.socket.exists()


def test_two_at_once_are_both_graded(small: Path, place: Place) -> None:
    (small / "doubling.py").write_text("import time\ntime.sleep(1)\n" + (small / "doubling.py").read_text())
    server = place.start("doubling")
    both = [
        subprocess.Popen([*COMMAND, "doubling"], cwd=small, env=place.variables, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    outputs = [one.communicate(timeout=60)[0] for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert all(b"All points" in output for output in outputs)
    assert server.poll() is None


def test_a_second_server_gives_way(place: Place) -> None:
    server = place.start()
    assert place.start().wait(20) == 0
    assert server.poll() is None


def test_a_lesson_that_changes_ends_the_server(small: Path, warm: Callable[..., Ran], place: Place) -> None:
    server = place.start("doubling")
    assert warm("doubling", cwd=small).code == 0
    manifest = Path(place.environment["RECEPTIVE_LESSON"]) / "exercises" / "doubling" / "topic.yaml"
    manifest.write_text(manifest.read_text().replace("title: ", "title: New ", 1))
    assert "New " in warm("doubling", cwd=small).out
    assert server.wait(20) == 0


def test_another_lesson_has_another_server(warm: Callable[..., Ran], place: Place) -> None:
    place.start()
    assert "none is running" in warm("doctor", RECEPTIVE_LESSON=str(ROOT)).out
    assert "off" in warm("doctor", RECEPTIVE_NO_SERVER="1").out


def test_an_idle_server_ends_and_leaves_no_socket(place: Place) -> None:
    place.environment["RECEPTIVE_SERVER_IDLE_S"] = "0.5"
    path = place.socket
    server = place.start()
    assert server.wait(20) == 0
    assert not path.exists()


def test_socket_and_folder_are_closed_to_others(place: Place) -> None:
    place.start()
    assert place.socket.stat().st_mode & 0o777 == 0o600
    assert place.socket.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o702])
def test_a_folder_that_others_may_enter_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/tmp")
    monkeypatch.setenv("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="rt-", dir="/tmp"))
    folder = Path(os.environ["XDG_RUNTIME_DIR"]) / "receptive"
    folder.mkdir()
    folder.chmod(mode)
    assert socket_path("who") is None
    folder.rmdir()
    folder.symlink_to(tmp_path)  # a link, even one to a folder of ours, is somebody's plan
    assert socket_path("who") is None
    shutil.rmtree(folder.parent)


def test_a_folder_or_a_server_of_another_user_is_not_used(
    workspace: Path, warm: Callable[..., Ran], place: Place
) -> None:
    """Who has put a socket in our place gets no request, no descriptor and no environment."""
    if os.getuid() != 0:
        pytest.skip("needs root, to be somebody else")
    (workspace / "output_size.py").write_text(solution("output_size"))
    path = place.socket
    program = (
        "import os, socket, sys\n"
        "os.setgid(65534); os.setuid(65534)\n"
        "s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen()\n"
        "print('ready', flush=True)\n"
        "c, _ = s.accept(); print(repr(c.recv(100)), flush=True)\n"
    )
    path.parent.chmod(0o777)
    place.folder.chmod(0o777)
    stranger = subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True, cwd="/", env={}
    )
    assert stranger.stdout
    try:
        assert stranger.stdout.readline() == "ready\n"
        path.parent.chmod(0o700)
        assert warm("output_size", cwd=workspace).code == 0
        assert stranger.stdout.readline() == "b''\n"
    finally:
        stranger.kill()
        stranger.communicate()


def test_requests_survive_the_journey_and_nonsense_is_refused() -> None:
    request = Request("who", 0o22, ("utf-8", "ascii", "utf-8"), ("a", "", "ü\udcff"), ("A=b=c", "E="))
    sent = messages.pack(request.who, request.umask, request.encodings, request.arguments, request.environment)
    assert unpack(sent[messages.LENGTH_BYTES :]) == request
    for nonsense in (b"", b"\0" * 9, b"who\0x\0a\0b\0c\0" + b"1", b"who\0" + b"18\0a\0b\0c\0many"):
        with pytest.raises(Malformed):
            unpack(nonsense)


def test_nonsense_from_a_client_leaves_the_server_alive(place: Place) -> None:
    server, path = place.start(), place.socket
    for nonsense in (b"", b"GET / HTTP/1.1\r\n\r\n", b"\xff" * 100, b"\0\0\0\5who"):
        wait_until(lambda said=nonsense: _is_heard(path, said))  # declined while the child before it still ends
    assert server.poll() is None


def _is_heard(path: Path, nonsense: bytes) -> bool:
    """Say something to a child; False if the server had none to hear it."""
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(path))
        with contextlib.suppress(BrokenPipeError):  # declined already
            client.sendall(nonsense)
            client.shutdown(socket.SHUT_WR)
        client.settimeout(20)
        answer = client.recv(1)
        with contextlib.suppress(ConnectionResetError):  # closed with something unread
            assert client.recv(1) == b""
    assert answer in (messages.READY, messages.UNWILLING)
    return answer == messages.READY


def test_the_fingerprint_sees_a_changed_file(tmp_path: Path) -> None:
    for name in ("exercises", "graders"):
        (tmp_path / name).mkdir()
    before = fingerprint(Content(tmp_path))
    (tmp_path / "graders" / "new.py").write_text("")
    assert fingerprint(Content(tmp_path)) != before
    assert fingerprint(find_content()) == fingerprint(find_content())


def test_asking_the_server_loads_next_to_nothing() -> None:
    program = "import sys, receptive.live.server.client; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {"dataclasses", "inspect", "typing", "click", "json", "pathlib", "hashlib"}


def test_a_child_whose_server_ends_serves_nobody(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "here"))
        listener.listen()
        link, server = socket.socketpair()
        server.close()
        with link:
            assert next_client(listener, link) is None
