"""The small calls of our own that tell the mistakes of an exercise apart, and what each mistake replies to them."""

from __future__ import annotations

import functools
import itertools
import random
from collections.abc import Iterator
from typing import Any

from receptive.diagnosis.misconceptions import Call
from receptive.diagnosis.other_forms import other_forms
from receptive.diagnosis.registry import Model, Registry
from receptive.diagnosis.respondent import ModelRespondent
from receptive.student.failures import StudentFailure, StudentRaised
from receptive.student.seeds import criterion_seed

SEPARATING_INPUTS = 60
HELD = 256  # models that are asked by turns: each mistake alone, and some pairs
MOST_KEPT = 5000  # replies, those of pairs included: of these there are thousands


class SmallCalls:
    """Of one exercise and one seed: drawn once, and each mistake alone is asked once, whoever is under suspicion.

    Code that no mistake explains is compared with all of them, which is most of what it costs to grade it.
    """

    def __init__(self, registry: Registry, exercise: str, seed: str) -> None:
        self.registry = registry
        self.exercise = exercise
        self.seed = seed
        draw = random.Random(criterion_seed(seed, exercise))
        self.calls = tuple(itertools.islice(registry.calls(exercise, draw), SEPARATING_INPUTS))
        self.places = {id(args): at for at, (args, _) in enumerate(self.calls)}  # these very tuples are asked
        self.replies: dict[tuple[frozenset[str], int], Any] = {}
        self.forms = functools.cache(self._forms)
        self.holding = functools.lru_cache(HELD)(self._holding)

    def __iter__(self) -> Iterator[Call]:
        """From the smallest on."""
        return iter(self.calls)

    def reply(self, ids: frozenset[str], at: int) -> Any:
        """What somebody replies who holds these misconceptions, to the call of that number.

        Raises:
            ValueError: nobody can hold them at once.
        """
        if (ids, at) in self.replies:
            return self.replies[ids, at]
        respondent = self.holding(ids)
        if respondent is None:
            raise ValueError(f"{self.exercise}: {sorted(ids)} exclude each other")
        reply = respondent.answer(*self.calls[at])
        if isinstance(reply, StudentRaised):
            reply = StudentRaised(reply.type_name, reply.text)  # without the frames in which it came about
        is_kept = len(ids) < 2 or len(self.replies) < MOST_KEPT
        # Another failure is of this moment, when memory was short
        if is_kept and (isinstance(reply, StudentRaised) or not isinstance(reply, StudentFailure)):
            self.replies[ids, at] = reply
        return reply

    def find(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> int | None:
        """The number of a call, if it is one of these."""
        at = self.places.get(id(args))
        return at if at is not None and self.calls[at][1] is kwargs else None

    def other_forms(self, most: int) -> Iterator[Call]:
        """All forms of the first of them."""
        return (form for at in range(min(most, len(self.calls))) for form in self.forms(at))

    def _forms(self, at: int) -> tuple[Call, ...]:
        right = self.holding(frozenset())
        return tuple(other_forms(right, self.calls[at])) if right else ()

    def _holding(self, ids: frozenset[str]) -> KnownRespondent | None:
        """The exercise with these misconceptions, to be asked; None where they exclude each other."""
        model = self.registry.model(self.exercise, ids)
        return KnownRespondent(self, ids, model) if model else None


class KnownRespondent(ModelRespondent):
    """A model whose replies to small calls are known when it has been asked once."""

    def __init__(self, calls: SmallCalls, ids: frozenset[str], model: Model) -> None:
        super().__init__(calls.exercise, model, calls.registry.probes)
        self.calls = calls
        self.ids = ids

    def reply(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        at = self.calls.find(args, kwargs)
        return self.answer(args, kwargs) if at is None else self.calls.reply(self.ids, at)

    def answer(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """As if it were not known."""
        return super().reply(args, kwargs)
