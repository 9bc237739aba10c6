"""Runs `grade` and `nbgrader` without waiting for Python: each command is a process of its own, forked from one that
has loaded the libraries already.

It has its own folder, environment, streams and exit code, as if it had been started; so has a process that grades a
class, which it would start from nothing. What they share is what is the same for all of them: loaded modules, and the
seed of Python's hashes.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import functools
import gc
import importlib
import json
import multiprocessing
import os
import pkgutil
import random
import runpy
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

if TYPE_CHECKING:
    from receptive.grading.session import GraderSession
    from receptive.model import Topic
    from receptive.sandbox.client import Sandbox

# What most commands never load, and is large
LEFT_OUT = tuple(
    f"receptive.{name}"
    for name in (
        "exchange.nbgrader",
        "classroom.dask_engine",
        "classroom.report",
        "authoring.release_files",
        "__main__",
    )
)
# What nbgrader's commands load only when they run
OF_NBGRADER = (
    "nbgrader.apps.nbgraderapp",
    "receptive.exchange.nbgrader.arriving",
    "receptive.exchange.nbgrader.autograde",
    "receptive.exchange.nbgrader.configuration",
    "receptive.exchange.nbgrader.release",
    "receptive.exchange.nbgrader.restoring",
    "receptive.exchange.nbgrader.undecided",
)
MOST_FDS = 16
# A zygote as the product starts it, but for the call before its last one
ZYGOTE_PROGRAM = (
    "import sys, json; sys.path[:0] = json.loads(sys.argv[1])['paths']; from receptive.sandbox import zygote; "
    "sys.path.append({0!r}); import preloaded_zygote; preloaded_zygote.be_copied(); zygote.main()"
)
# A process that reads files as the product starts it, but for the same
READER_PROGRAM = (
    "import sys, json; sys.path[:0] = json.loads(sys.argv[1])['paths']; from receptive.reading import child; "
    "sys.path.append({0!r}); import preloaded_zygote; preloaded_zygote.be_copied_reader(); child.main()"
)
NUMBER = struct.Struct("i")
COMMAND, GRADER, NBGRADER, SERVER, ZYGOTE = "command", "grader", "nbgrader", "server", "zygote"
TERMINAL, WATCH_GRADER, READER = "terminal", "grader of grade watch", "reader"
NBGRADER_LOADED = "what commands of nbgrader are copied from"
PREPARED = {ZYGOTE: ZYGOTE_PROGRAM, READER: READER_PROGRAM}  # copied from processes of their own


class Preloaded:
    """The process with the libraries, from the side of who wants a copy of it."""

    def __init__(self, control: socket.socket) -> None:
        self.control = control

    def start(
        self, program: str, words: Sequence[str], folder: Path, environment: Mapping[str, str], handed: Sequence[int]
    ) -> Copy:
        """Start a program with these words after its name.

        Args:
            handed: descriptors that it gets: a command its streams and our connection, a process that grades those
                that its last words number and where it complains.
        """
        told, tell = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with tell, tempfile.TemporaryFile() as request:
            request.write(json.dumps([program, list(words), str(folder), dict(environment)]).encode())
            request.seek(0)
            kind = b"z" if program in PREPARED else b"!"
            socket.send_fds(self.control, [kind], [request.fileno(), tell.fileno(), *handed])
        return Copy(told)

    def start_grader(self, work: str, descriptors: Sequence[int], environment: Mapping[str, str]) -> Copy:
        """Instead of `guarded.start_python`."""
        handed = [*descriptors, 2, self.control.fileno()]
        return self.start(GRADER, [work], Path.cwd(), environment, handed)

    def start_watch_grader(self, descriptor: int, words: Sequence[str]) -> Copy:
        """Instead of `grader_client.start_grader`."""
        return self.start(WATCH_GRADER, words, Path.cwd(), os.environ, [descriptor, self.control.fileno()])

    def start_zygote(self, settings: Mapping[str, Any], log: int) -> Copy:
        """Instead of `client.start_zygote`."""
        return self.start(ZYGOTE, [json.dumps(settings)], Path("/"), {}, [settings["descriptor"], log])

    def start_reader(self, descriptor: int) -> Copy:
        """Instead of `child.start_process`."""
        from receptive.sandbox.client import package_paths

        settings = {"paths": package_paths([]), "descriptor": descriptor}
        with Path(os.devnull).open("wb") as nowhere:
            return self.start(READER, [json.dumps(settings)], Path("/"), {}, [descriptor, nowhere.fileno()])


class Copy:
    """A process that was started so. It is no child of who waits for it, so its end is told through a socket."""

    def __init__(self, told: socket.socket) -> None:
        self.told = told
        message, descriptors, _, _ = socket.recv_fds(told, NUMBER.size, 1)
        if not message:
            raise RuntimeError("the preloaded process is gone")
        (self.handle,) = descriptors  # it means this process, also when its number is another's by now
        self.code: int | None = None

    @property
    def pid(self) -> int:
        described = Path(f"/proc/self/fdinfo/{self.handle}").read_text()
        return int(described.partition("Pid:")[2].split()[0])

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def send_signal(self, number: int) -> None:
        if self.code is None:
            with contextlib.suppress(ProcessLookupError):  # it has ended by itself
                signal.pidfd_send_signal(self.handle, number)

    def poll(self) -> int | None:
        """How it ended, or None while it runs."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.wait(0.001)
        return None

    def wait(self, timeout: float | None = None) -> int:
        """How it ended: its exit code, or minus the signal."""
        if self.code is None:
            self.told.settimeout(timeout)
            try:
                message = self.told.recv(NUMBER.size)
            except TimeoutError:
                raise subprocess.TimeoutExpired("a copy", timeout or 0.0) from None
            if not message:
                raise RuntimeError("the preloaded process is gone")
            self.code = int(NUMBER.unpack(message)[0])
            self.forget()
        return self.code

    def forget(self) -> None:
        """Let it run, whoever waits for it."""
        self.told.close()
        os.close(self.handle)


