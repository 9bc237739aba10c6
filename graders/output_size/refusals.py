"""Impossible input: beside each call that must be refused, one that must be taken."""

from __future__ import annotations

from random import Random
from typing import Any

from receptive.grader import BrokenChain, Refusals, as_shape, check, show

from .layers import Layer

KEEP: tuple[Layer, ...] = ({"type": "batchnorm"}, {"type": "relu"}, {"type": "dropout"})


def check_refused(
    refusals: Refusals, possible: dict[str, Any], argument: str, *values: Any, error: type[Exception] = ValueError
) -> None:
    """Require that impossible values of one argument are refused, and that the call with a possible one is taken."""
    for value in values:
        refusals.check(*{**possible, argument: value}.values(), error=error, argument=argument)
    got = refusals.function(*possible.values())
    shape = as_shape(got) or as_shape((got,))
    check(shape, "a possible call gives neither a size nor a shape", show(got))


def check_windows(refusals: Refusals, rng: Random) -> None:
    def line(**given: int) -> dict[str, Any]:
        """A possible call: the window fits, with room for some steps."""
        drawn = {"i": rng.randint(20, 90), "k": rng.randint(3, 9), "s": rng.randint(2, 5), "p": rng.randint(0, 3)}
        return {**drawn, "d": rng.randint(1, 2), **given}

    p = rng.randint(1, 20)
    just_fits = line(i=1, k=1 + 2 * p, p=p, d=1)
    check_refused(refusals, just_fits, "k", just_fits["k"] + 1, just_fits["k"] + rng.randint(2, 30))
    d, k = rng.randint(2, 6), rng.randint(3, 6)
    check_refused(refusals, line(i=d * (k - 1), k=k - 1, p=0, d=d), "k", k)  # one tap more spans a pixel too many
    check_refused(refusals, line(), "k", 0)
    check_refused(refusals, line(), "s", 0, -rng.randint(1, 9))
    check_refused(refusals, line(p=0), "p", -1)
    check_refused(refusals, line(), "d", 0)
    whole = line()
    check_refused(refusals, whole, "i", float(whole["i"]), str(whole["i"]), error=TypeError)
    check_refused(refusals, line(), "k", True, rng.randint(1, 9) + 0.5, error=TypeError)


def check_shapes(refusals: Refusals, rng: Random) -> None:
    def image(**given: Any) -> dict[str, Any]:
        """A possible call, positional arguments in their order."""
        drawn = {"in_shape": (rng.randint(1, 9), *rng.sample(range(9, 40), 2)), "n_filters": rng.randint(1, 20)}
        options = {"kernel": rng.randint(1, 3), "stride": 1, "padding": 0, "dilation": 1, "layout": "NCHW"}
        return {**drawn, **options, **given}

    rows, columns, p = rng.randint(8, 20), rng.randint(8, 20), rng.randint(1, 3)
    high = image(in_shape=(1, rows, columns), n_filters=1, kernel=(rows + 2 * p, rng.randint(1, 3)), padding=p)
    check_refused(refusals, high, "kernel", (3, columns + 2 * p + 1), (rows + 2 * p + rng.randint(1, 20), 3))
    check_refused(refusals, image(), "n_filters", 0)
    check_refused(refusals, image(), "padding", rng.randint(0, 2) + 0.5, error=TypeError)
    check_refused(refusals, image(), "stride", (0, rng.randint(1, 3)))
    check_refused(refusals, image(), "dilation", (rng.randint(1, 3), 1.0), error=TypeError)
    check_refused(refusals, image(), "layout", rng.choice(("CHW", "NCWH", "HWC")))


def broken_chains(rng: Random) -> list[BrokenChain]:
    """None holds a window before the layer in question, so no size is asked here; and no number in them is an index."""
    channels, rows, columns = 3 * rng.choice((5, 7, 9, 11)), *rng.sample(range(13, 40), 2)
    grid, flat = (channels, rows, columns), (channels * rows * columns,)
    small, flatten = min(rows, columns), {"type": "flatten"}
    dense: Layer = {"type": "dense", "units": rng.randint(20, 90)}
    threes = window("conv", 1, filters=18, groups=3)
    cases: list[tuple[list[Layer], Layer, Layer, tuple[int, ...]]] = [
        ([], window("conv", small + 1, filters=20), window("conv", small, filters=20), grid),
        ([flatten], window("conv", 1, filters=20), dense, flat),
        ([flatten], window("pool", 1, kind="max"), dense, flat),
        ([], dense, flatten, grid),
        ([], window("conv", 1, filters=16, groups=3), threes, grid),  # divides the channels only
        ([], window("conv", 1, filters=16, groups=4), threes, grid),  # divides the filters only
    ]
    indices = rng.sample(range(5, 12), len(cases))
    return [
        BrokenChain([*before, bad, *behind], [*before, good, *behind], grid, index, reached)
        for (head, bad, good, reached), index in zip(cases, indices, strict=True)
        for before, behind in [([*rng.choices(KEEP, k=index - len(head)), *head], rng.choices(KEEP, k=index % 3 + 1))]
    ]


def window(kind: str, kernel: int, /, **options: Any) -> Layer:
    return {"type": kind, "kernel": kernel, **options}
