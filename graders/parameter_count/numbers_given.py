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


def check_biases(function: Any, *args: Any, count: int, **kwargs: Any) -> None:
    """Require that `bias` makes a difference of `count`, whatever the weights are."""
    without, with_bias = (number(function(*args, bias=bias, **kwargs)) for bias in (False, True))
    check_equal(with_bias - without, count)
