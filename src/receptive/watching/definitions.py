"""What an edit affects: a hash of each definition together with everything that it uses.

Nothing is run. What cannot be seen in the text (`eval`, `globals()`) makes every edit affect everything.
"""

from __future__ import annotations

import ast
import hashlib
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

UNSEEN = {"eval", "exec", "globals", "locals", "vars", "__import__", "sys", "inspect", "importlib"}
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class NotPython(Exception):
    """The text cannot be read. `line` counts from 1; 0: unknown."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(line, problem)
        self.line, self.problem = line, problem


@dataclass(frozen=True)
class Defined:
    """One name of a module. `line`: where its last definition begins, 0 if there is none."""

    fingerprint: str  # of its definition and of what that uses; comments and blank lines do not count
    line: int


def read_definitions(source: bytes, names: Iterable[str]) -> dict[str, Defined]:
    """What the text has to say about each of the names.

    Raises:
        NotPython: the text has a syntax error.
    """
    statements = _parsed(source)
    module = _Module(statements)
    lines = {statement.name: statement.lineno for statement in statements if isinstance(statement, Definition)}
    return {name: Defined(module.fingerprint(name), lines.get(name, 0)) for name in names}


def _parsed(source: bytes) -> Sequence[ast.stmt]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of an unknown escape, say: it is not the screen's to tell
            return ast.parse(source).body
    except SyntaxError as broken:
        raise NotPython(broken.lineno or 0, str(broken.msg)) from None
    except (ValueError, RecursionError, MemoryError) as broken:
        raise NotPython(0, str(broken) or "too deeply nested") from None


class _Module:
    """The statements of a module and which of them need which."""

    def __init__(self, statements: Sequence[ast.stmt]) -> None:
        self.texts = [ast.dump(statement) for statement in statements]
        self.mentions = [_mentioned(statement) for statement in statements]
        self.binders: dict[str, set[int]] = {}
        self.common = {place for place, one in enumerate(statements) if _acts(one)}
        for place, statement in enumerate(statements):
            for name in _bound(statement):
                self.binders.setdefault(name, set()).add(place)
        # A variable may hold what one function leaves for another: whoever mentions it belongs together
        variables = {name for one in statements if not isinstance(one, Definition) for name in _assigned(one)}
        for place, mentioned in enumerate(self.mentions):
            for name in mentioned & variables:
                self.binders[name].add(place)
        if any(mentioned & UNSEEN for mentioned in self.mentions):
            self.common = set(range(len(statements)))

    def fingerprint(self, name: str) -> str:
        reached = set(self.common) | self.binders.get(name, set())
        waiting = list(reached)
        while waiting:
            for used in self.mentions[waiting.pop()] & self.binders.keys():
                new = self.binders[used] - reached
                reached |= new
                waiting += new
        return hashlib.sha256("\n".join(self.texts[place] for place in sorted(reached)).encode()).hexdigest()


def _acts(statement: ast.stmt) -> bool:
    """Whether a statement does more than give names to things when the module is loaded."""
    if isinstance(statement, ast.Expr):
        return not isinstance(statement.value, ast.Constant)  # a docstring does nothing
    if isinstance(statement, ast.ImportFrom):
        return any(alias.name == "*" for alias in statement.names)
    return not isinstance(statement, Definition | ast.Import | ast.Assign | ast.AnnAssign)


def _mentioned(statement: ast.stmt) -> set[str]:
    found = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    for node in ast.walk(statement):
        if isinstance(node, ast.Global | ast.Nonlocal):
            found |= set(node.names)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.name.partition(".")[0] for alias in node.names}
    return found


def _bound(statement: ast.stmt) -> set[str]:
    if isinstance(statement, Definition):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).partition(".")[0] for alias in statement.names}
    return _assigned(statement)


def _assigned(statement: ast.stmt) -> set[str]:
    """Names that get a value, or whose value is changed in place, outside of a definition."""
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and not isinstance(statement, ast.Import | ast.ImportFrom)
        if isinstance(node.ctx, ast.Store) or _is_changed(statement, node)
    }


def _is_changed(statement: ast.stmt, name: ast.Name) -> bool:
    """`TABLE["a"] = 1` changes TABLE."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return any(name in ast.walk(target) for target in targets)
