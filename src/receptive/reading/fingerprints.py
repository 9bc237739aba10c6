"""What a program is, apart from its words: hashes of its normalized syntax tree that survive renaming and rewording.

Winnowing, as Schleimer, Wilkerson & Aiken 2003 (SIGMOD, "Winnowing: local algorithms for document fingerprinting"):
of the hashes in each window the smallest is kept, so anything shared that is GRAM + WINDOW - 1 tokens long is found.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from receptive.limits import MAX_TOKENS, Refused
from receptive.reading.python import parse

GRAM = 12  # tokens in one hash: shorter, and ordinary idioms meet
WINDOW = 8
COSMETIC = frozenset({"annotation", "returns", "type_comment", "ctx", "type_params"})


@dataclass(frozen=True)
class Prints:
    """What a program is, for a comparison. Two with the same `program` are the same but for words."""

    program: str
    hashes: frozenset[int]


def prints_of(source: str) -> Prints:
    """The fingerprints that are kept of a program.

    Raises:
        Refused: it is no Python, or too large.
    """
    tokens = tokens_of(source)
    return Prints(hashlib.sha256("\n".join(tokens).encode()).hexdigest(), winnow(grams_of(tokens)))


def tokens_of(source: str) -> tuple[str, ...]:
    """The tree in the order of the text. Names and constants of one's own are all alike; attributes, keywords and
    imports keep their names, since they are what a program does. Docstrings, comments and annotations are gone.

    Raises:
        Refused: it is no Python, or too large.
    """
    tokens: list[str] = []
    for token in _walk(parse(source)):
        tokens.append(token)
        if len(tokens) > MAX_TOKENS:
            raise Refused("it is too large to compare")
    return tuple(tokens)


def grams_of(tokens: Sequence[str]) -> list[int]:
    """A hash of every GRAM tokens, the same in every process."""
    texts = (" ".join(tokens[place : place + GRAM]) for place in range(len(tokens) - GRAM + 1))
    return [int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") for text in texts]


def winnow(grams: Sequence[int]) -> frozenset[int]:
    """The smallest hash of each window."""
    return frozenset(min(grams[place : place + WINDOW]) for place in range(max(1, len(grams) - WINDOW + 1)) if grams)


def bare_source(source: str) -> str:
    """The program without comments and without texts that stand alone, where names of people are.

    Raises:
        Refused: it is no Python.
    """
    tree = parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [one for one in body if not _is_text(one)] or [ast.Pass()]  # type: ignore[attr-defined]
    try:
        return ast.unparse(tree)
    except RecursionError:
        return "(too deep to be shown)"


def _walk(tree: ast.AST) -> Iterator[str]:
    """Without recursion: a student's tree may be deeper than Python's stack."""
    waiting: list[ast.AST | str] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
        elif not _is_text(node):
            yield _label(node)
            inner = _children(node)
            if inner:
                waiting.append(")")
                waiting += reversed(inner)


def _children(node: ast.AST) -> list[ast.AST]:
    found: list[ast.AST] = []
    for name, value in ast.iter_fields(node):
        if name not in COSMETIC:
            found += [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, ast.AST)]
    return found


def _is_text(node: ast.AST) -> bool:
    """A docstring, or another string that stands alone."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _label(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=value):
            return type(value).__name__
        case ast.Attribute(attr=name):
            return f".{name}"
        case ast.keyword(arg=name):
            return f"{name}="
        case ast.alias(name=name):
            return f"import {name}"
        case _:
            return type(node).__name__
