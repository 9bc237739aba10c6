"""A wrong model in the student's place, in the test of a criterion: does it do all that the student's code did?

The exercise under suspicion is the model; everything else of the student's is replayed from what was recorded. The
first reply that differs ends the run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from types import ModuleType, SimpleNamespace
from typing import Any

from receptive.diagnosis.agreement import agree
from receptive.sandbox.client import Raised, Reply
from receptive.sandbox.wire import Handle
from receptive.student.failures import StudentFailure
from receptive.student.model_process import ModelProcess
from receptive.student.proxy import StudentObject

THEIRS = -1  # the number of each object of the student's own, none of which is here


class Differs(Exception):
    """The model did something else than the student's code."""


class Finished(Exception):
    """Everything that was recorded has been reproduced."""


class Replay(ModelProcess):
    """Gives what was recorded of one criterion, if a model gives it; then of another, or with another model."""

    def __init__(self, exercise: str, probes: ModuleType | None) -> None:
        self.exercise = exercise
        self.place = SimpleNamespace()
        super().__init__("student", self.place, probes)

    def begin(
        self, model: Callable[..., Any], replies: Sequence[Any], seed: int, types_too: bool, kinds_too: bool
    ) -> None:
        """Put a model in the student's place.

        Args:
            replies: what the student's code and the probes beside it replied, in order.
            seed: of the criterion.
            types_too: whether the types of values must be the same.
            kinds_too: whether the types of exceptions must be the same.
        """
        setattr(self.place, self.exercise, model)
        self.objects.kept.clear()
        self.left = iter(replies)
        self.types_too, self.kinds_too = types_too, kinds_too
        self.begin_criterion(seed)

    def call(self, target: Any, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        is_other = isinstance(target, str) and target == self.module and name != self.exercise
        if is_other or _has_theirs(target):
            return self._recorded()
        return self._met(partial(super().call, target, name, args, kwargs))

    def get(self, target: Any, attribute: str) -> Any:
        if _has_theirs(target):
            return self._recorded()
        return self._met(partial(super().get, target, attribute))

    def _ask(self, operation: str, *arguments: Any, seconds: float = 0.0) -> Reply:
        reply = super()._ask(operation, *arguments, seconds=seconds)
        if isinstance(reply, Raised) and _has_theirs(arguments):
            raise Differs  # there is no such object here
        return reply

    def _next(self) -> Any:
        try:
            return next(self.left)
        except StopIteration:
            raise Finished from None

    def _recorded(self) -> Any:
        reply = self._next()
        if isinstance(reply, StudentFailure):
            raise reply.with_traceback(None)
        return _elsewhere(reply)

    def _met(self, ask: Callable[[], Any]) -> Any:
        """What the model replies, if it is what was recorded."""
        recorded = self._next()
        try:
            reply = ask()
        except StudentFailure as failure:
            reply = failure
        if not agree(reply, recorded, self.types_too, self.kinds_too):
            raise Differs
        if isinstance(reply, StudentFailure):
            raise reply
        return reply


def _elsewhere(value: Any) -> Any:
    """A recorded value, with objects that are not here in the place of those of the student's own."""
    if isinstance(value, StudentObject):
        return Handle(THEIRS, value.type_name)
    if type(value) in (list, tuple):
        return type(value)(map(_elsewhere, value))
    return {key: _elsewhere(item) for key, item in value.items()} if type(value) is dict else value


def _has_theirs(value: Any) -> bool:
    if type(value) is Handle:
        return value.id == THEIRS
    if type(value) in (list, tuple):
        return any(map(_has_theirs, value))
    return type(value) is dict and any(map(_has_theirs, value.values()))
