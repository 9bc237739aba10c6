"""Which pictures a failing case gets: those that its exercise chooses, or what came back beside what was expected."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

from receptive.catalogue.grader_package import grader_module
from receptive.figures.draw import figure_of
from receptive.figures.pictures import Figure, Picture
from receptive.figures.side_by_side import beside
from receptive.model import Case, Drawn

WRONG_KINDS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def figures_of_case(grader: Path, case: Case) -> tuple[Figure, ...]:
    """The case in pictures; there is always one."""
    if case.drawn:
        return tuple(Figure(each.title, each.svg, each.text) for each in case.drawn)
    return tuple(map(figure_of, pictures_of_case(grader, case)))


def with_pictures(grader: Path, case: Case) -> Case:
    """The case with its pictures drawn, for a place where the program is not that draws them."""
    drawn = tuple(Drawn(each.title, each.svg, each.text) for each in figures_of_case(grader, case))
    return replace(case, drawn=drawn)


def figures_of_exercise(grader: Path, exercise: str) -> tuple[Figure, ...]:
    """What an exercise is about, with numbers that everybody may see; none where it has no such picture."""
    example = getattr(grader_module(grader, exercise), "example", None)
    return tuple(map(figure_of, example())) if example else ()


def pictures_of_case(grader: Path, case: Case) -> tuple[Picture, ...]:
    """The case before it is drawn."""
    chosen = getattr(grader_module(grader, case.exercise), "pictures", None)
    if chosen and not case.by_type and not case.changed:
        # What came back may be any plain value, and a picture of a table cannot show a word
        with contextlib.suppress(*WRONG_KINDS):
            return tuple(chosen(case, *case.arguments, **dict(case.options))) or (beside(case),)
    return (beside(case),)
