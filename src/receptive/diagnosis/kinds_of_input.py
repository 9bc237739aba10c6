"""For which kind of input code is right: properties of the arguments of a call, in words that name no number of theirs.

Only what any function may be asked is looked at: lengths, defaults, pairs, types, the keys of layers.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

ORDINALS = ("first", "second", "third", "fourth")
SMALL = (0, 1)  # the whole numbers that stand for "none" and "one after the other": no secret of any criterion
PAIR = "is a pair"
OPTIONS = frozenset(("stride", "padding", "dilation", "groups"))  # of a layer that may have none of them


Kind = tuple[str, str]  # what holds, said so that it goes on after "whenever"; and what would hold if it did not, or ""


def kinds_of(function: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> frozenset[Kind]:
    """What holds of a call."""
    signature = signature_of(function)
    given = signature.bind(*args, **kwargs).arguments
    found: set[Kind] = set()
    for name, parameter in signature.parameters.items():
        if name in given:
            found.update(_of_value(name, given[name]))
        if parameter.default is not parameter.empty:
            is_default = name not in given or _plainly_equal(given[name], parameter.default)
            found.add(_either(is_default, f"{name} is left at its default", f"{name} is not left at its default"))
    return frozenset(found)


@functools.lru_cache(8)  # of one function many calls are looked at
def signature_of(function: Callable[..., Any]) -> inspect.Signature:
    return inspect.signature(function)


def takes_pair(kinds: Iterable[Kind]) -> bool:
    """Whether one of the arguments of a call is a pair, by what holds of that call."""
    return any(holds.endswith(PAIR) for holds, _ in kinds)


def _either(first: object, one: str, other: str) -> Kind:
    return (one, other) if first else (other, one)


def _of_value(name: str, value: Any) -> Iterator[Kind]:
    if hasattr(value, "dtype") and hasattr(value, "shape"):
        yield from _of_array(name, value)
    elif isinstance(value, bool):
        yield _either(value, f"{name} is True", f"{name} is False")
    elif isinstance(value, int):
        yield f"{name} is no pair", f"{name} {PAIR}"
        yield f"{name} is the same for both axes", f"{name} differs between the axes"
        yield from _of_number(name, value)
    elif isinstance(value, tuple) and len(value) == 2 and all(type(each) is int for each in value):
        yield f"{name} {PAIR}", f"{name} is no pair"
        is_same = value[0] == value[1]
        yield _either(is_same, f"{name} is the same for both axes", f"{name} differs between the axes")
        yield from _of_number(name, value[0]) if is_same else ()
    elif isinstance(value, list | tuple) and value and all(isinstance(each, Mapping) for each in value):
        yield from _of_layers(name, value)
    elif isinstance(value, str):
        yield f"{name} is {value!r}", ""
    elif value is None:
        yield f"{name} is None", ""


def _of_number(name: str, value: int) -> Iterator[Kind]:
    for small in SMALL:
        yield _either(value == small, f"{name} is {small}", f"{name} is not {small}")
    yield _either(value % 2, f"{name} is odd", f"{name} is even")


def _of_array(name: str, value: Any) -> Iterator[Kind]:
    kind = {"f": "floats", "i": "integers", "u": "bytes"}.get(value.dtype.kind)
    if kind:
        yield f"{name} holds {kind}", ""
    yield f"{name} has {value.ndim} axes", ""
    if value.ndim >= 2:
        square = value.shape[-1] == value.shape[-2]
        last = f"the last two axes of {name}"
        yield _either(square, f"{last} are equally long", f"{last} are not equally long")
    for axis, length in enumerate(value.shape[: len(ORDINALS)]):
        start = f"the {ORDINALS[axis]} axis of {name}"
        yield _either(length == 1, f"{start} has one entry", f"{start} has more than one entry")


def _of_layers(name: str, layers: Iterable[Mapping[str, Any]]) -> Iterator[Kind]:
    listed = list(layers)
    types = {str(layer["type"]) for layer in listed if "type" in layer}
    keys = {str(key) for layer in listed for key in layer} - {"type"}
    yield _either(len(listed) == 1, f"{name} has one layer", f"{name} has more than one layer")
    yield from ((f"a layer of {name} is of type {each!r}", "") for each in types)
    yield from ((f"a layer of {name} gives {each!r}", "") for each in keys)
    yield from ((f"no layer of {name} gives {each!r}", f"a layer of {name} gives {each!r}") for each in OPTIONS - keys)


def _plainly_equal(one: Any, other: Any) -> bool:
    return type(one) is type(other) and isinstance(one, int | float | str | tuple | bool | None) and one == other
