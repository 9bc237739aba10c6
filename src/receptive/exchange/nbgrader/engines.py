"""Engines of SQLAlchemy's that know their queries, for gradebooks that nbgrader opens again and again."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any


class Engines:
    """Gives what `create_engine` gives, and one that was used before where there is one.

    nbgrader opens its gradebook nine times for a student, each time with a new engine: making all queries anew was
    almost half of what it took. An engine serves one gradebook at a time, since closing that closes all connections of
    its engine and no others.
    """

    def __init__(self, create: Callable[..., Any]) -> None:
        self.create = create
        self.idle: dict[tuple[object, ...], list[Any]] = {}

    def __call__(self, url: object, **options: object) -> Any:
        """An engine that nobody uses, for the gradebook that this address means in the present folder."""
        place = url, Path.cwd(), *sorted(options.items())
        idle = self.idle.setdefault(place, [])
        with contextlib.suppress(IndexError):  # there is none
            return idle.pop()
        return self._made(idle, url, options)

    def _made(self, idle: list[Any], url: object, options: dict[str, object]) -> Any:
        engine = self.create(url, **options)

        def come_back(closed: Any) -> None:
            if closed not in idle:  # a gradebook may be closed twice
                idle.append(closed)

        sqlalchemy: Any = importlib.import_module("sqlalchemy")
        sqlalchemy.event.listen(engine, "engine_disposed", come_back)
        return engine


def keep_engines() -> None:
    """Have nbgrader use them."""
    api: Any = importlib.import_module("nbgrader.api")  # whose command has loaded it by now
    if not isinstance(api.create_engine, Engines):
        api.create_engine = Engines(api.create_engine)
