"""What a grader says about a value that came back from the student's code.

Every function returns quietly or raises `Mismatch`. A mismatch has two halves: the *problem*, an authored sentence in
which nothing stands that came from the student's code, safe to say about a hidden case; and the *detail*, which shows
what came back and is said for open criteria only.

Numbers are compared as Python's own: a numpy scalar is turned into an `int` or a `float` first, so that no element type
decides how precisely it is looked at. Neither a truth value nor a complex number is a number here.

A right value of a wrong numeric type passes `check_equal`; one criterion per exercise asks for the type
with `check_exact`, so that a slip costs one criterion and not all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from receptive.student.failures import StudentRaised
from receptive.student.proxy import StudentObject
from receptive.student.show import a_thing, is_array, show, type_name

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

GENERATOR = "generator"
BY_YIELD = ", since a function with `yield` in it gives one; `return` gives the value"
NOTHING = "the result is None, as it is where a return is missing"


class Mismatch(AssertionError):
    """The student's result is not what the criterion asks for.

    Args:
        problem: one of a grader's few sentences. Nothing in it comes from the student's code, since it is also said
            about hidden cases, where every word that code can choose is a way to tell what it has seen.
        detail: what came back, and what was expected.
    """

    def __init__(self, problem: str, detail: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.detail = detail


def check(condition: object, problem: str, detail: str = "") -> None:
    """Require a property. The problem is an authored sentence without values."""
    if not condition:
        raise Mismatch(problem, detail)


@contextmanager
def of_part(name: str) -> Iterator[None]:
    """What is required inside is said of this part of the result, such as `dx` of three gradients."""
    try:
        yield
    except Mismatch as found:
        raise Mismatch(f"{name}: {found.problem}", found.detail) from None


def check_equal(got: object, want: object) -> None:
    """Require the same plain value: numbers, strings, tuples or lists, sets, ranges, dicts, nested.

    `14`, `14.0` and `np.int64(14)` are the same; so are a tuple and a list. `True` is not `1`.
    """
    if not same(got, want):
        _refuse(got, want)


def check_exact(got: object, want: object) -> None:
    """Require the same plain value built of the same types: an `int` is an `int`, a `tuple` a `tuple`."""
    if not same(got, want):
        _refuse(got, want)
    if _types(got) != _types(want):
        raise Mismatch(
            f"the value is right but its type is not: {_types(want)} is asked",
            f"{show(got)} instead of {show(want)}, {_types(got)} instead of {_types(want)}",
        )


def check_close(got: object, want: object, rtol: float = 1e-9, atol: float = 1e-10, single: float = 0.0) -> None:
    """Require a number, array or tensor of the same shape, finite, with values within `atol + rtol·|want|`.

    Args:
        single: tolerance, relative and absolute, for a result of single precision, where the rubric forgives that one;
            the type itself is then for `check_dtype`. Without it, and for half precision always, all are held to
            `rtol` and `atol`.
    """
    import numpy as np

    expected = _as_array(want)
    if expected is None:
        raise TypeError(f"the grader expects a {type(want).__name__}, which is no number and no array")
    if got is None:
        raise Mismatch(NOTHING)
    actual = _as_array(got)
    if actual is None or (is_array(want) and not is_array(got)):
        raise Mismatch(f"the result is not {a_thing(want)}", f"it is {_named(got)}")
    if actual.dtype.kind not in "iuf":
        raise Mismatch("the result does not hold real numbers", f"it holds {actual.dtype} values")
    if actual.shape != expected.shape:
        raise Mismatch("the shape of the result is wrong", f"shape {actual.shape}, expected {expected.shape}")
    if not np.isfinite(actual).all():
        where = _place(np.argwhere(~np.isfinite(np.atleast_1d(actual)))[0], actual.shape)
        raise Mismatch("the result holds NaN or infinity", where.strip())
    if single and actual.dtype == np.float32:
        rtol, atol = max(rtol, single), max(atol, single)
    _check_values(actual, expected, rtol, atol)


def check_object(got: Any) -> Any:
    """Require an object that stays in the worker, such as a module; gives it back, to be called."""
    if not isinstance(got, StudentObject):
        raise Mismatch("the result is not an object that can be called", f"it is {a_thing(got)}")
    return got


def check_dtype(got: object, dtype: str) -> None:
    """Require an array (or tensor) of one element type, such as `"float64"`."""
    if not is_array(got):
        raise Mismatch("the result is not an array", f"it is {_named(got)}")
    name = str(got.dtype).removeprefix("torch.")  # type: ignore[attr-defined]  # _is_array has looked
    check(name == dtype, f"the result is no array of {dtype}", f"it is one of {name}")


class Refusals:
    """Impossible calls of one function, each of which must raise an exception that names the argument to mend.

    A message that names every argument names none: two impossible arguments must not both be named by both messages.
    Beside each refused call a grader asks a possible one, which must give the right value, since code that refuses
    everything has refused nothing.
    """

    def __init__(self, function: Callable[..., object]) -> None:
        self.function = function
        self.named: list[tuple[str, frozenset[str]]] = []  # the impossible argument, and the words of the message

    def check(self, *args: object, error: type[Exception], argument: str, **kwargs: object) -> None:
        """Require that this call raises `error` (or a subclass that Python itself defines) and names the argument."""
        try:
            got = self.function(*args, **kwargs)
        except StudentRaised as raised:
            if raised.type_name != error.__name__:
                problem = f"an impossible {argument} must raise {error.__name__}"
                raise Mismatch(problem, f"it raised {raised.type_name}") from None
            self._check_words(frozenset(re.findall(r"\w+", raised.text)), error, argument)
            return
        raise Mismatch(f"an impossible {argument} is accepted; it must raise {error.__name__}", f"returned {show(got)}")

    def _check_words(self, words: frozenset[str], error: type[Exception], argument: str) -> None:
        told = f"the {error.__name__} does not name the argument: its message should mention {argument}"
        check(argument in words, told)
        for other, others in self.named:
            both = other != argument and {other, argument} <= words & others
            told = f"the messages for an impossible {other} and an impossible {argument} name both of them"
            check(not both, f"{told}: each should name the one that must be mended")
        self.named.append((argument, words))


def _refuse(got: object, want: object) -> None:
    if got is None:
        raise Mismatch(NOTHING, f"expected {show(want)}")
    if _kind(got) != _kind(want):
        raise Mismatch(f"the result is not {a_thing(want)}", f"returned {_describe(got)}; expected {show(want)}")
    if isinstance(got, tuple | list) and isinstance(want, tuple | list) and len(got) != len(want):
        raise Mismatch("the result has the wrong length", f"returned {show(got)}, expected {show(want)}")
    if type(want) is int and type(got) is not int:
        raise Mismatch("the result is wrong, and no int", f"returned {_describe(got)}; expected {show(want)}")
    raise Mismatch("the result is wrong", f"returned {show(got)}, expected {show(want)}")


def _describe(got: object) -> str:
    return _named(got) if isinstance(got, StudentObject) else f"{a_thing(got)}, {show(got)}"


def _named(got: object) -> str:
    by_yield = isinstance(got, StudentObject) and got.type_name == GENERATOR
    return f"{a_thing(got)}{BY_YIELD if by_yield else ''}"


def same(got: object, want: object) -> bool:
    """Whether two plain values are the same for `check_equal`."""
    if isinstance(got, bool) or isinstance(want, bool):
        return got is want
    if _is_number(got) and _is_number(want):
        return bool(_python(got) == _python(want))
    if isinstance(got, tuple | list) and isinstance(want, tuple | list):
        return len(got) == len(want) and all(map(same, got, want))
    if isinstance(got, dict) and isinstance(want, dict):
        return got.keys() == want.keys() and all(same(got[key], want[key]) for key in want)
    return type(got) is type(want) and _is_plain(want) and bool(got == want)


def as_shape(value: object, most: int = 100_000) -> tuple[int | float, ...] | None:
    """The student's own shape, to count on from: one to three numbers from 1 to `most`, or None if it is none such."""
    if not isinstance(value, tuple | list) or not 1 <= len(value) <= 3:
        return None
    numbers = tuple(_python(entry) for entry in value if _is_number(entry))
    return numbers if len(numbers) == len(value) and all(1 <= number <= most for number in numbers) else None


