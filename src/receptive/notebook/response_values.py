"""What a response cell gives to `answer`, read off its text: values, arithmetic with numbers, and names of these.

Nothing is run. What a student's kernel could make of more than this, nobody could check without the kernel.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

from receptive.reading.python import parse

ANSWER = "answer"
MOST = 10**15  # what numbers may come to
MOST_PARTS = 1000  # of a list, and of those in it
OPERATORS: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
NOT_READ = "answer is computed by more than numbers and names in its own cell, and nothing is run to mark it"


def value_of(source: str) -> Any:
    """The value of `answer` after a cell.

    Raises:
        NotPython: the cell cannot be read.
        ValueError: it gives nothing to `answer`, or only running it could tell what.
    """
    known: dict[str, Any] = {}
    given = False
    for statement in parse(source).body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                _give(known, name, value)
                given = given or name == ANSWER
            case _:
                for name in _stored(statement):
                    known.pop(name, None)
                    given = given or name == ANSWER
    if not given:
        raise ValueError("nothing is given to answer")
    if ANSWER not in known:
        raise ValueError(NOT_READ)
    return known[ANSWER]


def _give(known: dict[str, Any], name: str, value: ast.expr) -> None:
    try:
        known[name] = _evaluated(value, known)
    except (ValueError, TypeError, ArithmeticError):
        known.pop(name, None)


def _evaluated(node: ast.expr, known: Mapping[str, Any]) -> Any:
    match node:
        case ast.Name(id=name) if name in known:
            return known[name]
        case ast.List(elts=parts):
            return _small([_evaluated(part, known) for part in parts])
        case ast.Tuple(elts=parts):
            return tuple(_small([_evaluated(part, known) for part in parts]))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_number(operand, known)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            return _bounded(OPERATORS[type(op)](_number(left, known), _number(right, known)))
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            base, exponent = _number(left, known), _number(right, known)
            if abs(base) > 1 and abs(exponent) > 50:
                raise ValueError("a number is too large")
            return _bounded(base**exponent)
    return ast.literal_eval(node)


def _small(values: list[Any]) -> list[Any]:
    if _count(values) > MOST_PARTS:  # names could stand for lists of lists without an end
        raise ValueError("a list has too many parts")
    return values


def _count(value: Any) -> int:
    return 1 + sum(map(_count, value)) if isinstance(value, list | tuple) else 1


def _number(node: ast.expr, known: Mapping[str, Any]) -> int | float:
    value = _evaluated(node, known)
    if type(value) not in (int, float):
        raise ValueError("only numbers are computed with")
    number: int | float = _bounded(value)
    return number


def _bounded(value: Any) -> Any:
    if type(value) not in (int, float) or not abs(value) <= MOST:
        raise ValueError("a number is too large")
    return value


def _stored(statement: ast.stmt) -> list[str]:
    return [node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
