"""Which pictures a failing case gets: those that its topic chooses, or what came back beside what was expected."""

from __future__ import annotations

import contextlib
import functools
import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from receptive.catalogue.grader_modules import own_modules
from receptive.figures.draw import figure_of
from receptive.figures.pictures import Figure, Picture
from receptive.figures.side_by_side import beside
from receptive.model import Case

FILE = "pictures.py"


@dataclass(frozen=True)
class Pictures:
    """What `graders/<topic>/pictures.py` gives."""

    folder: Path
    of_case: Callable[[Case], Iterable[Picture]]
    of_exercise: Callable[[str], Iterable[Picture]]


def figures_of_case(grader: Path, case: Case) -> tuple[Figure, ...]:
    """The case in pictures; there is always one."""
    return tuple(map(figure_of, pictures_of_case(grader, case)))


def figures_of_exercise(grader: Path, exercise: str) -> tuple[Figure, ...]:
    """What an exercise is about, with numbers that everybody may see; none where the topic has no such picture."""
    chosen = _chosen(grader)
    if chosen is None:
        return ()
    with own_modules(chosen.folder):
        return tuple(map(figure_of, chosen.of_exercise(exercise)))


def pictures_of_case(grader: Path, case: Case) -> tuple[Picture, ...]:
    """The same before they are drawn."""
    chosen = _chosen(grader)
    if chosen is not None and not case.by_type and not case.changed:
        # What came back may be any plain value, and a picture of a table cannot show a word
        with own_modules(chosen.folder), contextlib.suppress(ArithmeticError, LookupError, TypeError, ValueError):
            return tuple(chosen.of_case(case)) or (beside(case),)
    return (beside(case),)


@functools.cache
def _chosen(grader: Path) -> Pictures | None:
    if not (grader / FILE).exists():
        return None
    with own_modules(grader):
        module = importlib.import_module(FILE.removesuffix(".py"))
    return Pictures(grader, module.of_case, module.of_exercise)