@functools.cache
def preloaded(command: str = COMMAND) -> Preloaded:
    """The one of these tests for a command. It ends when nobody holds its connection any more."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        if command == NBGRADER:  # what commands need is loaded once for both
            preloaded().start(NBGRADER_LOADED, [], Path("/"), os.environ, [theirs.fileno()]).forget()
        else:
            subprocess.Popen(
                [sys.executable, "-P", __file__, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            ).returncode = 0  # nobody waits for it
    return Preloaded(ours)


def run_command(
    words: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    typed: str,
    seconds: float,
    command: str = COMMAND,
) -> tuple[int, str, str]:
    """Run `grade` or `nbgrader` with these words and wait for its end: its exit code, and what it wrote."""
    with contextlib.ExitStack() as opened:

        def pipe() -> list[BinaryIO]:
            return [
                opened.enter_context(os.fdopen(end, mode)) for end, mode in zip(os.pipe(), ("rb", "wb"), strict=True)
            ]

        (stdin, typing), (out, stdout), (err, stderr) = pipe(), pipe(), pipe()
        typing.write(typed.encode())
        typing.close()
        streams = [stdin, stdout, stderr]
        handed = [stream.fileno() for stream in (*streams, preloaded().control)]
        copy = preloaded(command).start(command, words, folder, environment, handed)
        for stream in streams:
            stream.close()
        written = _read_all([out, err], time.monotonic() + seconds, copy)
    return copy.wait(), *(data.decode().replace("\r\n", "\n") for data in written)


def _read_all(pipes: Sequence[BinaryIO], deadline: float, writer: Copy) -> list[bytes]:
    """What comes out of pipes until all are closed. A writer that is not done by then is ended, and a test fails."""
    parts: dict[BinaryIO, list[bytes]] = {pipe: [] for pipe in pipes}
    waiting = list(pipes)
    while waiting:
        ready, _, _ = select.select(waiting, [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            writer.kill()
            raise TimeoutError("the command, or what it has left running, does not end")
        for pipe in ready:
            piece = os.read(pipe.fileno(), 1 << 16)
            parts[pipe].append(piece)
            if not piece:
                waiting.remove(pipe)
    return [b"".join(part) for part in parts.values()]


# From here on: in that process


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    program: str
    words: list[str]
    folder: str
    environment: dict[str, str]
    handed: list[int]


def main() -> None:
    """Load everything, and make copies until nobody is there to ask for one."""
    control = socket.socket(fileno=int(sys.argv[1]))
    load_all()
    open_graders()
    make_copies(control)


def make_copies(control: socket.socket) -> None:
    gc.collect()
    gc.freeze()  # a copy then has no page of its own just because a collection looked at it
    with _child_ends() as ends:
        serve(control, ends)


def load_all() -> None:
    """Import what commands, and processes that grade, import sooner or later."""
    import receptive

    for name in ("receptive.cli", "numpy", "pytest"):  # the first says how many threads numpy may have
        importlib.import_module(name)
    for module in pkgutil.walk_packages(receptive.__path__, "receptive."):
        if not module.name.startswith(LEFT_OUT):
            importlib.import_module(module.name)


def open_graders() -> None:
    """Collect the graders that need no torch, with what explains failures. A copy has them as if it had done so."""
    from receptive.catalogue.content import find_content
    from receptive.catalogue.manifest import load_lesson
    from receptive.grading import session

    start: Any = session.GraderSession
    nowhere: Any = None
    ready = {one.slug: start(one, nowhere) for one in load_lesson(find_content()).topics if "torch" not in one.packages}
    for each in ready.values():
        each.load_expert()

    def opened(topic: Topic, sandbox: Sandbox) -> GraderSession:
        known = ready.pop(topic.slug, None)  # once: what is opened again is collected again
        if known is None or (known.topic, known.grader_hash) != (topic, session.grader_hash(topic)):
            return start(topic, sandbox)
        known.sandbox = sandbox
        return known

    session.GraderSession = opened


def load_nbgrader() -> None:
    """Import what nbgrader's commands import, and our steps of them. What a new gradebook asks `alembic` is known."""
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]  # as conftest.py says
    for name in OF_NBGRADER:
        importlib.import_module(name)
    version = gradebook_version()
    sys.modules["nbgrader.api"].get_alembic_version = lambda: version
    use_gradebook()
    show_feedback()


