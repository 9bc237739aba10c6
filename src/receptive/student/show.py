"""Values and calls in words, for a student's eyes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

SHOWN_CHARACTERS = 400
SHOWN_ARGUMENT = 120
SHOWN_ITEMS = 8  # of a list with arrays in it
SHOWN_CELLS = 24  # of an array; of a larger one the shape is told
FULL_CHARACTERS = 8000  # of an argument, where somebody wants to see all of it
FULL_CELLS = 1000
MORE = "…"
BRACKETS: dict[type, tuple[str, str]] = {list: ("[", "]"), tuple: ("(", ")"), dict: ("{", "}")}


def show(value: object, most: int = SHOWN_CHARACTERS, cells: int = SHOWN_CELLS) -> str:
    """A value for a student's eyes: short, and arrays by shape when they are large.

    Args:
        most: characters; what has more is cut between two elements.
        cells: of an array that is written out.
    """
    if is_array(value):
        import numpy as np

        array = np.asarray(value)
        if array.size > cells:
            return f"{a_thing(value)} of shape {array.shape}"
        return _cut(array.tolist(), most, _brief)
    if isinstance(value, tuple | list) and any(is_array(item) for item in value):
        return _cut(value, most, lambda some: _write_items(some, cells))
    return _cut(_with_objects_named(value), most, repr)


def _write_items(value: Any, cells: int) -> str:
    """A list with arrays in it, or one of its items."""
    if type(value) not in (list, tuple):
        return show(value, cells=cells)
    items = [show(item, cells=cells) for item in value[:SHOWN_ITEMS]]
    opening, closing = BRACKETS[type(value)]
    return f"{opening}{', '.join([*items, MORE] if len(value) > SHOWN_ITEMS else items)}{closing}"


def _cut(value: Any, most: int, write: Callable[[Any], str]) -> str:
    """What `write` makes of a value, or of as many of its elements as fit."""
    text = write(value)
    if len(text) <= most:
        return text
    if type(value) not in BRACKETS:
        return f"{text[:most]} {MORE}"
    opening, closing = BRACKETS[type(value)]
    pieces: list[str] = []
    left = most - len(f"{opening}{MORE}{closing}")
    named = type(value) is dict
    for name, item in ((f"{key!r}: ", value[key]) for key in value) if named else (("", item) for item in value):
        piece = f"{name}{write(item)}"
        if len(piece) + 2 > left:
            if not pieces and type(item) in BRACKETS:  # the first alone is too long
                pieces.append(f"{name}{_cut(item, max(left - len(name), 0), write)}")
            break
        pieces.append(piece)
        left -= len(piece) + 2
    return f"{opening}{', '.join([*pieces, MORE])}{closing}"


def is_shown_whole(value: object, most: int = SHOWN_CHARACTERS) -> bool:
    """Whether `show` leaves out nothing, and takes no more characters than that."""
    if is_array(value):
        return getattr(value, "size", SHOWN_CELLS) <= SHOWN_CELLS and len(show(value)) <= most
    if isinstance(value, tuple | list) and any(is_array(item) for item in value):
        return len(value) <= SHOWN_ITEMS and all(is_shown_whole(item, most) for item in value)
    return len(repr(_with_objects_named(value))) <= most


class _Named:
    """An object of the student's, as it stands in a list."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


def _with_objects_named(value: object) -> object:
    """Objects that stayed in the worker by the name of their class: what they are here is no matter of a student's."""
    if isinstance(value, list):
        return list(map(_with_objects_named, value))
    if isinstance(value, tuple):
        return tuple(map(_with_objects_named, value))
    if type(value) is dict:
        return {key: _with_objects_named(item) for key, item in value.items()}
    name = getattr(value, "type_name", None)
    return _Named(a_thing(value)) if isinstance(name, str) else value


def _brief(value: object) -> str:
    """Nested lists of numbers as one would write them by hand: no `2.` for a 2, six digits at most."""
    if isinstance(value, list):
        return f"[{', '.join(map(_brief, value))}]"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def a_thing(value: object) -> str:
    """`an int`, `None`, `a NumPy array of float64`: what kind of value this is."""
    if value is None:
        return "None"
    if is_array(value):
        kind = "NumPy array" if type(value).__module__ == "numpy" else "tensor"
        return f"a {kind} of {str(value.dtype).removeprefix('torch.')}"  # type: ignore[attr-defined]
    name = getattr(value, "type_name", None) or type_name(type(value))
    return f"{'an' if name[0].lower() in 'aeio' else 'a'} {name}"


def type_name(kind: type) -> str:
    return f"np.{kind.__name__}" if kind.__module__ == "numpy" else kind.__name__


def is_array(value: object) -> bool:
    """An exact numpy array or torch tensor; nothing else arrives from the worker with these types."""
    return f"{type(value).__module__}.{type(value).__name__}" in ("numpy.ndarray", "torch.Tensor")


def show_call(
    function: str,
    args: Sequence[object],
    kwargs: Mapping[str, object],
    most: int = SHOWN_ARGUMENT,
    cells: int = SHOWN_CELLS,
) -> str:
    """A call as one would type it; the limits are those of each argument."""
    arguments = [show(value, most, cells) for value in args]
    arguments += [f"{name}={show(value, most, cells)}" for name, value in kwargs.items()]
    return f"{function}({', '.join(arguments)})"
