"""The sandbox of systems without fork and Landlock keeps the same contract, short of refusing anything."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from receptive.sandbox.client import Absent, Ended, Raised, Unsendable, Value, Worker
from receptive.sandbox.plain import PlainSandbox
from receptive.sandbox.wire import Handle

SOURCE = b"""
import os, sys, time

class Counter:
    count = 0
    def more(self, by=1):
        self.count += by
        return self.count

def run(code):
    names = {"__name__": "student"}
    exec(code, names)
    return names.get("answer")

def deeper(): deeper()
def double(value): return value * 2
def wrong(): raise ValueError("no")
def quit(code): os._exit(code)
def crash(): os.abort()
def say(text): print(text, flush=True)
def large(): return "x" * (2 << 20)
def forever():
    while True: pass
def environment(): return dict(os.environ), sys.argv
"""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[PlainSandbox]:
    opened = PlainSandbox([])
    opened.wait()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def shared(sandbox: PlainSandbox) -> Iterator[Worker]:
    """A worker for tests that leave it alive."""
    worker = loaded(sandbox)
    yield worker
    worker.close()


@pytest.fixture
def worker(sandbox: PlainSandbox) -> Iterator[Worker]:
    own = loaded(sandbox)
    yield own
    own.close()


def loaded(sandbox: PlainSandbox, source: bytes = SOURCE) -> Worker:
    worker = sandbox.spawn(256 << 20, 10)
    assert isinstance(worker.ask(20, "load", "student", "student.py", source), Value)
    return worker


def call(worker: Worker, name: str, *arguments: object, seconds: float = 20) -> object:
    return worker.ask(seconds, "call", "student", name, list(arguments), {})


def gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists()


def test_it_promises_nothing(sandbox: PlainSandbox) -> None:
    assert (sandbox.refuses_reading, sandbox.refuses_calls) == (False, False)


def test_a_value_comes_back(shared: Worker) -> None:
    assert call(shared, "double", 21) == Value(42)
    assert call(shared, "double", (1, "a")) == Value((1, "a", 1, "a"))


def test_what_is_raised_absent_or_too_large_is_told(shared: Worker) -> None:
    assert call(shared, "wrong") == Raised("ValueError", "no", ((17, "wrong"),))
    assert call(shared, "right") == Absent()
    assert isinstance(call(shared, "large"), Unsendable)


EXCEPTIONS = {
    "ValueError('no')": ("ValueError", "no"), "SystemExit(3)": ("SystemExit", "3"),
    "KeyboardInterrupt": ("KeyboardInterrupt", ""), "type('Odd', (LookupError,), {})('x')": ("LookupError", "x"),
    "type('Mute', (Exception,), {'__str__': lambda self: 1})": ("Exception", ""),
    "ValueError('a' * 9999)": ("ValueError", "a" * 3000), "ValueError('\\ud800')": ("ValueError", "\\ud800"),
    "type('Odd', (OSError,), {'__module__': property(id)})('x')": ("OSError", "x"),
}  # fmt: skip


@pytest.mark.parametrize("code", EXCEPTIONS)
def test_what_is_raised_is_told_by_type_and_text(worker: Worker, code: str) -> None:
    reply = call(worker, "run", f"raise {code}")
    assert isinstance(reply, Raised)
    assert (reply.type_name, reply.text) == EXCEPTIONS[code]


def test_an_exception_that_cannot_be_told_does_not_end_the_worker(worker: Worker) -> None:
    code = "type('T', (type,), {'__module__': property(lambda c: 1 / 0)})('Odd', (OSError,), {})"
    assert isinstance(call(worker, "run", f"raise {code}"), Raised)


def test_only_the_frames_of_the_code_itself_are_told(worker: Worker) -> None:
    text = b"import json\ndef outer():\n    return inner()\n\ndef inner():\n    json.loads('{')\n"
    assert worker.ask(9, "load", "other", "other.py", text) == Value(["json", "outer", "inner"])
    reply = worker.ask(9, "call", "other", "outer", [], {})
    assert isinstance(reply, Raised)
    assert (reply.type_name, reply.frames) == ("ValueError", ((3, "outer"), (6, "inner")))


def test_of_many_frames_the_first_and_last_are_told(worker: Worker) -> None:
    deep = call(worker, "deeper")
    assert isinstance(deep, Raised)
    assert (deep.type_name, len(deep.frames)) == ("RecursionError", 50)


def test_a_mistake_of_syntax_is_told_with_its_line(worker: Worker) -> None:
    reply = worker.ask(9, "load", "other", "other.py", b"a = 1\nb = = 2\n")
    assert reply == Raised("SyntaxError", "invalid syntax", ((2, ""),))
    assert call(worker, "double", 2) == Value(4)


CANNOT_TRAVEL = [
    "'x' * (2 << 20)", "'\\ud800'", "1 << 9999", "__import__('functools').reduce(lambda v, _: [v], range(30), 0)",
    "dict.fromkeys(range(5000))", "{object(): 1}", "{object()}",
]  # fmt: skip


@pytest.mark.parametrize("code", CANNOT_TRAVEL)
def test_a_result_that_cannot_travel_is_told_and_the_worker_goes_on(worker: Worker, code: str) -> None:
    assert isinstance(call(worker, "run", f"answer = {code}"), Unsendable)
    assert call(worker, "double", 2) == Value(4)


def test_an_object_stays_and_is_used_by_its_handle(shared: Worker) -> None:
    made = call(shared, "Counter")
    assert isinstance(made, Value)
    assert type(made.value) is Handle
    assert shared.ask(20, "call", made.value.id, "more", [], {"by": 3}) == Value(3)
    assert shared.ask(20, "get", made.value.id, "count") == Value(3)


def test_what_is_printed_does_not_disturb_the_conversation(shared: Worker) -> None:
    start = shared.printed_bytes()
    assert call(shared, "say", "hé") == Value(None)
    assert shared.printed(start) == "hé\n"


def test_the_environment_has_no_word_of_ours(monkeypatch: pytest.MonkeyPatch, sandbox: PlainSandbox) -> None:
    monkeypatch.setenv("SECRET_CANARY", "tweet")
    worker = loaded(sandbox)
    reply = call(worker, "environment")
    worker.close()
    assert isinstance(reply, Value)
    assert "tweet" not in repr(reply.value)
    assert reply.value[1] == ["-c"]


def test_a_loop_ends_at_the_deadline(worker: Worker) -> None:
    began = time.monotonic()
    with pytest.raises(Ended) as ended:
        call(worker, "forever", seconds=0.3)
    assert ended.value.how == "timeout"
    assert time.monotonic() - began < 5
    assert gone(worker.pid)
    with pytest.raises(Ended, match="timeout"):
        call(worker, "double", 1)


@pytest.mark.parametrize(("name", "arguments", "code"), [("quit", [7], 7), ("quit", [0], 0), ("crash", [], -6)])
def test_an_end_is_told_with_its_code(worker: Worker, name: str, arguments: list[int], code: int) -> None:
    call(worker, "say", "last words")
    with pytest.raises(Ended) as ended:
        call(worker, name, *arguments)
    assert (ended.value.how, ended.value.code) == ("exit", code)
    assert "last words" in worker.printed()


def test_closing_leaves_no_process_and_no_descriptor() -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    sandbox = PlainSandbox([])
    workers = [loaded(sandbox), loaded(sandbox)]
    workers[0].close()
    sandbox.close()
    assert gone(workers[0].pid)
    assert gone(workers[1].pid)
    workers[1].channel.close()
    os.close(workers[1].output)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_packages_are_imported_before_the_code_is() -> None:
    sandbox = PlainSandbox(["numpy"])
    worker = loaded(
        sandbox, b"import sys\nready = 'numpy' in sys.modules\ndef double(a): return a * 2\ndef early(): return ready"
    )
    doubled = call(worker, "double", np.arange(3))
    assert call(worker, "early") == Value(True)
    worker.close()
    sandbox.close()
    assert isinstance(doubled, Value)
    assert doubled.value.tolist() == [0, 2, 4]


def test_a_worker_may_be_closed_after_its_sandbox() -> None:
    sandbox = PlainSandbox([])
    worker = loaded(sandbox)
    sandbox.close()
    worker.close()
