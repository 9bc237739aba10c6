"""Whether two replies are the same, for telling whose mistake produced them."""

from __future__ import annotations

import math
import sys
from typing import Any

from receptive.sandbox.wire import Handle
from receptive.student.failures import StudentFailure, StudentRaised
from receptive.student.proxy import StudentObject

RTOL, ATOL = 1e-5, 1e-8


def agree(one: object, other: object, types_too: bool = False, kinds_too: bool = False) -> bool:
    """Whether two replies are equal up to rounding, all the way down; two exceptions are.

    Args:
        types_too: an `int` and a `float` of one value differ, so do a list and a tuple.
        kinds_too: two exceptions differ if they are of two types. Where none is asked for, one slip ends in an
            IndexError or in a ValueError, as it happens to be written down.
    """
    if isinstance(one, StudentFailure) or isinstance(other, StudentFailure):
        if not (isinstance(one, StudentRaised) and isinstance(other, StudentRaised)):
            return False
        return not kinds_too or one.type_name == other.type_name
    if isinstance(one, StudentObject | Handle) and isinstance(other, StudentObject | Handle):
        return True  # what they are shows in what they do next
    if types_too and type(one) is not type(other):
        return False
    if not types_too:
        one, other = _number_in(one), _number_in(other)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    numpy = sys.modules.get("numpy")
    if numpy and (_is_array(one) or _is_array(other)):
        return _arrays_agree(numpy, one, other, types_too)
    if _is_number(one) and _is_number(other):
        return _numbers_agree(one, other)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(agree(a, b, types_too) for a, b in zip(one, other, strict=True))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(agree(one[key], other[key], types_too) for key in one)
    return type(one) is type(other) and _is_plain(one) and one == other


def _numbers_agree(one: Any, other: Any) -> bool:
    if isinstance(one, int) and isinstance(other, int):
        return one == other
    try:
        return math.isclose(one, other, rel_tol=RTOL, abs_tol=ATOL) or (math.isnan(one) and math.isnan(other))
    except (OverflowError, TypeError):
        return False


def _arrays_agree(numpy: Any, one: object, other: object, types_too: bool) -> bool:
    if not (_is_array(one) and _is_array(other)):
        return False
    a, b = numpy.asarray(one), numpy.asarray(other)
    if a.shape != b.shape or a.dtype.kind not in "biufc" or b.dtype.kind not in "biufc":
        return False
    if types_too and a.dtype != b.dtype:
        return False
    with numpy.errstate(all="ignore"):
        # Most that agree are equal, which is seen in a tenth of the time
        return bool((a == b).all()) or bool(numpy.allclose(a, b, rtol=RTOL, atol=ATOL, equal_nan=True))


def _number_in(value: Any) -> Any:
    """An array without axes holds one number, and is as good as it."""
    return value[()] if _is_array(value) and type(value).__module__ == "numpy" and value.ndim == 0 else value


def _is_array(value: object) -> bool:
    return f"{type(value).__module__}.{type(value).__name__}" in ("numpy.ndarray", "torch.Tensor")


def _is_number(value: object) -> bool:
    return type(value) in (int, float) or (type(value).__module__ == "numpy" and getattr(value, "ndim", 1) == 0)


def _is_plain(value: object) -> bool:
    return value is None or type(value) in (str, bytes, set, frozenset, range, complex)
