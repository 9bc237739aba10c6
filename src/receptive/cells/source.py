"""From the cells of a notebook to the module that is graded.

A student's notebook holds more than answers: plots, prints, magics, experiments that fail. What is graded are the
definitions, and what they need: imports, helper functions and constants, in the order of the cells, the last one of a
name counting. Nothing is run to find that out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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


def module_of(cells: Sequence[CodeCell]) -> Extracted:
    """Collect the definitions of all cells."""
    statements: list[tuple[CodeCell, ast.stmt]] = []
    faults = []
    for cell in cells:
        text = without_magics(cell.source)
        try:
            statements += [(cell, statement) for statement in ast.parse(text).body]
        except (SyntaxError, ValueError, RecursionError, MemoryError) as broken:
            line = getattr(broken, "lineno", None)
            where = f", line {line}" if line else ""
            faults.append(f"cell {cell.number}{where}, is no Python: {getattr(broken, 'msg', broken)}; it was left out")
    wanted = _needed([statement for _, statement in statements])
    kept = [(cell, statement) for place, (cell, statement) in enumerate(statements) if place in wanted]
    try:
        order = _in_order([statement for _, statement in kept])
    except RecursionError:  # thousands of statements, each needing the next: then the cells' own order has to do
        order = list(range(len(kept)))
    return Extracted("\n\n".join(_text(*kept[place]) for place in order) + "\n", tuple(faults))


def without_magics(source: str) -> str:
    """The text with lines of IPython's own made comments; a cell magic makes the whole cell one."""
    lines = source.splitlines()
    first = next((line for line in lines if line.strip()), "")
    if first.lstrip().startswith("%%"):
        return ""
    return "\n".join("pass  # " + line if _is_magic(line) else line for line in lines)


def _is_magic(line: str) -> bool:
    text = line.strip()
    return text.startswith(MAGIC) or (text.endswith("?") and text.rstrip("?").isidentifier())


def _needed(statements: Sequence[ast.stmt]) -> set[int]:
    """Functions and classes, and every other statement that binds a name which one of those uses."""
    binding: dict[str, list[int]] = {}
    for place, statement in enumerate(statements):
        for name in _bound(statement):
            binding.setdefault(name, []).append(place)
    wanted = {place for place, statement in enumerate(statements) if _is_definition(statement)}
    open_ones = list(wanted)
    while open_ones:
        for name in _used(statements[open_ones.pop()]):
            new = set(binding.get(name, ())) - wanted
            wanted |= new
            open_ones += new
    return wanted


def _in_order(statements: Sequence[ast.stmt]) -> list[int]:
    """The order of the cells, but what a statement needs at once comes before it: cells may be run in any order."""
    binding: dict[str, int] = {}
    for place, statement in enumerate(statements):
        for name in _bound(statement):
            binding.setdefault(name, place)
    done: dict[int, None] = {}
    started: set[int] = set()

    def place_after_needs(place: int) -> None:
        if place in started:
            return
        started.add(place)
        for name in _used_at_once(statements[place]):
            if name in binding:
                place_after_needs(binding[name])
        done[place] = None

    for place in range(len(statements)):
        place_after_needs(place)
    return list(done)


def _used_at_once(statement: ast.stmt) -> list[str]:
    """Names that a statement needs when it is run: those in a function's body are needed later."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        later = {id(node) for child in statement.body for node in ast.walk(child)}
    else:
        later = set()
    return [
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in later
    ]


def _is_definition(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)


def _bound(statement: ast.stmt) -> Iterator[str]:
    """Names that a statement of the module gives a value to."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
        return
    for node in ast.walk(statement):
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


def _used(statement: ast.stmt) -> set[str]:
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def _text(cell: CodeCell, statement: ast.stmt) -> str:
    lines = without_magics(cell.source).splitlines()
    first = min([statement.lineno, *(node.lineno for node in getattr(statement, "decorator_list", ()))])
    return "\n".join(lines[first - 1 : statement.end_lineno])
