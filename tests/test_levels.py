"""The level of a sandbox is what it was seen to refuse, and what level A refuses."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_lesson
from receptive.grading.pool import isolation_of
from receptive.model import Level, Topic
from receptive.sandbox.client import ForkingSandbox, Raised, Reply, Value, Worker
from receptive.sandbox.plain import PlainSandbox

linux = pytest.mark.skipif(sys.platform != "linux", reason="forks from a zygote, which only Linux has")
CANARY = "canary-91b7"
RUN = b"""
def run(code):
    names = {}
    exec(code, names)
    return names.get("answer")
"""
COMBINATIONS = [
    (True, True, Level.A, "Landlock and seccomp refuse"),
    (False, True, Level.B, "no Landlock here"),
    (True, False, Level.B, "no seccomp here"),
    (False, False, Level.C, "neither Landlock nor seccomp"),
]


@pytest.mark.parametrize(("reading", "calls", "level", "reason"), COMBINATIONS)
def test_the_level_follows_what_is_refused(reading: bool, calls: bool, level: Level, reason: str) -> None:
    sandbox = PlainSandbox([])
    sandbox.refuses_reading, sandbox.refuses_calls = reading, calls
    found = isolation_of(sandbox)
    assert found.level == level
    assert reason in found.reason


@linux
def test_without_confinement_nothing_is_refused_and_code_still_runs() -> None:
    sandbox = ForkingSandbox([], confine=False)
    try:
        worker = sandbox.spawn(64 << 20, 5)
        assert isolation_of(sandbox).level == Level.C
        loaded = worker.ask(
            10, "load", "student", "student.py", b"import os\ndef look(n):\n    return n, os.listdir('/')"
        )
        found = worker.ask(10, "call", "student", "look", [4], {})
        worker.close()
    finally:
        sandbox.close()
    assert loaded == Value(["os", "look"])
    assert isinstance(found, Value)
    assert found.value[0] == 4
    assert "proc" in found.value[1]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[ForkingSandbox]:
    with pytest.MonkeyPatch.context() as ours:
        ours.setenv("RECEPTIVE_CANARY", CANARY)
        opened = ForkingSandbox([], ["numpy"])
        opened.wait()
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def worker(sandbox: ForkingSandbox) -> Iterator[Worker]:
    """A worker for tests that leave it alive."""
    opened = sandbox.spawn(512 << 20, 20)
    assert opened.ask(20, "load", "student", "student.py", RUN) == Value(["run"])
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def confined(sandbox: ForkingSandbox) -> None:
    if not (sandbox.refuses_reading and sandbox.refuses_calls):
        pytest.skip("this machine has not both Landlock and seccomp")


def run(worker: Worker, code: str) -> Reply:
    return worker.ask(20, "call", "student", "run", [code], {})


def answer(worker: Worker, code: str) -> object:
    """What the code assigns to `answer`."""
    reply = run(worker, code)
    assert isinstance(reply, Value), reply
    return reply.value


@linux
def test_a_kernel_with_both_layers_refuses_reading_and_calls(sandbox: ForkingSandbox) -> None:
    landlockpy = pytest.importorskip("landlockpy", reason="Landlock is reached through landlockpy")
    if not landlockpy.supported() or not Path("/proc/sys/kernel/seccomp/actions_avail").exists():
        pytest.skip("this kernel has not both Landlock and seccomp")
    assert (sandbox.refuses_reading, sandbox.refuses_calls) == (True, True)


REFUSED = {
    "read a file": "open('/etc/passwd')", "read a test": f"open({__file__!r})", "list": "import os; os.listdir('/')",
    "list packages": f"import os; os.listdir({str(Path(np.__file__).parent.parent)!r})",
    "proc of itself": "open('/proc/self/environ')", "proc of the parent": f"open('/proc/{os.getpid()}/environ')",
    "write": "open('/tmp/new', 'w')", "write in place": "open('new', 'a')", "mkdir": "os.mkdir('/tmp/new')",
    "remove": f"os.unlink({__file__!r})", "rename": f"os.rename({__file__!r}, '/tmp/new')",
    "link": "os.symlink('a', '/tmp/a')", "chmod": f"os.chmod({__file__!r}, 0)",
    "truncate": f"os.truncate({__file__!r}, 0)", "tcp": "socket.socket()", "udp": "socket.socket(2, 2)",
    "unix": "socket.socket(1)", "netlink": "socket.socket(16, 3)", "pair": "socket.socketpair()", "fork": "os.fork()",
    "exec": "os.execv('/bin/true', ['true'])", "subprocess": "import subprocess; subprocess.run(['/bin/true'])",
    "spawn": "os.posix_spawn('/bin/true', ['true'], {})", "kill the grader": f"os.kill({os.getpid()}, 9)",
    "kill all": "os.kill(-1, 9)", "kill itself": "os.kill(os.getpid(), 9)",
    "ptrace": f"libc(101, 16, {os.getpid()}, 0, 0)", "memfd": "os.memfd_create('a')",
    "shared memory": "libc(29, 0, 4096, 0)", "unshare": "libc(272, 0x10000000)", "setuid": "libc(105, 0)",
    "bpf": "libc(321, 0, 0, 0)", "keys": "libc(250, 0, 0, 0)", "io_uring": "libc(425, 1, 0)",
    "mount": "libc(165, 0, 0, 0, 0, 0)", "session": "os.setsid()", "nice": "os.nice(-5)",
    "number of the parent": "libc(110)", "whether a process exists": f"os.sched_getaffinity({os.getpid()})",
    "limits of the grader": f"import resource; resource.prlimit({os.getpid()}, resource.RLIMIT_AS)",
    "processor time of the grader": f"time.clock_gettime(~{os.getpid()} << 3 | 2)",
}  # fmt: skip
PRELUDE = """
import ctypes, os, socket, time
def libc(*arguments):
    if ctypes.CDLL(None, use_errno=True).syscall(*arguments) < 0: raise OSError(ctypes.get_errno(), 'refused')
