"""Whether what came back is right: values to the precision that is asked, and gradients that are three."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from receptive.grader import check, check_close, of_part

SINGLE = 1e-4  # what single precision may be off; the type has a criterion of its own
GRADIENTS = ("dx", "dw", "db")


def check_values(got: object, want: object) -> None:
    """The same shape and values, to single precision if that is what came, or a plain number, which hides it."""
    if isinstance(want, np.ndarray):
        check_close(got, want, single=SINGLE)
    else:
        check_close(got, want, rtol=SINGLE, atol=SINGLE, single=SINGLE)


def check_gradient(got: object, want: object, which: int) -> None:
    """The values of one of the three, which the message names."""
    with of_part(GRADIENTS[which]):
        check_values(got, want)


def the_three(gradients: object) -> Any:
    """What `conv2d_backward` gave, once there are three of it."""
    right = isinstance(gradients, tuple | list) and len(gradients) == 3
    check(right, "the result is not the three gradients (dx, dw, db)")
    return gradients


def pairs(got: object, want: object) -> Iterable[tuple[Any, Any]]:
    """Each array that came back beside the one it should be."""
    return zip(the_three(got), want, strict=True) if isinstance(want, tuple) else [(got, want)]
