"""Grades a module of the lesson's own (a solution with one wrong model in it) without a sandbox."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from receptive.model import Submission, Topic
from receptive.sandbox.client import Reply, Worker, parsed
from receptive.sandbox.wire import decode, encode
from receptive.sandbox.worker import Objects, answer, seed_loaded
from receptive.student.process import Instruments, StudentProcess


class NoSandbox:
    """For a process that never starts a worker."""

    refuses_reading = refuses_calls = False

    def wait(self) -> None:
        """There is nothing to wait for."""

    def spawn(self, memory_bytes: int, cpu_s: int) -> Worker:
        raise RuntimeError(f"a trusted module needs no worker of {memory_bytes} bytes and {cpu_s} s")

    def close(self) -> None:
        """There is nothing to end."""


class ModelProcess(StudentProcess):
    """Asks a trusted module, by the worker's own code, so that values travel as they would."""

    def __init__(self, topic: Topic, module: ModuleType, probes: ModuleType | None, source: str) -> None:
        instruments = Instruments("probes.py", b"") if probes else None
        submission = Submission(topic.slug, topic.stub, source.encode())
        super().__init__(NoSandbox(), topic.limits, submission, instruments)
        self.objects = Objects()
        self.objects.modules[topic.slug] = module
        if probes:
            self.objects.modules["probes"] = probes

    def _ask(self, operation: str, *arguments: Any, seconds: float = 0.0) -> Reply:  # noqa: ARG002  # no limit here
        self.replies += 1
        if self._seed is not None:
            seed_loaded(self._seed)
            self._seed = None
        request = decode(encode([1, operation, *arguments]))
        return parsed(decode(answer(self.objects, request[0], request[1], request[2:])), 1)


def with_model(solution: ModuleType, exercise: str, model: Callable[..., Any]) -> ModuleType:
    """The solution with one exercise replaced; the other exercises keep calling what they called."""
    module = ModuleType(solution.__name__)
    module.__dict__.update(solution.__dict__)
    setattr(module, exercise, model)
    return module