"""


@linux
@pytest.mark.usefixtures("confined")
@pytest.mark.parametrize("code", REFUSED.values(), ids=list(REFUSED))
def test_what_reaches_outside_is_refused(worker: Worker, code: str) -> None:
    if "libc(" in code and platform.machine() != "x86_64":
        pytest.skip("the numbers of the calls are those of x86-64")
    reply = run(worker, PRELUDE + code)
    assert isinstance(reply, Raised), reply
    assert reply.type_name == "PermissionError", reply.text


MANY_THREADS = """
import threading, time
threading.stack_size(1 << 15)
answer = 0
try:
    while answer < 500:
        threading.Thread(target=time.sleep, args=[60], daemon=True).start()
        answer += 1
except RuntimeError:
    pass
"""


@linux
@pytest.mark.usefixtures("confined")
def test_threads_are_limited_whoever_grades(sandbox: ForkingSandbox) -> None:
    """As root too, whose own tasks the kernel does not count."""
    worker = sandbox.spawn(2 << 30, 20)
    worker.ask(20, "load", "student", "student.py", RUN)
    started = answer(worker, MANY_THREADS)
    worker.close()
    if os.geteuid() != 0 and subprocess.run(["unshare", "-U", "true"], check=False).returncode:
        pytest.skip("without a user namespace the limit would count all tasks of the user")
    assert 1 < started < 100


@linux
def test_the_worker_knows_nothing_of_our_environment_and_arguments(worker: Worker) -> None:
    environment, arguments = answer(worker, "import os, sys; answer = dict(os.environ), sys.argv")
    assert set(environment) <= {
        "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "PYTHONHASHSEED",
        "JOBLIB_MULTIPROCESSING", "LC_CTYPE",
    }  # fmt: skip
    assert CANARY not in repr(environment)
    assert arguments == ["-c"]
    assert answer(worker, "import ctypes; answer = ctypes.CDLL(None).getenv(b'RECEPTIVE_CANARY')") == 0


@linux
def test_the_original_arguments_are_gone_too(worker: Worker) -> None:
    assert "paths" not in repr(answer(worker, "import sys; answer = sys.orig_argv"))


@linux
@pytest.mark.usefixtures("confined")
def test_the_worker_holds_its_streams_and_one_socket(worker: Worker) -> None:
    look = "import os, stat\nanswer = {}\nfor n in range(4096):\n try: answer[n] = stat.S_IFMT(os.fstat(n).st_mode)\n"
    held = answer(worker, look + " except OSError: pass")
    assert isinstance(held, dict)
    assert [held.pop(number) for number in range(3)] == [0o020000, 0o100000, 0o100000]
    assert list(held.values()) == [0o140000]


@linux
@pytest.mark.usefixtures("confined")
@pytest.mark.parametrize("name", ["pytest", "_pytest", "yaml", "hypothesis", "receptive.grading", "receptive.scoring"])
def test_what_is_installed_but_not_named_cannot_be_imported(worker: Worker, name: str) -> None:
    folders = [str(Path(pytest.__file__).parent.parent), str(Path(isolation_of.__code__.co_filename).parents[2])]
    for code in (f"import {name}", f"import sys\nsys.path += {folders}\nimport {name}"):
        reply = run(worker, code)
        assert isinstance(reply, Raised), reply
        assert reply.type_name in ("ModuleNotFoundError", "PermissionError")


@linux
@pytest.mark.parametrize("name", ["sqlite3", "fractions", "json", "decimal", "csv", "unittest.mock", "statistics"])
def test_the_standard_library_can_be_imported(worker: Worker, name: str) -> None:
    assert answer(worker, f"import sys\nimport {name}\nanswer = {name!r} in sys.modules")


@linux
def test_a_package_that_is_named_importable_is_imported_when_asked_for(worker: Worker) -> None:
    assert answer(worker, "import sys; answer = 'numpy' in sys.modules") is False
    assert answer(worker, "import numpy as np; answer = int((np.arange(6).reshape(2, 3) @ np.ones(3)).sum())") == 15


@linux
@pytest.mark.parametrize("topic", [topic for topic in load_lesson(find_content()).topics if topic.importable])
def test_what_a_topic_lets_code_import_works_in_a_worker(topic: Topic) -> None:
    installed = [name for name in topic.importable if importlib.util.find_spec(name)]
    opened = ForkingSandbox([], ["numpy", *topic.importable])
    with contextlib.closing(opened), contextlib.closing(opened.spawn(topic.limits.memory_mb << 20, 60)) as own:
        source = "".join(f"import {name}\n" for name in installed)
        assert isinstance(own.ask(60, "load", "student", "student.py", source.encode()), Value)
        assert own.printed() == ""