def _kind(value: object) -> str:
    if _is_number(value) and not isinstance(value, bool):
        return "number"
    return "sequence" if isinstance(value, tuple | list) else type_name(type(value))


def _types(value: object) -> str:
    """What a plain value is built of, in words."""
    if isinstance(value, tuple | list) and value:
        inner = ", ".join(dict.fromkeys(_types(item) for item in value))
        return f"{type_name(type(value))} of {inner}"
    if isinstance(value, dict) and value:
        return "dict of " + ", ".join(f"{key}: {_types(item)}" for key, item in value.items())
    return type_name(type(value))


def _is_plain(value: object) -> bool:
    return value is None or type(value) in (str, bytes, set, frozenset, range, complex)


def _is_number(value: object) -> bool:
    """A real number of Python or numpy; no truth value, and nothing complex."""
    if type(value) in (int, float):
        return True
    scalar = type(value).__module__ == "numpy" and getattr(value, "shape", None) == () and not is_array(value)
    return scalar and value.dtype.kind in "iuf"  # type: ignore[attr-defined]  # every scalar of numpy's has one


def _python(number: Any) -> int | float:
    """The number in Python's precision: half of 606.2 is not 606.2."""
    value: int | float = number if type(number) in (int, float) else number.item()
    return value


def _as_array(value: object) -> npt.NDArray[Any] | None:
    import numpy as np

    if is_array(value):
        detached: Any = value.detach() if type(value).__module__ == "torch" else value  # type: ignore[attr-defined]
        return np.asarray(detached)
    return np.asarray(value) if _is_number(value) and not isinstance(value, bool) else None


