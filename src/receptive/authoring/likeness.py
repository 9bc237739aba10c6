"""Finds code again under other names: fingerprints of syntax trees in which no name of one's own is told.

What is compared are pieces: expressions, statements, and runs of statements. A small piece says nothing, since
everybody writes it. With the bound below, of 170,000 lines of numpy and rich one table of small numbers is taken for
code of this lesson, and nothing else.
"""

from __future__ import annotations

import ast
import builtins
import functools
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import dedent

LEAST = 16  # nodes of a piece that tells
RUN = 3  # statements that follow one another, at most
BUILTIN = frozenset(dir(builtins))
OWN = ("self", "cls")
BLOCKS = ("body", "orelse", "finalbody")
UNTOLD = ("ctx", "annotation", "returns", "type_comment", "type_params")
UNCOUNTED = (ast.operator, ast.unaryop, ast.cmpop, ast.boolop, ast.arguments)
FENCED = re.compile(r"^[ \t]*(```|~~~)[^\n]*\n(?P<text>.*?)^[ \t]*\1", re.MULTILINE | re.DOTALL)
DEFINITION = re.compile(r"(?P<indent>[ \t]*)(?:@|def\b|class\b|async\s+def\b)")


@dataclass(frozen=True)
class Piece:
    """A part of a program. `size` counts the nodes of its tree; two fingerprints are compared within one process."""

    fingerprint: int
    size: int
    line: int


def pieces(source: str, least: int = LEAST) -> Iterator[Piece]:
    """Every piece of a program that is large enough to tell; none if the text is no Python.

    Of a text in which programs stand between other things, fenced blocks and definitions are looked at, one by one.
    """
    for before, tree in _programs(source) if len(source) > least else ():
        parts = _list_parts(tree)
        known = _bottom_up(parts)
        for nodes in _candidates(parts):
            size = known[nodes[0]][1] if len(nodes) == 1 else sum(known[node][1] for node in nodes)
            if size >= least:
                prints = hash(tuple(known[node][0] for node in nodes))
                yield Piece(prints, size, before + int(getattr(nodes[0], "lineno", 1)))


def _parse(text: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is no program
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _programs(source: str) -> Iterator[tuple[int, ast.Module]]:
    """The number of lines before each program, and its tree, read without the indent that all of it has."""
    whole = _parse(source)
    if whole:
        yield 0, whole
        return
    for before, text in _texts_of_programs(source):
        tree = _parse(dedent(text))
        if tree:
            yield before, tree


def _texts_of_programs(source: str) -> Iterator[tuple[int, str]]:
    for block in FENCED.finditer(source):
        yield source.count("\n", 0, block.start("text")), block["text"]
    lines = source.splitlines()
    place = 0
    while place < len(lines):
        found = DEFINITION.match(lines[place])
        end = place + 1
        if found:
            end = _end_of_block(lines, place, len(found["indent"]))
            yield place, "\n".join(lines[place:end])
        place = end


def _end_of_block(lines: Sequence[str], first: int, indent: int) -> int:
    """The line behind what is indented more than the first one, and what goes on at its own indent."""
    end = first + 1
    while end < len(lines):
        rest = lines[end].lstrip()
        deeper = len(lines[end]) - len(rest) > indent
        if rest and not deeper and not rest.startswith((")", "]", "}", "def ", "class ", "async ", "@")):
            break
        end += 1
    return end


def _list_parts(tree: ast.Module) -> dict[ast.AST, list[ast.AST]]:
    """Every node of a tree, parents first, with those below it that say what the program does."""
    found: dict[ast.AST, list[ast.AST]] = {}
    nodes: list[ast.AST] = [tree]
    for node in nodes:  # which grows
        found.pop(node, None)  # Python has one object for all `+`: it comes after the last that it is a part of
        told = found[node] = []
        for name in _holding(node._fields):
            value = getattr(node, name, None)
            if type(value) is list:
                below = [part for part in value if isinstance(part, ast.AST)]
            elif isinstance(value, ast.AST):
                below = [value]
            else:
                continue
            nodes += below
            if name not in UNTOLD:
                told += [part for part in below if not _is_text(part)]
    return found


@functools.cache
def _holding(fields: tuple[str, ...]) -> tuple[str, ...]:
    """Those that may hold nodes which say something."""
    return tuple(name for name in fields if name not in ("ctx", "id", "attr", "arg"))


def _bottom_up(parts: dict[ast.AST, list[ast.AST]]) -> dict[ast.AST, tuple[int, int]]:
    """The fingerprint and the size of each node, made of those below it."""
    found: dict[ast.AST, tuple[int, int]] = {}
    for node, below in reversed(parts.items()):
        prints, size = [], 0 if isinstance(node, UNCOUNTED) else 1
        for part in below:
            fingerprint, nodes = found[part]
            prints.append(fingerprint)
            size += nodes
        found[node] = hash((type(node).__name__, _words(node), tuple(prints))), size
    return found


def _candidates(nodes: Iterable[ast.AST]) -> Iterator[Sequence[ast.AST]]:
    """Every expression, every statement, and those that stand together; imports say nothing."""
    for node in nodes:
        if isinstance(node, ast.expr):  # which has no block
            yield (node,)
            continue
        for block in (getattr(node, name, None) for name in BLOCKS):
            if isinstance(block, list):
                told = [
                    part for part in block if not _is_text(part) and not isinstance(part, ast.Import | ast.ImportFrom)
                ]
                for length in range(1, RUN + 1):
                    yield from (told[at : at + length] for at in range(len(told) - length + 1))


def _is_text(statement: ast.AST) -> bool:
    """Whether it is a docstring, which is no part of what a program does."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _words(node: ast.AST) -> tuple[str, ...]:
    """What a node says beside its parts: a number, a text, a name that Python or somebody's library gave."""
    if isinstance(node, ast.Constant):
        return (repr(node.value),)
    if isinstance(node, ast.Name) and node.id in BUILTIN:
        return (node.id,)
    if isinstance(node, ast.Attribute) and not (isinstance(node.value, ast.Name) and node.value.id in OWN):
        return (node.attr,)
    return ()
