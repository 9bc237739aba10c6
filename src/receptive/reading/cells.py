"""From the cells of a notebook to the module that is graded.

A student's notebook holds more than answers: plots, prints, magics, experiments that fail. What is graded are the
answers, and what they need: imports, helper functions and constants, in the order of the cells. Nothing is run to find
that out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from receptive.limits import MAX_FAULTS
from receptive.reading.ipython import RUN_HERE, cell_magic
from receptive.reading.needs import find_needed
from receptive.reading.python import NotPython
from receptive.reading.statements import Statement, is_from_the_future, statements_of
from receptive.sandbox.marked_lines import mark

CODE = "code"
DEFINITION = re.compile(r"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Cell:
    """A cell that is no test: its place among all cells, from 1, its text, and what a notebook calls its type."""

    number: int
    source: str
    kind: str = CODE


@dataclass(frozen=True)
class Extracted:
    """The module of a notebook, and what could not be taken from it, for the student to read."""

    source: str
    faults: tuple[str, ...]


def module_of(cells: Sequence[Cell], exercises: Collection[str] = ()) -> Extracted:
    """Collect the answers of all cells, and what they need.

    Args:
        exercises: the names that are asked for; empty: not known, and all definitions are answers.
    """
    statements, faults = _read([cell for cell in cells if cell.kind == CODE], exercises)
    written = {name for statement in statements for name in statement.bound}
    for cell in cells:
        mistyped = _answers_in_text(cell, set(exercises) - written) if cell.kind != CODE else []
        if mistyped:
            names = _names(mistyped, exercises)
            faults.append(f"cell {cell.number} is a {cell.kind} cell; {names} in it was taken: make it a code cell")
            statements += mistyped
    statements.sort(key=lambda statement: statement.cell)
    wanted = find_needed(statements, exercises)
    kept = [statement for place, statement in enumerate(statements) if place in wanted]
    if len(faults) > MAX_FAULTS:
        faults[MAX_FAULTS:] = [f"{len(faults) - MAX_FAULTS} more cells could not be read; they were left out"]
    return Extracted("\n\n".join(_marked(kept[place]) for place in _in_order(kept)) + "\n", tuple(faults))


def _marked(statement: Statement) -> str:
    return mark(statement.cell, statement.text) if statement.computes else statement.text


def _read(cells: Sequence[Cell], exercises: Collection[str]) -> tuple[list[Statement], list[str]]:
    """The statements of code cells, and what to say about those that could not be read."""
    statements: list[Statement] = []
    faults = []
    for cell in cells:
        magic = cell_magic(cell.source)
        try:
            statements += statements_of(cell.number, cell.source)
        except NotPython as broken:
            where = f", line {broken.line}" if broken.line else ""
            faults.append(f"cell {cell.number}{where}, is no Python: {broken.problem}; it was left out")
        answers = [name for name in DEFINITION.findall(cell.source) if name in exercises]
        if answers and magic and magic not in RUN_HERE:
            what = f"cell {cell.number} begins with %%{magic}, and {answers[0]} in it is not run by the notebook"
            faults.append(f"{what}; it was left out: take that line away")
    return statements, faults


def _answers_in_text(cell: Cell, lacking: set[str]) -> list[Statement]:
    """The statements of a cell that was made text by a slip: it is nothing but Python, and has a lacking answer."""
    if lacking.isdisjoint(DEFINITION.findall(cell.source)):
        return []
    try:
        return list(statements_of(cell.number, cell.source))
    except NotPython:
        return []


def _names(statements: Sequence[Statement], exercises: Collection[str]) -> str:
    return " and ".join(name for statement in statements for name in statement.bound if name in exercises)


def _in_order(statements: Sequence[Statement]) -> list[int]:
    """The order of the cells, but what a statement needs at once comes before it: cells may be run in any order."""
    done = [place for place, statement in enumerate(statements) if is_from_the_future(statement)]
    started = set(done)
    binding: dict[str, int] = {}
    for place, statement in enumerate(statements):
        for name in statement.bound:
            binding.setdefault(name, place)
    for first, statement in enumerate(statements):
        under_way = [] if first in started else [(first, iter(statement.at_once))]
        started.add(first)
        while under_way:  # not by recursion: thousands of statements may each need the next
            place, names = under_way[-1]
            need = next((binding[name] for name in names if binding.get(name, place) not in started), None)
            if need is None:
                done.append(place)
                under_way.pop()
            else:
                started.add(need)
                under_way.append((need, iter(statements[need].at_once)))
    return done