def _check_values(actual: npt.NDArray[Any], expected: npt.NDArray[Any], rtol: float, atol: float) -> None:
    import numpy as np

    with np.errstate(all="ignore"):  # the largest finite numbers differ by infinity
        wrong: npt.NDArray[Any] = ~(np.abs(actual.astype(np.float64) - expected) <= atol + rtol * np.abs(expected))
    if not wrong.any():
        return
    if actual.ndim == 0:
        raise Mismatch("the value is wrong", f"returned {actual:.10g}, expected {expected:.10g}")
    first = tuple(int(i) for i in np.argwhere(wrong)[0])
    count = f"{int(wrong.sum())} of {wrong.size} values differ"
    where = f"the first difference is{_place(np.array(first), actual.shape)}"
    raise Mismatch(
        f"the shape is right, the values are not{_pattern(wrong)}",
        f"{where}: {actual[first]:.10g}, expected {expected[first]:.10g}; {count}",
    )


def _pattern(wrong: npt.NDArray[Any]) -> str:
    """What the wrong places have in common, if that is simple to say; it tells of the geometry and of no number."""
    import numpy as np

    flat = wrong.reshape(-1)
    if flat.size < 2:
        return ""
    if flat.all():
        return "; no value is right"
    if not flat[0] and flat[1:].all():
        return "; the first value is right, all others are wrong"
    if wrong.ndim >= 2 and min(wrong.shape[-2:]) >= 3 and not wrong[..., 1:-1, 1:-1].any():
        return "; only values at the border are wrong"
    for axis in range(wrong.ndim):
        lines = [bool(line.any()) for line in np.moveaxis(wrong, axis, 0)]
        if len(lines) > 1 and not any(lines[:-1]):
            return f"; only the last along axis {axis} is wrong"
        if len(lines) > 1 and not lines[0] and all(lines[1:]):
            return f"; the first along axis {axis} is right, wrong from the second on"
    return ""


def _place(index: npt.NDArray[np.intp], shape: tuple[int, ...]) -> str:
    if not shape:
        return ""
    place = ", ".join(str(int(i)) for i in index)
    return f" at index [{place}]" if math.prod(shape) > 1 else ""