def use_gradebook() -> None:
    """Have SQLAlchemy set up what nbgrader's records are to it, which it does when they are first used."""
    import warnings

    from nbgrader.api import Gradebook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SQLAlchemy's about nbgrader's queries
        with Gradebook("sqlite://") as gradebook:
            gradebook.add_assignment("any")


def show_feedback() -> None:
    """Have what draws pages imported, and its patterns compiled, which it does with the first page."""
    import nbformat
    from nbconvert.exporters import HTMLExporter
    from nbgrader.converters import GenerateFeedback
    from nbgrader.coursedir import CourseDirectory

    exporter = HTMLExporter(config=GenerateFeedback(coursedir=CourseDirectory()).config)
    cells = [nbformat.v4.new_markdown_cell("# A\n`b` $x$\n```python\nx = 1\n```\n"), nbformat.v4.new_code_cell("x = 1")]
    points = {"score": 1, "max_score": 1, "late_penalty": 0}
    exporter.from_notebook_node(nbformat.v4.new_notebook(cells=cells), resources={"nbgrader": points})


def gradebook_version() -> str:
    """What `alembic heads` says of nbgrader, which loads all of nbgrader to say it."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import _temp_alembic_ini

    with _temp_alembic_ini("sqlite://") as settings:
        return str(ScriptDirectory.from_config(Config(settings)).get_current_head())


def serve(control: socket.socket, ends: int) -> None:
    living: dict[int, socket.socket] = {}  # processes, and where the end of each is told
    zygotes: dict[str, socket.socket] = {}  # to copy from
    while True:
        ready, _, _ = select.select([control, ends], [], [])
        if ends in ready:
            os.read(ends, 4096)
            _tell_ends(living)
        if control in ready:
            message, descriptors, _, _ = socket.recv_fds(control, 1, MOST_FDS)
            if not message:
                return
            request, told, *handed = descriptors
            if message == b"z":
                _hand_on(zygotes, descriptors)
                continue
            pid = os.fork()
            if pid == 0:
                _become(request, handed)
            living[pid] = socket.socket(fileno=told)
            handle = os.pidfd_open(pid)
            _tell(living[pid], 0, handle)
            for descriptor in (request, handle, *handed):
                os.close(descriptor)


def _hand_on(zygotes: dict[str, socket.socket], descriptors: Sequence[int]) -> None:
    """Have a zygote copied that has loaded the same packages, or a reader. It gets the request as it came."""
    size = os.fstat(descriptors[0]).st_size
    kind, (text,), *_ = json.loads(os.pread(descriptors[0], size, 0))
    settings = json.loads(text)
    del settings["descriptor"]
    key = f"{kind} {json.dumps(settings)}"
    if key not in zygotes:
        zygotes[key] = _start_prepared(PREPARED[kind], settings)
    socket.send_fds(zygotes[key], [b"!"], descriptors)
    for descriptor in descriptors:
        os.close(descriptor)


def _start_prepared(prepared: str, settings: dict[str, Any]) -> socket.socket:
    """One that is only copied. It is started as `client.start_zygote` starts one, and `child.start_process`."""
    from receptive.sandbox.client import ENVIRONMENT

    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    program = prepared.format(str(Path(__file__).parent))
    with theirs:
        subprocess.Popen(
            [
                sys.executable,
                "-s",
                "-P",
                "-S",
                "-B",
                "-c",
                program,
                json.dumps(settings | {"control": theirs.fileno()}),
            ],
            env=ENVIRONMENT,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
        ).returncode = 0  # nobody waits for it
    return ours


@contextlib.contextmanager
def _child_ends() -> Iterator[int]:
    """A descriptor that has something to read when a copy has ended."""
    ends, end = os.pipe()
    os.set_blocking(end, False)
    for number in (signal.SIGCHLD, signal.SIGINT):  # a Ctrl-C in the terminal of the tests is not for this process
        signal.signal(number, lambda *_: None)
    signal.set_wakeup_fd(end)
    yield ends


def _tell_ends(living: dict[int, int]) -> None:
    while living:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        if pid not in living:  # a zygote to copy from: what waits for its copies is told that it is gone
            continue
        _tell(living[pid], os.waitstatus_to_exitcode(status))
        living.pop(pid).close()


def _tell(asker: socket.socket, number: int, *handles: int) -> None:
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # who asked is gone
        socket.send_fds(asker, [NUMBER.pack(number)], handles)


def _become(request: int, handed: list[int]) -> NoReturn:
    """Be what was asked for, until its end."""
    code = 1
    try:
        with open(request, "rb", closefd=False) as file:
            asked = Asked(*json.load(file), handed)
        _take_place(asked)
        code = _run(PROGRAMS[asked.program], asked)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _take_place(asked: Asked) -> None:
    """Have nothing that a new process would not have."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    kept = {0, 1, 2, *asked.handed}
    for descriptor in [int(path.name) for path in Path("/proc/self/fd").iterdir()]:
        if descriptor not in kept:
            with contextlib.suppress(OSError):  # that of the listing itself
                os.close(descriptor)
    os.chdir(asked.folder)
    os.environ.clear()
    os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1") | asked.environment)
    time.tzset()
    random.seed()
    sys.modules["numpy"].random.seed()


