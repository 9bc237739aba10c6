"""All inputs, and all windows: a range or a set is asked, and a list of the same loses the criterion of types alone."""

from __future__ import annotations

from typing import Any

from receptive.grader import a_thing, check, check_equal, same


def check_inputs(got: Any, want: range) -> None:
    """The same inputs, in their order."""
    check_equal(got, list(want) if isinstance(got, list | tuple) else want)


def check_triples(got: Any, want: set[tuple[int, int, int]]) -> None:
    """The same windows, in whatever order."""
    if isinstance(got, list | tuple) and len(got) == len(want):
        got = {triple for triple in want if any(same(entry, triple) for entry in got)}
    check_equal(got, want)


def check_is_range(got: Any) -> None:
    """The type alone: which numbers it holds is asked elsewhere."""
    check(type(got) is range, "the result is no range", f"it is {a_thing(got)}")


def check_is_set(got: Any) -> None:
    """The type alone, and those of what is in it."""
    check(type(got) is set, "the result is no set", f"it is {a_thing(got)}")
    whole = all(type(entry) is tuple and all(type(number) is int for number in entry) for entry in got)
    check(whole, "the set holds something else than tuples of ints")
