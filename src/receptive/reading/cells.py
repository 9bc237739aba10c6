"""From the cells of a notebook to the module that is graded.

A student's notebook holds more than answers: plots, prints, magics, experiments that fail. What is graded are the
definitions, and what they need: imports, helper functions and constants, in the order of the cells, the last one of a
name counting. Nothing is run to find that out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from receptive.limits import MAX_FAULTS
from receptive.reading.python import NotPython, lines_of, parse

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
MAGIC = ("%", "!", "?")


@dataclass(frozen=True)
class CodeCell:
    """A code cell that is no test: its place among all cells, from 1, and its text."""

    number: int
    source: str


@dataclass(frozen=True)
class Extracted:
    """The module of a notebook, and what could not be taken from it, for the student to read."""

    source: str
    faults: tuple[str, ...]


@dataclass(frozen=True)
class _Statement:
    """A statement of the module: its own text and no other's, though several may share a line, and its names."""

    text: str
    defines: bool  # a function or a class
    bound: tuple[str, ...]  # names that it gives a value to
    at_once: tuple[str, ...]  # names that it needs when it is run
    later: tuple[str, ...]  # names in a function's body


def module_of(cells: Sequence[CodeCell]) -> Extracted:
    """Collect the definitions of all cells."""
    statements: list[_Statement] = []
    faults = []
    for cell in cells:
        text = without_magics(cell.source)
        try:
            statements += _statements(parse(text), text)
        except NotPython as broken:
            where = f", line {broken.line}" if broken.line else ""
            faults.append(f"cell {cell.number}{where}, is no Python: {broken.problem}; it was left out")
    wanted = _find_needed(statements)
    kept = [statement for place, statement in enumerate(statements) if place in wanted]
    if len(faults) > MAX_FAULTS:
        faults[MAX_FAULTS:] = [f"{len(faults) - MAX_FAULTS} more cells are no Python; they were left out"]
    return Extracted("\n\n".join(kept[place].text for place in _in_order(kept)) + "\n", tuple(faults))


def without_magics(source: str) -> str:
    """The text with lines of IPython's own made comments; a cell magic makes the whole cell one."""
    lines = lines_of(source.removeprefix("\ufeff"))
    first = next((line for line in lines if line.strip()), "")
    if first.lstrip().startswith("%%"):
        return ""
    return "\n".join("pass  # " + line if _is_magic(line) else line for line in lines)


def _is_magic(line: str) -> bool:
    text = line.strip()
    return text.startswith(MAGIC) or (text.endswith("?") and text.rstrip("?").isidentifier())


def _find_needed(statements: Sequence[_Statement]) -> set[int]:
    """Functions and classes, and every other statement that binds a name which one of those uses."""
    binding: dict[str, list[int]] = {}
    for place, statement in enumerate(statements):
        for name in statement.bound:
            binding.setdefault(name, []).append(place)
    wanted = {place for place, statement in enumerate(statements) if statement.defines}
    open_ones = list(wanted)
    while open_ones:
        statement = statements[open_ones.pop()]
        for name in (*statement.at_once, *statement.later):
            new = [place for place in binding.pop(name, ()) if place not in wanted]  # each name is followed once
            wanted.update(new)
            open_ones += new
    return wanted


def _in_order(statements: Sequence[_Statement]) -> list[int]:
    """The order of the cells, but what a statement needs at once comes before it: cells may be run in any order."""
    binding: dict[str, int] = {}
    for place, statement in enumerate(statements):
        for name in statement.bound:
            binding.setdefault(name, place)
    done: list[int] = []
    started: set[int] = set()
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


def _statements(tree: ast.Module, text: str) -> Iterator[_Statement]:
    lines = [line.encode() for line in lines_of(text)]  # the tree counts columns in bytes of UTF-8
    for node in tree.body:
        body = node.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else []
        inside = set(map(id, body))
        outer = [each for child in ast.iter_child_nodes(node) if id(child) not in inside for each in ast.walk(child)]
        inner = [each for child in body for each in ast.walk(child)]
        bound = (node.name,) if isinstance(node, Definition) else tuple(_find_bound([node, *outer]))
        used = tuple(_find_used(outer)), tuple(_find_used(inner))
        yield _Statement(_text(node, lines), isinstance(node, Definition), bound, *used)


def _text(node: ast.stmt, lines: Sequence[bytes]) -> str:
    decorators = getattr(node, "decorator_list", ())
    first, start = (decorators[0].lineno, 0) if decorators else (node.lineno, node.col_offset)
    last = node.end_lineno or first
    pieces = [*lines[first - 1 : last - 1], lines[last - 1][: node.end_col_offset]]
    return b"\n".join([pieces[0][start:], *pieces[1:]]).decode()


def _find_bound(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """Names that get a value, or whose value is changed in place."""
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((alias.asname or alias.name).partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
            base: ast.expr = node
            while isinstance(base, ast.Attribute | ast.Subscript):
                base = base.value
            if isinstance(base, ast.Name):
                yield base.id


def _find_used(nodes: Iterable[ast.AST]) -> Iterator[str]:
    return (node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
