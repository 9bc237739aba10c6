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

DEFINES = re.compile(r"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)


@dataclass(frozen=True)
class CodeCell:
    """A cell that is no test: its place among all cells, from 1, and its text.

    `kind`: `code`, or what a notebook calls it instead; then it is looked at for answers only to say so.
    """

    number: int
    source: str
    kind: str = "code"


@dataclass(frozen=True)
class Extracted:
    """The module of a notebook, and what could not be taken from it, for the student to read."""

    source: str
    faults: tuple[str, ...]


def module_of(cells: Sequence[CodeCell], exercises: Collection[str] = ()) -> Extracted:
    """Collect the answers of all cells, and what they need.

    Args:
        exercises: the names that are asked for. Other definitions are taken too only if one of these is nowhere: it
            may be called otherwise. Empty: not known; then all definitions are taken.
    """
    statements: list[Statement] = []
    faults = []
    for cell in cells:
        other = _other_language(cell, exercises)
        if other:
            faults.append(other)
        elif cell.kind == "code":
            try:
                statements += statements_of(cell.number, cell.source)
            except NotPython as broken:
                where = f", line {broken.line}," if broken.line else ""
                faults.append(f"cell {cell.number}{where} is no Python: {broken.problem}; it was left out")
    wanted = find_needed(statements, exercises)
    kept = [statement for place, statement in enumerate(statements) if place in wanted]
    if len(faults) > MAX_FAULTS:
        faults[MAX_FAULTS:] = [f"{len(faults) - MAX_FAULTS} more cells could not be read; they were left out"]
    return Extracted("\n\n".join(kept[place].text for place in _in_order(kept)) + "\n", tuple(faults))


def _other_language(cell: CodeCell, exercises: Collection[str]) -> str:
    """What to say about a cell with an answer in it that IPython would not run as Python; empty if there is none."""
    magic = cell_magic(cell.source) if cell.kind == "code" else ""
    if cell.kind == "code" and (not magic or magic in RUN_HERE):
        return ""
    found = [name for name in DEFINES.findall(cell.source) if name in exercises]
    if not found:
        return ""
    names = ", ".join(dict.fromkeys(found))
    if magic:
        return f"cell {cell.number} begins with %%{magic}, so {names} in it is not run; take that line out"
    return f"cell {cell.number} is a {cell.kind} cell, so {names} in it is not run; make it a code cell"


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
