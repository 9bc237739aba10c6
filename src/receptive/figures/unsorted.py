"""Pictures of a grader that is not sorted by exercise yet: pictures.py."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from receptive.catalogue.grader_modules import own_modules


def unsorted_example(grader: Path, exercise: str) -> Callable[[], Any] | None:
    module = _pictures(grader)
    return functools.partial(module.of_exercise, exercise) if module else None


def unsorted_pictures(grader: Path) -> Callable[..., Any] | None:
    module = _pictures(grader)

    def of_case(case: Any, *_: Any, **__: Any) -> Any:
        with own_modules(grader):
            return list(module.of_case(case))

    return of_case if module else None


@functools.cache
def _pictures(grader: Path) -> Any:
    if not (grader / "pictures.py").exists():
        return None
    with own_modules(grader):
        return importlib.import_module("pictures")
