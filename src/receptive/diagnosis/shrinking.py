"""Smaller calls than a given one: fewer rows, layers and options, and plainer numbers.

What is impossible among them the right solution refuses, so nothing here needs to know what an argument means.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

PLAIN_VALUES = 12  # an array of no more numbers is also simplified number by number

Call = tuple[tuple[Any, ...], dict[str, Any]]


def smaller_calls(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Iterator[Call]:
    """Every call that is one step smaller, the largest steps first."""
    for name in kwargs:
        yield args, {key: value for key, value in kwargs.items() if key != name}
    if len(args) > 1:
        yield args[:-1], kwargs
    yield from ((changed, kwargs) for changed in _with_shorter_axes(args))
    for position, value in enumerate(args):
        for smaller in _smaller(value):
            yield (*args[:position], smaller, *args[position + 1 :]), kwargs
    for name, value in kwargs.items():
        for smaller in _smaller(value):
            yield args, {**kwargs, name: smaller}


def number_zeros(args: tuple[Any, ...]) -> tuple[Any, ...]:
    """The arguments with 1, 2, 3, … in the place of zeros. Where arrays of zeros show a mistake it is one of shapes,
    and numbers that differ also show which of them went where."""
    return tuple(_number_zeros(value) if _is_array(value) and value.size <= PLAIN_VALUES else value for value in args)


def _number_zeros(array: Any) -> Any:
    import numpy as np

    if array.any():
        return array
    return np.arange(1, array.size + 1).reshape(array.shape).astype(array.dtype)


def _with_shorter_axes(args: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """An axis cut by one, and two axes of one length cut together, since arrays may have to fit each other."""
    axes = [
        (position, axis, length)
        for position, value in enumerate(args)
        if _is_array(value)
        for axis, length in enumerate(value.shape)
        if length > 1
    ]
    for position, axis, _ in axes:
        yield _cut(args, [(position, axis)])
    for (one, axis, length), (other, other_axis, other_length) in itertools.combinations(axes, 2):
        if length == other_length:
            yield _cut(args, [(one, axis), (other, other_axis)])


def _cut(args: tuple[Any, ...], places: list[tuple[int, int]]) -> tuple[Any, ...]:
    cut = list(args)
    for position, axis in places:
        cut[position] = cut[position].take(range(cut[position].shape[axis] - 1), axis=axis)
    return tuple(cut)


def _smaller(value: Any) -> Iterator[Any]:
    if type(value) is int:
        # Two and three less, and the upper half: the mistake may be about what remains of a division by a stride
        smaller = (1, value // 2, (value + 1) // 2, value - 1, value - 2, value - 3)
        yield from dict.fromkeys(number for number in smaller if 1 <= number < value)
    elif _is_array(value):
        yield from _plainer(value)
    elif type(value) in (tuple, list):
        yield from _shorter(value)
    elif type(value) is dict:
        for key in value:
            if key != "type":
                yield {other: kept for other, kept in value.items() if other != key}
        for key, item in value.items():
            yield from ({**value, key: smaller} for smaller in _smaller(item))


def _shorter(value: Sequence[Any]) -> Iterator[Any]:
    """One element left out where elements are layers, or one of them smaller."""
    kind = type(value)
    if kind is list:
        for position in reversed(range(len(value))):
            yield kind([*value[:position], *value[position + 1 :]])  # type: ignore[call-arg]  # a list or a tuple
    for position, item in enumerate(value):
        for smaller in _smaller(item):
            yield kind([*value[:position], smaller, *value[position + 1 :]])  # type: ignore[call-arg]  # as above


def _plainer(array: Any) -> Iterator[Any]:
    """Whole numbers instead of fractions, then zeros and ones, one place after the other."""
    import numpy as np

    if array.dtype.kind == "f" and (array != np.round(array)).any():
        yield np.round(array)
    if array.size > PLAIN_VALUES:
        return
    for place in np.ndindex(array.shape):
        for plain in (0, 1):
            if abs(array[place]) > plain:
                changed = array.copy()
                changed[place] = plain
                yield changed


def _is_array(value: object) -> bool:
    return f"{type(value).__module__}.{type(value).__name__}" == "numpy.ndarray"