def _run(program: Program, asked: Asked) -> int:
    """The exit code of a program, after all that Python does at an end."""
    code = 0
    try:
        program(asked)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    threading._shutdown()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    return code & 0xFF


def _grade(asked: Asked) -> None:
    """`python -m receptive …`."""
    import receptive

    _begin(asked, receptive.__file__)
    receptive.cli.main()


def _grade_in_terminal(asked: Asked) -> None:
    """The same as the leader of the terminal that its streams are."""
    os.setsid()
    fcntl.ioctl(asked.handed[0], termios.TIOCSCTTY, 0)
    _grade(asked)


def _nbgrader(asked: Asked) -> None:
    """`python -m nbgrader …`."""
    import nbgrader

    _begin(asked, nbgrader.__file__)
    runpy.run_module("nbgrader", run_name="__main__")


def _begin(asked: Asked, package: str) -> None:
    """Have the streams and the words that were handed over. Processes that grade are copies of ones for `grade`."""
    from receptive.authoring import certify
    from receptive.grading import guarded
    from receptive.live.watch import grader_client
    from receptive.reading import child
    from receptive.sandbox import client

    *streams, control = asked.handed
    for number, descriptor in enumerate(streams):
        os.dup2(descriptor, number)
        os.close(descriptor)
    sys.stdin, sys.stdout, sys.stderr = (
        os.fdopen(
            number, mode, encoding=old.encoding, errors=old.errors, buffering=1 if number == 2 else -1, closefd=False
        )
        for number, mode, old in ((0, "r", sys.stdin), (1, "w", sys.stdout), (2, "w", sys.stderr))
    )
    sys.argv[:] = [str(Path(package).with_name("__main__.py")), *asked.words]
    sys.path.insert(0, asked.folder)
    preloaded = Preloaded(socket.socket(fileno=control))
    guarded.start_python = preloaded.start_grader
    grader_client.start_grader = preloaded.start_watch_grader
    fork = multiprocessing.get_context("fork")  # before there are threads: an executor begins with its processes
    certify.get_context = lambda _: fork
    client.start_zygote = preloaded.start_zygote
    child.start_process = preloaded.start_reader


