"""One set of parameters of a question, and what its formulas and beliefs give with them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from receptive.quiz.arithmetic import FormulaError, evaluate
from receptive.quiz.forms import Belief, Form, Key
from receptive.quiz.programs import Programs, plain
from receptive.quiz.schema import Believed, CaughtValue, Choice
from receptive.quiz.templates import fill

Names = dict[str, Any]
Functions = Mapping[str, Callable[..., Any]]


@dataclass(frozen=True)
class Slot:
    """A form with its key."""

    form: Form
    key: Key


class Drawing:
    """One set of parameters of one question."""

    def __init__(self, names: Names, programs: Programs, rng: random.Random) -> None:
        self.names = names
        self.programs = programs
        self.rng = rng
        self.right = programs.right()

    def value(self, formula: str) -> Any:
        return plain(evaluate(formula, self.names, self.right))

    def text(self, template: str) -> str:
        return fill(template, self.names, self.right).strip()

    def belief(self, entry: Believed | Choice) -> Belief:
        """What is said about a mistake: the question's own sentence, or that of the registry."""
        if entry.says is not None:
            return Belief(self.text(entry.says), entry.misconception or "")
        known = self.programs.known(entry.misconception or "")
        if known is None:
            raise FormulaError(f"{entry.misconception} is in no registry; give says as well")
        return Belief(f"{known.says} {known.ask}", known.id)

    def caught(self, entry: CaughtValue) -> Any:
        """The wrong value: run with the misconception, or by a wrong formula."""
        if entry.run is not None:
            return plain(evaluate(entry.run, self.names, self.programs.wrong(entry.misconception or "")))
        assert entry.formula is not None
        return self.value(entry.formula)

    def catches(
        self, entries: Sequence[CaughtValue], canonical: Callable[[Any], Sequence[str]]
    ) -> tuple[tuple[str, Belief], ...]:
        return tuple((canonical(self.caught(entry))[0], self.belief(entry)) for entry in entries)

    def shuffled(self, items: Iterable[Any]) -> list[Any]:
        mixed = list(items)
        self.rng.shuffle(mixed)
        return mixed
