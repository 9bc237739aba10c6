"""What an edit affects: a hash of each definition together with everything that it uses.

Nothing is run. What cannot be seen in the text (`eval`, `globals()`) makes every edit affect everything.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Sequence

from receptive.reading.python import NotPython, parse

UNSEEN = {"eval", "exec", "globals", "locals", "vars", "__import__", "sys", "inspect", "importlib"}
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Definitions:
    """What stands in a text, name by name."""

    def __init__(self, source: bytes) -> None:
        """Read it.

        Raises:
            NotPython: the text has a syntax error, or is beyond a limit.
        """
        statements = parse(source).body
        try:
            self._module = _Module(statements)
        except RecursionError:
            raise NotPython(0, "it is nested too deeply") from None
        self._lines = {one.name: one.lineno for one in statements if isinstance(one, Definition)}
        self._known: dict[frozenset[str], str] = {}

    def fingerprint(self, names: Iterable[str]) -> str:
        """Of the definitions of all these and of what they use; comments and blank lines do not count."""
        wanted = frozenset(names)
        if wanted not in self._known:
            self._known[wanted] = self._module.fingerprint(wanted)
        return self._known[wanted]

    def line(self, name: str) -> int:
        """Where the last definition of that name begins; 0: there is none."""
        return self._lines.get(name, 0)


class _Module:
    """The statements of a module and which of them need which."""

    def __init__(self, statements: Sequence[ast.stmt]) -> None:
        self.texts = [ast.dump(statement) for statement in statements]
        self.mentions = [_find_mentioned(statement) for statement in statements]
        self.binders: dict[str, set[int]] = {}
        self.common = {place for place, one in enumerate(statements) if _acts(one)}
        for place, statement in enumerate(statements):
            for name in _find_bound(statement):
                self.binders.setdefault(name, set()).add(place)
        # A variable may hold what one function leaves for another: whoever mentions it belongs together
        variables = {name for one in statements if not isinstance(one, Definition) for name in _find_assigned(one)}
        for place, mentioned in enumerate(self.mentions):
            for name in mentioned & variables:
                self.binders[name].add(place)
        if any(mentioned & UNSEEN for mentioned in self.mentions):
            self.common = set(range(len(statements)))

    def fingerprint(self, names: Iterable[str]) -> str:
        reached = self.common.union(*(self.binders.get(name, set()) for name in names))
        waiting = list(reached)
        followed: set[str] = set()
        while waiting:
            for used in (self.mentions[waiting.pop()] & self.binders.keys()) - followed:
                followed.add(used)
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


def _find_mentioned(statement: ast.stmt) -> set[str]:
    found = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    for node in ast.walk(statement):
        if isinstance(node, ast.Global | ast.Nonlocal):
            found |= set(node.names)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.name.partition(".")[0] for alias in node.names}
    return found


def _find_bound(statement: ast.stmt) -> set[str]:
    if isinstance(statement, Definition):
        return {statement.name}
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {(alias.asname or alias.name).partition(".")[0] for alias in statement.names}
    return _find_assigned(statement)


def _find_assigned(statement: ast.stmt) -> set[str]:
    """Names that get a value, or whose value is changed in place, outside of a definition."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    changed = {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)}  # `T["a"] = 1`
    stored = (node for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    return changed | {node.id for node in stored}