def _serve_grader(asked: Asked) -> None:
    """What a process that grades does, as one that was started from nothing."""
    from receptive.grading.guarded import serve_alone
    from receptive.sandbox import client

    os.setsid()
    *descriptors, errors, control = asked.handed
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number, descriptor in enumerate((nowhere, nowhere, errors)):
        os.dup2(descriptor, number)
    sys.argv[:] = ["-c", *asked.words, *map(str, descriptors)]
    client.start_zygote = Preloaded(socket.socket(fileno=control)).start_zygote
    serve_alone()


def _serve_watcher(asked: Asked) -> None:
    """What a process that grades for `grade watch` does, as one that was started from nothing."""
    from receptive.live.watch.grader_process import main
    from receptive.sandbox import client

    os.setsid()
    descriptor, control = asked.handed
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nowhere, number)
    sys.argv[:] = ["-c", str(descriptor), *asked.words]
    client.start_zygote = Preloaded(socket.socket(fileno=control)).start_zygote
    main()


def _serve_commands(asked: Asked) -> None:
    """What the background server of `grade` does. Its sandboxes start from nothing, as children of its own."""
    from receptive.cli.server import main

    os.setsid()
    sys.argv[:] = ["-c", *asked.words]
    main()


def _serve_nbgrader(asked: Asked) -> None:
    """Make copies that have nbgrader loaded, too."""
    load_nbgrader()
    make_copies(socket.socket(fileno=asked.handed[0]))


Program = Callable[[Asked], None]
PROGRAMS: dict[str, Program] = {
    COMMAND: _grade, GRADER: _serve_grader, NBGRADER: _nbgrader, SERVER: _serve_commands,
    TERMINAL: _grade_in_terminal, WATCH_GRADER: _serve_watcher,
    NBGRADER_LOADED: _serve_nbgrader,
}  # fmt: skip

if __name__ == "__main__":
    main()
