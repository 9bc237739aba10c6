"""A test of a grader, run with a suspect in the student's place: with our fixtures, and those of the grader itself."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from receptive.student.seeds import criterion_seed

Given = Mapping[str, Callable[[], Any]]  # by name, each made when a test asks for it


class CannotReplay(Exception):
    """A test asks for a fixture that only a whole pytest session could give."""


def random_fixtures(seed: str, criterion: str) -> Given:
    """The random numbers that a criterion was decided with."""

    def rng() -> Any:
        import numpy as np  # for graders that ask for it

        return np.random.default_rng(criterion_seed(seed, criterion))

    return {"rng": rng, "py_rng": lambda: random.Random(criterion_seed(seed, criterion))}


def run_test(item: pytest.Function, given: Given) -> None:
    """Call the test of a criterion as pytest would, with ordinary fixtures of the grader's own around it.

    Raises:
        CannotReplay: it needs `request`, or another fixture that is no part of a grader's run.
    """
    made: dict[str, Any] = dict(getattr(getattr(item, "callspec", None), "params", {}))
    with contextlib.ExitStack() as around:
        item.function(**{name: _value(name, item, given, made, around) for name in item._fixtureinfo.argnames})


def _value(name: str, item: pytest.Function, given: Given, made: dict[str, Any], around: contextlib.ExitStack) -> Any:
    """One fixture, made once for a test, after whatever it needs itself."""
    if name in made:
        return made[name]
    if name in given:
        made[name] = given[name]()
        return made[name]
    definitions = item._fixtureinfo.name2fixturedefs.get(name)
    if not definitions:
        raise CannotReplay(f"{item.name} uses the fixture {name}, which no diagnosis can give it")
    function: Any = definitions[-1].func
    result = function(**{other: _value(other, item, given, made, around) for other in definitions[-1].argnames})
    made[name] = around.enter_context(_open_until_the_end(result)) if isinstance(result, Iterator) else result
    return made[name]


@contextlib.contextmanager
def _open_until_the_end(fixture: Iterator[Any]) -> Iterator[Any]:
    yield next(fixture)
    next(fixture, None)
