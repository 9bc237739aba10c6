"""A module of the lesson's own in the student's place: it is trusted, so it is asked right here, without a sandbox."""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from receptive.model import Limits, Submission
from receptive.sandbox.client import Raised, Reply, parsed
from receptive.sandbox.wire import ATOMS, Handle, decode
from receptive.sandbox.worker import Objects, answer, seed_loaded
from receptive.student.ahead import Pass, Script
from receptive.student.process import Instruments, StudentProcess

NO_SANDBOX: Any = None  # no worker is ever started


class ModelProcess(StudentProcess):
    """Asks a trusted module by the worker's own code, so that what comes back is what a worker would send."""

    def __init__(self, topic: str, module: Any, probes: ModuleType | None, source: str = "") -> None:
        """Args:
        module: has the exercises as its attributes; what it lacks is a name that does not exist.
        source: what is said to be its source.
        """
        instruments = Instruments("probes.py", b"") if probes else None
        super().__init__(NO_SANDBOX, Limits(), Submission(topic, Path(f"{topic}.py"), source.encode()), instruments)
        self.objects = Objects()
        self.objects.modules[topic] = module
        if probes:
            self.objects.modules["probes"] = probes

    def answer_as_before(self, script: Script) -> Pass | None:  # noqa: ARG002  # there is no way to shorten
        return None

    def _ask(self, operation: str, *arguments: Any, seconds: float = 0.0) -> Reply:  # noqa: ARG002  # no limit here
        self.replies += 1
        if self._seed is not None:
            seed_loaded(self._seed)
            self._seed = None
        try:
            given = [self._given(each) for each in arguments]
        except KeyError as unknown:  # a handle from a worker
            operation, given = "unknown", list(unknown.args)
        reply = parsed(decode(answer(self.objects, 0, operation, given)))
        if isinstance(reply, Raised) and reply.type_name == "KeyboardInterrupt":
            raise KeyboardInterrupt  # it was meant for us
        return reply

    def _given(self, value: Any) -> Any:
        """A copy, since a model may write into it, with the objects that handles name. Sending it to ourselves would
        take far longer."""
        kind = type(value)
        if kind is Handle:
            return self.objects.held(value)
        if kind is list or kind is tuple:
            return kind(map(self._given, value))
        if kind is dict:
            return {key: self._given(item) for key, item in value.items()}
        torch = sys.modules.get("torch")
        if torch and kind is torch.Tensor and not value.requires_grad:
            return value.clone()  # in a tenth of the time, and in order as one that was sent is
        return value if kind in ATOMS else copy.deepcopy(value)


def with_model(solution: ModuleType, exercise: str, model: Callable[..., Any]) -> ModuleType:
    """The solution with one exercise replaced; the other exercises keep calling what they called."""
    module = ModuleType(solution.__name__)
    module.__dict__.update(solution.__dict__)
    setattr(module, exercise, model)
    return module
