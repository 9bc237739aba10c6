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
        """Imports, constants and helpers: what is no exercise, no docstring, and not for a file that is run alone."""
        pieces = [
            self._text(node)
            for node in self.tree.body
            if getattr(node, "name", "") not in exercises and not isinstance(node, ast.Expr) and not _runs_alone(node)
        ]
        return "\n".join(pieces)

    def _text(self, node: ast.stmt) -> str:
        first = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", ()))])
        return "\n".join(self.lines[first - 1 : node.end_lineno])


def _runs_alone(node: ast.stmt) -> bool:
    """Whether it is there for who runs the file: under `if __name__ == "__main__"`."""
    return isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)
