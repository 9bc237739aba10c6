"""The statements of a cell, and the names that each gives to the module and needs from it, as Python resolves scopes.

A parameter, a local name and the variable of a comprehension are none of the module's, whatever else is called alike.
"""

from __future__ import annotations

import ast
import contextlib
import re
import symtable
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from receptive.reading.ipython import as_python
from receptive.reading.python import NotPython, lines_of, parse

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
# What stands in them is not run where they stand; of a class it is looked at for itself
INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
COMPUTES = (ast.Call, ast.Await, ast.For, ast.While, ast.With, ast.AsyncFor, ast.AsyncWith)
EVERYTHING = "*"  # what `from … import *` binds
# Scopes that are run where they stand. Annotations and type parameters are scopes of their own from Python 3.12 on
AT_ONCE = frozenset(("listcomp", "setcomp", "dictcomp", "genexpr"))


@dataclass(frozen=True)
class Statement:
    """A statement of the module: its own text and no other's, though several may share a line, and its names."""

    cell: int  # from 1, among all cells
    text: str
    defines: bool  # a function or a class
    imports: bool
    bound: tuple[str, ...]  # names that it gives a value to
    changed: tuple[str, ...]  # names of which it changes a part: `table[3] = 9`
    told: tuple[str, ...]  # names whose method it calls for what that does: `table.append(9)`
    at_once: tuple[str, ...]  # names that it needs when it is run
    later: tuple[str, ...]  # names that its functions need when they are called
    computes: bool = False  # it calls something or loops, which may fail or last


def statements_of(cell: int, source: str) -> Iterator[Statement]:
    """The statements of a cell, magics as calls that nothing answers.

    Raises:
        NotPython: it cannot be read.
    """
    return _statements(cell, as_python(source))


def _statements(cell: int, text: str) -> Iterator[Statement]:
    lines = [line.encode() for line in lines_of(text)]  # the tree counts columns in bytes of UTF-8
    for node in parse(text).body:
        timed = _timed(node)
        yield from _statements(cell, timed) if timed else (_statement(cell, node, _text(node, lines)),)


def is_from_the_future(statement: Statement) -> bool:
    """Whether it changes how the rest is read; in a notebook it holds for all cells below it."""
    return statement.imports and re.match(r"from\s+__future__\b", statement.text) is not None


def _statement(cell: int, node: ast.stmt, text: str) -> Statement:
    try:
        table = symtable.symtable(text, "cell", "exec")
    except (SyntaxError, RecursionError, MemoryError, ValueError):  # Python would not compile it
        return Statement(cell, text, False, False, (), (), (), (), ())
    bound = [name.get_name() for name in table.get_symbols() if name.is_assigned() or name.is_imported()]
    if isinstance(node, ast.ImportFrom) and node.names[0].name == EVERYTHING:
        bound.append(EVERYTHING)
    at_once = [name.get_name() for name in table.get_symbols() if name.is_referenced()]
    later: list[str] = []
    for child in table.get_children():
        _add_needs(child, at_once, later)
    run_here = list(_run_here(node))
    return Statement(
        cell,
        text,
        defines=isinstance(node, Definition),
        imports=isinstance(node, ast.Import | ast.ImportFrom),
        bound=tuple(bound),
        changed=tuple(dict.fromkeys(_find_changed(run_here))),
        told=tuple(dict.fromkeys(_find_told(run_here))),
        at_once=tuple(dict.fromkeys(at_once)),
        later=tuple(dict.fromkeys(later)),
        computes=not isinstance(node, Definition) and any(isinstance(one, COMPUTES) for one in run_here),
    )


def _add_needs(table: symtable.SymbolTable, at_once: list[str], later: list[str]) -> None:
    """The names of the module that a scope inside it reads: those of a class's body at once, of a function's later."""
    runs_at_once = table.get_type() != "function" or table.get_name() in AT_ONCE
    names = [name.get_name() for name in table.get_symbols() if name.is_global() and name.is_referenced()]
    (at_once if runs_at_once else later).extend(names)
    for child in table.get_children():
        _add_needs(child, at_once if runs_at_once else later, later)


def _find_changed(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for inner in nodes:
        if isinstance(inner, ast.Attribute | ast.Subscript) and not isinstance(inner.ctx, ast.Load):
            yield from _base(inner)


def _find_told(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for inner in nodes:
        match inner:
            case ast.Expr(value=ast.Call(func=ast.Attribute() as method)):
                yield from _base(method)


def _run_here(node: ast.AST) -> Iterator[ast.AST]:
    """A statement and what is in it, without the bodies of functions and classes."""
    open_ones = [node]
    while open_ones:
        inner = open_ones.pop()
        yield inner
        if not isinstance(inner, INNER):
            open_ones += ast.iter_child_nodes(inner)


def _base(node: ast.Attribute | ast.Subscript) -> Iterator[str]:
    base: ast.expr = node
    while isinstance(base, ast.Attribute | ast.Subscript):
        base = base.value
    if isinstance(base, ast.Name):
        yield base.id


def _text(node: ast.stmt, lines: Sequence[bytes]) -> str:
    decorators = getattr(node, "decorator_list", ())
    first, start = (decorators[0].lineno, 0) if decorators else (node.lineno, node.col_offset)
    last = node.end_lineno or first
    pieces = [*lines[first - 1 : last - 1], lines[last - 1][: node.end_col_offset]]
    return b"\n".join([pieces[0][start:], *pieces[1:]]).decode()


def _timed(node: ast.stmt) -> str:
    """What `%time` runs in the notebook itself: `x = 3` of `%time x = 3`, `x = f()` of `x = %time f()`."""
    match node:
        case ast.Expr(value=value):
            return _time_magic(value)
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            text = _time_magic(value)
            return f"{name} = {text}" if text else ""
    return ""


def _time_magic(value: ast.expr) -> str:
    """The Python in a call of IPython's `time`; empty if it is none."""
    match value:
        case ast.Call(
            func=ast.Attribute(value=ast.Call(func=ast.Name(id="get_ipython")), attr="run_line_magic"),
            args=[ast.Constant(value="time"), ast.Constant(value=str() as text)],
        ):
            with contextlib.suppress(NotPython):
                parse(text)
                return text
    return ""
