"""Runs a wrong model through a criterion in the student's place: does it do all that the student's code did?

The models are the lesson's own and trusted, so they run right here. In the test of a criterion the exercise under
suspicion is the model; everything else of the student's is replayed from what was recorded. The first reply that
differs ends the run.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from receptive.diagnosis.agreement import agree
from receptive.sandbox.wire import Handle, WireError, decode, encode
from receptive.student.failures import StudentFailure, StudentRaised
from receptive.student.known_names import BUILTIN
from receptive.student.proxy import StudentObject


class Differs(Exception):
    """The model did something else than the student's code."""


class Finished(Exception):
    """Everything that was recorded has been reproduced."""


class Replay:
    """The replies of one criterion, to be met one by one."""

    def __init__(self, replies: list[Any], types_too: bool) -> None:
        self.left = list(replies)
        self.types_too = types_too

    def next(self) -> Any:
        if not self.left:
            raise Finished
        reply = self.left.pop(0)
        if isinstance(reply, StudentFailure):
            raise reply.with_traceback(None)
        return reply

    def meet(self, reply: Any) -> Any:
        """Compare a reply of the model's with the recorded one, and hand it to the test."""
        if not self.left:
            raise Finished
        recorded = self.left.pop(0)
        same = isinstance(reply, Kept) and isinstance(recorded, StudentObject)
        if not same and not agree(reply, recorded, self.types_too):
            raise Differs
        if isinstance(reply, StudentFailure):
            raise reply
        return reply


class Unrecorded(Replay):
    """Nothing is to be met: the model is asked for its own answers."""

    def __init__(self) -> None:
        super().__init__([], False)

    def next(self) -> Any:
        raise LookupError("only the exercise itself is here, nothing else of the module")

    def meet(self, reply: Any) -> Any:
        if isinstance(reply, StudentFailure):
            raise reply
        return reply


class Kept(StudentObject):
    """An object that would have stayed in the worker."""

    def __init__(self, replay: Replay, value: Any) -> None:
        self._replay = replay
        self._value = value
        self.type_name = type(value).__name__

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._replay.meet(reply_of(self._value, self._replay, args, kwargs))

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: self._replay.meet(
            reply_of(getattr(self._value, name), self._replay, args, kwargs)
        )


class SuspectModule:
    """The `student` of a test: the exercise is a model, the rest is replayed."""

    def __init__(self, replay: Replay, exercise: str, model: Callable[..., Any], source: str) -> None:
        self._replay = replay
        self._exercise = exercise
        self._model = model
        self.source = source

    def __getattr__(self, name: str) -> Any:
        if name != self._exercise:
            return lambda *_, **__: self._replay.next()
        return lambda *args, **kwargs: self._replay.meet(reply_of(self._model, self._replay, args, kwargs))

    def put(self, value: Any) -> Kept:
        return Kept(self._replay, decode(encode(value)))

    def get(self, kept: Kept, attribute: str = "") -> Any:
        if not isinstance(kept, Kept):
            return self._replay.next()
        value = getattr(kept._value, attribute) if attribute else kept._value
        return self._replay.meet(_as_sent(value, self._replay))


class ProbesHere:
    """The `probes` of a test, in this process, beside the model."""

    def __init__(self, replay: Replay, module: ModuleType | None) -> None:
        self._replay = replay
        self._module = module

    def __getattr__(self, name: str) -> Any:
        function = getattr(self._module, name)
        return lambda *args, **kwargs: self._replay.meet(reply_of(function, self._replay, args, kwargs))


def reply_of(function: Callable[..., Any], replay: Replay, args: Any, kwargs: Any) -> Any:
    """What a worker would have replied: the value as it travels, or the exception as a failure."""
    try:
        return _as_sent(function(*_here(args), **_here(kwargs)), replay)
    except (Differs, Finished):
        raise
    except Exception as raised:
        names = [kind.__name__ for kind in type(raised).__mro__ if kind.__name__ in BUILTIN]
        return StudentRaised(names[0], str(raised))


def _as_sent(value: Any, replay: Replay) -> Any:
    kept: list[Any] = []

    def keep(thing: object) -> Handle:
        kept.append(thing)
        return Handle(len(kept) - 1, type(thing).__name__)

    try:
        return _with_kept(decode(encode(value, keep)), kept, replay)
    except WireError as refused:
        return StudentRaised("ResultError", str(refused))


def _with_kept(value: Any, kept: list[Any], replay: Replay) -> Any:
    if type(value) is Handle:
        return Kept(replay, kept[value.id])
    if type(value) in (list, tuple):
        return type(value)(_with_kept(item, kept, replay) for item in value)
    if type(value) is dict:
        return {key: _with_kept(item, kept, replay) for key, item in value.items()}
    return value


def _here(value: Any) -> Any:
    """Arguments as a worker would get them: copies, and objects themselves for those that stayed."""
    if isinstance(value, Kept):
        return value._value
    if isinstance(value, StudentObject):
        raise Differs  # an object of the student's own cannot be looked at here
    if type(value) in (list, tuple):
        return type(value)(_here(item) for item in value)
    if type(value) is dict:
        return {key: _here(item) for key, item in value.items()}
    return value.copy() if type(value).__name__ == "ndarray" else value
