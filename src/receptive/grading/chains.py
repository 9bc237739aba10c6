"""Checks of the shapes after each layer, a list in which each entry follows from the one before.

A wrong entry spoils all that come after it. So the first slip is named where it happens, and the method can be worth
points of its own. What follows from a student's own shape is asked only where that is a shape of a sensible size.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from receptive.grading.checks import Mismatch, as_shape, check, check_equal, same
from receptive.student.show import show

Follow = Callable[[int, Any], Any]  # from a position and the shape before it, the right shape; may raise for nonsense


def check_chain(got: object, want: list[Any], follow: Follow) -> None:
    """Require every entry; the message says whether the rest follows from the first wrong one, and which that is."""
    if not isinstance(got, list | tuple) or len(got) != len(want):
        check_equal(got, want)
        return
    first = next((i for i, entry in enumerate(want) if not same(got[i], entry)), None)
    if first is None:
        return
    later = range(first + 1, len(got))
    follows = bool(later) and all(_follows(got[i], i, got[i - 1], follow) for i in later)
    rest = "; what comes after it is right for your own result there" if follows else ""
    own = f"; all that follows is right for your {show(got[first])}" if follows else ""
    raise Mismatch(
        f"one layer is the first that is wrong{rest}",
        f"it is layer {first}: {show(got[first])}, expected {show(want[first])}{own}",
    )


def check_method(got: object, start: Any, kinds: Sequence[str], follow: Follow) -> None:
    """Require that each entry follows from the student's own entry before it, but for one kind of step.

    Args:
        start: what comes before the first entry.
        kinds: what each step is; two at least must be there.
    """
    whole = isinstance(got, list | tuple) and len(got) == len(kinds)
    check(whole, "the result is no list with one entry for each layer", show(got))
    before = [start, *got]  # type: ignore[misc]  # `whole` has seen that it is a sequence
    wrong = {kind for i, kind in enumerate(kinds) if not _follows(before[i + 1], i, before[i], follow)}
    check(len(wrong) <= 1, "more than one kind of layer does not follow from the one before", ", ".join(sorted(wrong)))


def _follows(entry: Any, position: int, before: Any, follow: Follow) -> bool:
    shape = as_shape(before)
    if shape is None:
        return False
    try:
        return same(entry, follow(position, shape))
    except (ValueError, TypeError, IndexError, KeyError, ZeroDivisionError, OverflowError):
        return False


def check_moves(got: Sequence[Sequence[Any]], want: Sequence[Sequence[Any]]) -> None:
    """Require of two runs that their shapes differ wherever the right ones do.

    Shapes that are the same for each input could follow from themselves without anything being worked out.
    """
    for mine, right in zip(zip(*got, strict=True), zip(*want, strict=True), strict=True):
        check(not _stays(mine, right), "the shapes of two different inputs are the same where they should differ")


def _stays(mine: Sequence[Any], right: Sequence[Any]) -> bool:
    one, other = (as_shape(entry) for entry in mine)
    if one is None or other is None or not len(one) == len(other) == len(right[0]):
        return right[0] != right[1] and same(*mine)
    return any(a == b and c != d for a, b, c, d in zip(one, other, *right, strict=True))
