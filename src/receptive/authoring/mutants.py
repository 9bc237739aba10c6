"""Small mistakes made by a machine: each mutant of the reference solution must lose a criterion.

The operators are the usual ones of mutation testing: comparison, arithmetic, logic, constants, order of arguments,
order of an index, deleted statements.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
}
COMPARISON: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


SYMMETRIC = ("max", "min", "maximum", "minimum", "gcd", "lcm", "isclose", "array_equal")


@dataclass(frozen=True)
class Mutant:
    """One changed solution. `before` and `after` are the changed piece of source, `function` where it stands."""

    function: str
    line: int
    text: str  # of that line
    before: str
    after: str
    source: str

    @property
    def name(self) -> str:
        return f"line {self.line}, {self.function}: {self.before} -> {self.after}"


def mutants(source: str) -> Iterator[Mutant]:
    """All mutants of a module, in the order of its lines; docstrings, annotations and texts of errors stay."""
    tree, lines = ast.parse(source), source.splitlines()
    for top in tree.body:
        if isinstance(top, ast.FunctionDef | ast.ClassDef):
            for place in _places(top):
                for changed in _changes(place):
                    yield _mutant(tree, lines, top.name, place, changed)


def _places(top: ast.AST) -> Iterator[ast.AST]:
    """Nodes that may be changed."""
    for child in ast.iter_child_nodes(top):
        if (
            isinstance(child, ast.keyword) and child.arg == "strict"
        ):  # zip's own check, which never strikes in right code
            continue
        if isinstance(child, ast.Raise | ast.arg | ast.Import | ast.ImportFrom | ast.JoinedStr):
            continue
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.AnnAssign):
            if child.value is not None:
                yield child
                yield from _places_of_value(child.value)
            continue
        if isinstance(top, ast.FunctionDef) and child is top.returns:
            continue
        yield child
        yield from _places(child)


def _places_of_value(value: ast.expr) -> Iterator[ast.AST]:
    yield value
    yield from _places(value)


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """What a node may become."""
    changed: ast.AST
    match node:
        case ast.BinOp(op=op) if type(op) in ARITHMETIC:
            changed = copy.deepcopy(node)
            changed.op = ARITHMETIC[type(op)]()
            yield changed
        case ast.Compare(ops=[op]) if type(op) in COMPARISON:
            changed = copy.deepcopy(node)
            changed.ops = [COMPARISON[type(op)]()]
            yield changed
        case ast.BoolOp(op=op):
            changed = copy.deepcopy(node)
            changed.op = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield changed
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield copy.deepcopy(operand)
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.Call(func=function, args=[first, second, *rest]) if _order_matters(function, first):
            changed = copy.deepcopy(node)
            changed.args = [copy.deepcopy(second), copy.deepcopy(first), *copy.deepcopy(rest)]
            if ast.dump(first) != ast.dump(second):
                yield changed
        case ast.Subscript(slice=ast.Tuple(elts=[first, second, *rest])) if ast.dump(first) != ast.dump(second):
            changed = copy.deepcopy(node)
            changed.slice = ast.Tuple([copy.deepcopy(e) for e in (second, first, *rest)], ast.Load())
            yield changed
        case ast.Assign() | ast.AugAssign():
            yield ast.Pass()
        case ast.Expr(value=ast.Call()):
            yield ast.Pass()


def _order_matters(function: ast.expr, first: ast.expr) -> bool:
    return not isinstance(first, ast.Starred) and ast.unparse(function).rpartition(".")[2] not in SYMMETRIC


def _mutant(tree: ast.Module, lines: list[str], function: str, place: ast.AST, changed: ast.AST) -> Mutant:
    place._is_the_place = True  # type: ignore[attr-defined]  # a mark that deepcopy carries over to the copy
    try:
        mutated = _Replaced(changed).visit(copy.deepcopy(tree))
    finally:
        del place._is_the_place  # type: ignore[attr-defined]
    ast.fix_missing_locations(mutated)
    before, after = _short(ast.unparse(place)), _short(ast.unparse(changed))
    line = getattr(place, "lineno", 0)
    return Mutant(function, line, lines[line - 1].strip() if line else "", before, after, ast.unparse(mutated))


class _Replaced(ast.NodeTransformer):
    def __init__(self, changed: ast.AST) -> None:
        self.changed = changed

    def visit(self, node: ast.AST) -> ast.AST:
        if getattr(node, "_is_the_place", False):
            return self.changed
        result: ast.AST = self.generic_visit(node)
        return result


def _short(text: str) -> str:
    return text if len(text) <= 70 else text[:68] + " …"
