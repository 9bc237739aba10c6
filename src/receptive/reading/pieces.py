"""The pieces of a stub or a solution that become cells."""

from __future__ import annotations

import ast
from collections.abc import Collection


class Pieces:
    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.tree = ast.parse(text)

    def of(self, name: str) -> str:
        """The definition of one exercise."""
        node = next(node for node in self.tree.body if getattr(node, "name", "") == name)
        return self._text(node)

    def rest(self, exercises: Collection[str]) -> str:
        """Imports, constants and helpers: what is no exercise and no docstring."""
        pieces = [
            self._text(node)
            for node in self.tree.body
            if getattr(node, "name", "") not in exercises and not isinstance(node, ast.Expr)
        ]
        return "\n".join(pieces)

    def _text(self, node: ast.stmt) -> str:
        first = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", ()))])
        return "\n".join(self.lines[first - 1 : node.end_lineno])
