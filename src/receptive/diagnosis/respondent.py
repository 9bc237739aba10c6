"""Who is asked an exercise: the student's code, the right solution, or a model of a mistake."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

from receptive.student.failures import StudentFailure
from receptive.student.model_process import ModelProcess
from receptive.student.process import StudentProcess

FIXED = int | float | str | None  # what nobody can write into


class Respondent:
    """One exercise, and the process in which it is asked."""

    def __init__(self, exercise: str, process: StudentProcess) -> None:
        self.exercise = exercise
        self.process = process

    def reply(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """What a call gives, or the StudentFailure that came instead."""
        try:
            return self.process.call(self.process.module, self.exercise, args, kwargs)
        except StudentFailure as failure:
            return failure

    def left(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """The arguments given by position, as a call leaves them; or the StudentFailure that came instead."""
        try:
            there = tuple(arg if isinstance(arg, FIXED) else self.process.put(arg) for arg in args)
            self.process.call(self.process.module, self.exercise, there, kwargs)
            return [arg if isinstance(arg, FIXED) else self.process.get(arg, "") for arg in there]
        except StudentFailure as failure:
            return failure


class ModelRespondent(Respondent):
    """A model of one exercise, with nothing else of its module; the probes of the topic are for demonstrations."""

    def __init__(self, exercise: str, model: Callable[..., Any], probes: ModuleType | None = None) -> None:
        super().__init__(exercise, ModelProcess("student", SimpleNamespace(**{exercise: model}), probes))
        self.model = model
