"""Which statements of a notebook its answers need, and no others: an experiment is not run to grade an answer.

Functions, classes and imports count wherever they stand. A variable may be given several values, one of them by an
experiment further down: the values count that stand in the cells down to the last one that needs the name, as whoever
runs the notebook from top to bottom has them there. If all stand below, all count.
"""

from __future__ import annotations

import builtins
from collections.abc import Collection, Iterator, Mapping, Sequence

from receptive.reading.statements import EVERYTHING, Statement, is_from_the_future

BUILTIN = frozenset(dir(builtins))


def find_needed(statements: Sequence[Statement], exercises: Collection[str] = ()) -> set[int]:
    """The places of the statements that answers need, the answers included.

    Args:
        exercises: the names that are asked for. Other definitions are answers too only if one of these is nowhere: it
            may be called otherwise. Empty: not known; then all definitions are answers.
    """
    names = Names(statements)
    wanted = {place for name in exercises for place in names.binding.get(name, ())}
    if not exercises or not all(name in names.binding for name in exercises):
        wanted |= {place for place, statement in enumerate(statements) if statement.defines}
    wanted |= {place for place, statement in enumerate(statements) if is_from_the_future(statement)}
    read = _follow(wanted, names)
    if any(name not in names.binding and name not in BUILTIN for name in read):
        wanted |= {place for place, statement in enumerate(statements) if EVERYTHING in statement.bound}
    return wanted


class Names:
    """For each name of the module, the statements that make it what it is."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.statements = statements
        self.binding = _places(statement.bound for statement in statements)
        self.changing = _places(statement.changed for statement in statements)
        self.telling = _places(statement.told for statement in statements)
        self._ahead: dict[str, list[int]] = {}  # values that no needed statement has been seen below so far

    def needed_by(self, name: str, cell: int) -> Iterator[int]:
        """The statements that a name needs which is read in that cell; those that were told for a cell above may
        be left out."""
        if name not in self._ahead:
            found = self.binding.get(name, [])
            lasting = [place for place in found if self._is_lasting(place)]
            values = [place for place in found if place not in set(lasting)]
            yield from lasting
            yield from self.changing.get(name, ())
            yield from () if lasting else self.telling.get(name, ())
            if not any(self.statements[place].cell <= cell for place in found):
                yield from values
                values = []
            self._ahead[name] = values[::-1]
        ahead = self._ahead[name]
        while ahead and self.statements[ahead[-1]].cell <= cell:
            yield ahead.pop()

    def _is_lasting(self, place: int) -> bool:
        return self.statements[place].defines or self.statements[place].imports


def _follow(wanted: set[int], names: Names) -> set[str]:
    """Add to what is wanted all that it needs; returns the names that it reads."""
    read: set[str] = set()
    open_ones = list(wanted)
    while open_ones:
        statement = names.statements[open_ones.pop()]
        for name in (*statement.at_once, *statement.later):
            read.add(name)
            new = [place for place in names.needed_by(name, statement.cell) if place not in wanted]
            wanted.update(new)
            open_ones += new
    return read


def _places(named: Iterator[tuple[str, ...]] | Collection[tuple[str, ...]]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, several in enumerate(named):
        for name in several:
            found.setdefault(name, []).append(place)
    return found
