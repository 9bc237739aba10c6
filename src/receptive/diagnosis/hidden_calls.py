"""What hidden criteria have asked in this run, so that no case which is shown is one of theirs."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any

from receptive.diagnosis.plain_data import NotPlain, plain
from receptive.student.proxy import Call


class HiddenCalls:
    """The calls of one exercise, whichever way their arguments were written."""

    def __init__(self, function: Callable[..., Any], calls: Iterable[Call]) -> None:
        """`function` is any program of the exercise: its signature says which argument is which."""
        self._signature = inspect.signature(function)
        self._known = {self._key(call.args, call.kwargs) for call in calls} - {None}

    def has(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
        return bool(self._known) and self._key(args, kwargs) in self._known

    def _key(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str | None:
        """Equal for equal values; None for what is no plain data, which no case can be either."""
        try:
            bound = self._signature.bind(*args, **kwargs)
            bound.apply_defaults()
            return repr(_same_kinds(plain(tuple(bound.arguments.values()))))
        except (NotPlain, TypeError):
            return None


def _same_kinds(value: Any) -> Any:
    """Lists as tuples and whole numbers as ints, since a function takes either."""
    if isinstance(value, list | tuple):
        return tuple(map(_same_kinds, value))
    if isinstance(value, dict):
        return tuple(sorted((repr(key), _same_kinds(item)) for key, item in value.items()))
    return int(value) if isinstance(value, float) and value.is_integer() else value
