"""What comes back where a number is asked, as one to count with."""

from typing import Any

from receptive.grader import check, check_equal, show

MOST = 10**12


def number(got: Any) -> int | float:
    """A plain number, or a numpy scalar as one: something to subtract from."""
    if type(got).__module__ == "numpy" and getattr(got, "shape", None) == ():
        got = got.item()
    check(type(got) in (int, float) and abs(got) <= MOST, "the result is no number, or far too large a one", show(got))
    return got  # type: ignore[no-any-return]  # looked at above


def check_in_proportion(got: Any, beside: Any, want: int, want_beside: int) -> None:
    """Require that a count stands to one beside it as it should, in whatever unit both are."""
    got, beside = number(got), number(beside)
    right = beside > 0 and got * want_beside == beside * want
    share = f"{show(got)} beside {show(beside)} instead of {want} beside {want_beside}"
    check(right, "the result is wrong in proportion to that of a plain call", share)


def check_counts(function: Any, small: tuple[Any, ...], large: tuple[Any, ...]) -> None:
    """Require two results to be ints, whatever their values; but the second larger, and neither an argument."""
    results = []
    for arguments in (small, large):
        results.append(got := function(*arguments))
        check_types(got, int)
        check(got not in arguments, "the result is one of the arguments", f"returned {show(got)}")
    check(0 < results[0] < results[1], "the result does not grow with what is counted", f"returned {show(results[1])}")


def check_types(got: Any, want: Any, at: str = "") -> None:
    """Require the types of a value: `int`, `(int,)` for a tuple of ints, or a dict of types by name."""
    kind = want if isinstance(want, type) else type(want)
    names = list(want) if isinstance(want, dict) else []
    there = set(got) if isinstance(got, dict) else set()
    has_all = type(got) is kind and there.issuperset(names)
    check(has_all, "the type of a result is wrong", f"{show(got)}{at and ' at '}{at}, where {kind.__name__} is asked")
    if kind is dict:
        for name in want:
            check_types(got[name], want[name], f"{at}[{name!r}]")
    elif kind is tuple:
        for index, entry in enumerate(got):
            check_types(entry, want[0], f"{at}[{index}]")


def check_biases(function: Any, *args: Any, count: int, **kwargs: Any) -> None:
    """Require that `bias` makes a difference of `count`, whatever the weights are."""
    without, with_bias = (number(function(*args, bias=bias, **kwargs)) for bias in (False, True))
    check_equal(with_bias - without, count)
