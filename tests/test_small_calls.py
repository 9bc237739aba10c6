"""What is asked once of the models of mistakes: it depends on the seed and on nothing that a submission does."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from receptive.catalogue.content import find_content
from receptive.diagnosis.diagnostician import Diagnostician
from receptive.diagnosis.registry import Registry
from receptive.diagnosis.small_calls import SEPARATING_INPUTS, SmallCalls
from receptive.student.failures import StudentFailure, StudentRaised

GRADER = find_content().grader("output_size")
RIGHT: frozenset[str] = frozenset()


class Counted(Registry):
    """Counts how often the right model is called, and lets it fail while memory is short."""

    called = 0
    memory_is_short = False

    def model(self, exercise: str, ids: frozenset[str], chosen: tuple[type, ...] = ()) -> Any:
        found = super().model(exercise, ids, chosen)

        def counted(*args: Any, **kwargs: Any) -> Any:
            self.called += 1
            if self.memory_is_short:
                raise MemoryError
            return found(*args, **kwargs) if found else None

        return counted if found else None


def test_a_mistake_is_asked_each_call_once() -> None:
    registry = Counted(GRADER)
    calls = SmallCalls(registry, "conv_out", "seed")
    first = [calls.reply(RIGHT, at) for at in range(SEPARATING_INPUTS)]
    assert first == [registry.model("conv_out", RIGHT)(*args, **kwargs) for args, kwargs in calls]
    before = registry.called
    assert [calls.reply(RIGHT, at) for at in range(SEPARATING_INPUTS)] == first
    assert registry.called == before


def test_a_failure_of_a_moment_is_not_kept() -> None:
    registry = Counted(GRADER)
    calls = SmallCalls(registry, "conv_out", "seed")
    registry.memory_is_short = True
    assert isinstance(calls.reply(RIGHT, 0), StudentFailure)
    registry.memory_is_short = False
    assert isinstance(calls.reply(RIGHT, 0), int)


def test_another_seed_has_calls_of_its_own_and_the_same_seed_the_same() -> None:
    expert = Diagnostician(GRADER)
    kept = expert.calls("conv_out", "one")
    assert expert.calls("conv_out", "one") is kept
    assert expert.calls("conv_out", "two").calls != kept.calls
    assert list(expert.calls("conv_out", "one")) == list(kept)


def test_misconceptions_that_exclude_each_other_have_no_reply() -> None:
    registry = Registry(GRADER)
    names = [entry.id for entry in registry.known if "conv_out" in entry.exercises]
    pairs = (frozenset(Random(number).sample(names, 2)) for number in range(999))
    apart = next(ids for ids in pairs if registry.model("conv_out", ids) is None)
    with pytest.raises(ValueError, match="exclude each other"):
        SmallCalls(registry, "conv_out", "seed").reply(apart, 0)


def test_what_a_model_raises_is_kept_without_the_frames_it_came_from() -> None:
    class Refusing(Counted):
        def model(self, exercise: str, ids: frozenset[str], chosen: tuple[type, ...] = ()) -> Any:
            del exercise, ids, chosen

            def refuse(*_: Any) -> None:
                self.called += 1
                raise ValueError("no room")

            return refuse

    registry = Refusing(GRADER)
    calls = SmallCalls(registry, "conv_out", "seed")
    first = calls.reply(RIGHT, 0)
    assert isinstance(first, StudentRaised)
    assert (first.type_name, first.text, first.__traceback__, first.__context__) == (
        "ValueError",
        "no room",
        None,
        None,
    )
    assert calls.reply(RIGHT, 0) is first
    assert registry.called == 1
