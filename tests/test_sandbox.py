"""What code in a forked worker can and cannot do, and what is told of it. Real processes, really confined."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from receptive.sandbox.client import Absent, CannotStart, Ended, ForkingSandbox, Raised, Reply, Value, Worker
from receptive.sandbox.wire import Handle, encode
from support import is_alive, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks from a zygote, which only Linux has")
SOURCE = """
def run(code):
    names = {"__name__": "student"}
    exec(code, names)
    return names.get("answer")

def double(value): return value * 2
def forever():
    while True: pass
"""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[ForkingSandbox]:
    opened = ForkingSandbox([])
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def shared(sandbox: ForkingSandbox) -> Iterator[Worker]:
    worker = loaded(sandbox)
    yield worker
    worker.close()


@pytest.fixture
def worker(sandbox: ForkingSandbox) -> Iterator[Worker]:
    own = loaded(sandbox)
    yield own
    own.close()


def loaded(sandbox: ForkingSandbox, cpu_s: int = 10) -> Worker:
    worker = sandbox.spawn(256 << 20, cpu_s)
    assert isinstance(worker.ask(20, "load", "student", "student.py", SOURCE.encode()), Value)
    return worker


def call(worker: Worker, name: str, *arguments: object, seconds: float = 20) -> Reply:
    return worker.ask(seconds, "call", "student", name, list(arguments), {})


def answer(worker: Worker, code: str) -> Any:
    reply = call(worker, "run", code)
    assert isinstance(reply, Value), reply
    return reply.value


def how_it_ends(worker: Worker, code: str, seconds: float = 20) -> tuple[str, int]:
    with pytest.raises(Ended) as ended:
        call(worker, "run", code, seconds=seconds)
    with contextlib.suppress(FileNotFoundError):
        pytest.fail(f"still there: {Path(f'/proc/{worker.pid}/stat').read_text()}")
    return ended.value.how, ended.value.code


def test_memory_beyond_the_limit_is_an_error_and_the_worker_goes_on(shared: Worker) -> None:
    reply = call(shared, "run", "bytearray(1 << 30)")
    assert isinstance(reply, Raised) and reply.type_name == "MemoryError"  # noqa: PT018
    assert call(shared, "double", 2) == Value(4)


ENDS = {
    "exit 0": ("import os; os._exit(0)", ("exit", 0)), "exit 3": ("import os; os._exit(3)", ("exit", 3)),
    "segfault": ("import ctypes; ctypes.string_at(0)", ("exit", -signal.SIGSEGV)),
    "noise": ("import os\nfor n in range(3, 64):\n try: os.write(n, b'x' * 50)\n except OSError: pass", None),
    "a reply to nothing": (
        "import os, struct\nfor n in range(3, 64):\n"
        " try: os.write(n, struct.pack('<IQ', 1, 3) + bytes([0x92, 1, 0xc0]))\n except OSError: pass", None),
}  # fmt: skip


@pytest.mark.parametrize(("code", "end"), ENDS.values(), ids=list(ENDS))
def test_how_a_worker_ended_is_told(worker: Worker, code: str, end: tuple[str, int] | None) -> None:
    how = how_it_ends(worker, code)
    assert how == end if end else how[0] == "protocol"
    with pytest.raises(Ended):
        call(worker, "double", 1)


def test_a_loop_ends_at_the_deadline(worker: Worker) -> None:
    began = time.monotonic()
    assert how_it_ends(worker, "while True: pass", seconds=0.3) == ("timeout", -signal.SIGKILL)
    assert time.monotonic() - began < 5


def test_a_loop_beyond_the_processor_limit_is_a_timeout_too(sandbox: ForkingSandbox) -> None:
    worker = loaded(sandbox, cpu_s=1)
    assert how_it_ends(worker, "while True: pass")[0] == "timeout"
    worker.close()


def test_an_end_between_two_requests_is_told_as_what_it_was(worker: Worker) -> None:
    answer(worker, "import os, threading; threading.Timer(0.05, os._exit, [3]).start()")
    wait_until(lambda: not is_alive(worker.pid))
    with pytest.raises(Ended) as ended:
        call(worker, "double", 1)
    assert (ended.value.how, ended.value.code) == ("exit", 3)


def test_what_is_printed_can_be_read_even_after_the_end(worker: Worker) -> None:
    answer(worker, "import sys; print('hé\\ud800', end=' '); print('two', file=sys.stderr)")
    how_it_ends(worker, "import os; print('last'); os._exit(0)")
    assert worker.printed() == "hé\\ud800 two\nlast\n"
    assert worker.printed(4, 6) == "\\ud800"[1:] + " "


ONE_WRITE = "print('x' * 3_000_000)"


@pytest.mark.parametrize("code", ["for _ in range(200): print('x' * 9999)", ONE_WRITE])
def test_a_flood_of_output_is_cut_and_the_code_goes_on(worker: Worker, code: str) -> None:
    assert answer(worker, f"{code}\nanswer = 'went on'") == "went on"
    assert 1_000_000 < worker.printed_bytes() <= 1 << 20
    assert worker.printed(size=3) == "xxx"


def test_objects_stay_and_are_used_by_their_handles(shared: Worker) -> None:
    made = answer(shared, "class Point: x = 3\nanswer = [Point(), {'a': Point()}]")
    assert [type(made[0]), type(made[1]["a"]), made[0].type_name] == [Handle, Handle, "Point"]
    assert shared.ask(9, "get", made[0].id, "x") == Value(3)
    assert shared.ask(9, "get", made[0].id, "y") == call(shared, "triple") == Absent()
    put = shared.ask(9, "put", [made[0], 1])
    assert isinstance(put, Value)
    assert shared.ask(9, "call", put.value.id, "__len__", [], {}) == Value(2)


def test_a_handle_of_another_worker_is_nothing_here(shared: Worker) -> None:
    strange = Handle(9_999, "Point")
    for asked in (("call", "student", "double", [[strange]]), ("get", strange.id, "x"), ("put", {"a": strange})):
        for seed in ((), ("seeded", 5)):
            assert shared.ask(9, *seed, *asked) == Raised("KeyError", "9999", ())
    assert call(shared, "double", 2) == Value(4)


def test_a_seed_comes_with_an_operation_and_is_the_seed_of_that_one(worker: Worker) -> None:
    def drawn(seed: int) -> Reply:
        drawing = ["import random; answer = random.random()"]
        return worker.ask(20, "seeded", seed, "call", "student", "run", drawing, {})

    assert drawn(7) == drawn(7) != drawn(8)
    answer(worker, "random = __import__('random'); random.seed = lambda number: exit()")
    assert worker.ask(20, "seeded", 7, "call", "student", "double", [2], {}) == Value(4)


def test_threads_work(shared: Worker) -> None:
    code = "from concurrent.futures import ThreadPoolExecutor as Pool\nwith Pool(4) as pool: "
    assert answer(shared, code + "answer = sum(pool.map(abs, range(-9, 0)))") == 45


def test_a_loop_in_one_worker_does_not_delay_another(worker: Worker, sandbox: ForkingSandbox) -> None:
    worker.channel.send(encode([1, "call", "student", "forever", [], {}]))
    other = loaded(sandbox)
    assert call(other, "double", 2, seconds=5) == Value(4)
    other.close()
    assert not worker.channel.has_unasked_bytes()


def test_closing_the_sandbox_ends_all_workers() -> None:
    own = ForkingSandbox([])
    workers = [loaded(own), loaded(own)]
    workers[0].channel.send(encode([1, "call", "student", "forever", [], {}]))
    own.close()
    assert not any(is_alive(pid) for pid in (own.process.pid, *(worker.pid for worker in workers)))
    for worker in workers:
        worker.channel.close()
        os.close(worker.output)


def test_a_worker_may_be_closed_after_its_sandbox() -> None:
    own = ForkingSandbox([])
    worker = loaded(own)
    own.close()
    worker.close()


def test_a_sandbox_whose_package_is_missing_says_so() -> None:
    own = ForkingSandbox(["no_such_package"])
    with pytest.raises(CannotStart, match="no_such_package"):
        own.wait()
    own.close()


HELPER = """
import os, signal, sys
from receptive.sandbox.client import ForkingSandbox
from receptive.sandbox.wire import encode
signal.signal(signal.SIGINT, lambda *_: None)
sandbox = ForkingSandbox([])
worker = sandbox.spawn(64 << 20, 60)
code = "import time\\ndef nap(): return time.sleep(.3) or 5\\ndef forever():\\n while True: pass"
worker.ask(9, "load", "m", "m.py", code.encode())
"""


def helper(code: str) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", HELPER + code]  # a grader of its own, in its own process group
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, start_new_session=True)


def test_a_killed_grader_leaves_no_process() -> None:
    code = "worker.channel.send(encode([1, 'call', 'm', 'forever', [], {}]))\n"
    with helper(f"{code}print(sandbox.process.pid, worker.pid, flush=True)\nsignal.pause()") as grader:
        assert grader.stdout
        pids = [int(word) for word in grader.stdout.readline().split()]
        assert all(map(is_alive, pids))
        grader.kill()
    wait_until(lambda: not any(map(is_alive, pids)))


def test_an_interrupt_from_the_keyboard_does_not_reach_the_worker() -> None:
    code = "import threading; threading.Timer(0.1, os.killpg, [0, signal.SIGINT]).start()\n"
    code += "print(worker.ask(9, 'call', 'm', 'nap', [], {}).value)\nworker.close(); sandbox.close()"
    with helper(code) as grader:
        assert grader.stdout
        assert grader.stdout.readline() == "5\n"
    assert grader.returncode == 0


def test_a_sandbox_outlives_the_thread_that_started_it() -> None:
    started: list[ForkingSandbox] = []

    def start() -> None:
        started.append(ForkingSandbox([]))
        started[0].wait()

    thread = threading.Thread(target=start)
    thread.start()
    thread.join()
    time.sleep(0.2)
    try:
        assert started[0].process.poll() is None
    finally:
        started[0].close()
