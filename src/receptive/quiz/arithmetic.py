"""The closed grammar of formulas: numbers, names, arithmetic, comparisons, indices and named functions.

It reads what authors write into a quiz file and what students answer. Nothing is evaluated by Python itself: the tree
is walked here, so a text can do no more than compute. Sizes of numbers and texts are bounded.
"""

from __future__ import annotations

import ast
import functools
import math
import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

MAX_TEXT = 400
MAX_DEPTH = 40
MAX_NUMBER = 1e15
MAX_ITEMS = 10_000
NUMBERS = (int, float)

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
WRITTEN = {
    "·": "*", "⋅": "*", "∗": "*", "×": "*", "−": "-", "–": "-", "÷": "/", "∕": "/", "^": "**",
    "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")",
}  # fmt: skip

# What a student may write: the browser has no more than this
TOKEN = re.compile(
    r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?(?![\w.]| ?\()"  # a number that ends here
    r"|[A-Za-z_][A-Za-z0-9_]*|[-+*/%(),]| "
)
MAX_NESTED = 30


def power(left: Any, right: Any) -> Any:
    """`**` in steps that are the same on every machine and in the browser, where a library's `pow` may not be."""
    if right != int(right):
        return math.sqrt(left) if right == 0.5 else left**right
    result = 1 if right >= 0 else 1.0
    for _ in range(abs(int(right))):
        result *= left
    return result if right >= 0 else 1 / result


OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: power,
}
COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda one, many: one in many,
    ast.NotIn: lambda one, many: one not in many,
}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "floor": math.floor,
    "ceil": math.ceil,
    "min": min,
    "max": max,
    "abs": abs,
    "sqrt": math.sqrt,
    "ln": math.log,
    "log": math.log,
    "exp": math.exp,
}


class FormulaError(ValueError):
    """A text that is no formula of this grammar, or whose value does not exist. The message says how to write it."""


def read_written(text: str) -> str:
    """What people write, as the grammar writes it: `·` for `*`, `C²` for `C**2`, `27C` for `27*C`, `⌊x⌋`."""
    text = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda found: "**" + found[0].translate(SUPERSCRIPTS), text)
    for written, meant in WRITTEN.items():
        text = text.replace(written, meant)
    text = re.sub(r"(?<![\w.])(\d+(?:\.\d+)?)\s*(?=[A-Za-z(])(?![eE][-+]?\d)", r"\1*", text)
    return re.sub(r"\)\s*(?=[\w(])", ")*", text).strip()


@functools.lru_cache(maxsize=1024)  # a question has few formulas, and evaluates each of them again and again
def parse(text: str) -> ast.expr:
    """The tree of a formula, which nobody changes.

    Raises:
        FormulaError: it is no formula.
    """
    if len(text) > MAX_TEXT:
        raise FormulaError(f"a formula has at most {MAX_TEXT} characters")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as broken:
        raise FormulaError(f"{text!r} is no formula; write it like floor((i - k)/s) + 1") from broken
    return tree


def parse_student(text: str) -> ast.expr:
    """The tree of a student's formula: numbers, names, arithmetic and calls, as the browser reads it.

    Raises:
        FormulaError: it is more than that, or no formula.
    """
    place = nested = 0
    while place < len(text):
        token = TOKEN.match(text, place)
        if token is None:
            raise FormulaError(f"{text[place]!r} is not understood in a formula")
        nested += (token[0] == "(") - (token[0] == ")")
        if nested > MAX_NESTED:
            raise FormulaError("the formula is nested too deeply")
        place = token.end()
    tree = parse(text)
    if not all(_is_plain(node) for node in ast.walk(tree) if isinstance(node, ast.expr)):
        raise FormulaError("a formula is made of numbers, names, + - * / // % ** and functions")
    return tree


def _is_plain(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=bool()) | ast.UnaryOp(op=ast.Not()):
            return False
        case ast.Constant(value=int() | float()) | ast.Name() | ast.UnaryOp() | ast.BinOp() | ast.Call():
            return True
    return False


def evaluate(
    formula: str | ast.expr, names: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]] = FUNCTIONS
) -> Any:
    """The value of a formula.

    Args:
        names: values of the names in it.
        functions: what may be called, by name.

    Raises:
        FormulaError: the formula is outside the grammar, names something unknown, or has no value.
    """
    tree = parse(formula) if isinstance(formula, str) else formula
    try:
        return _Walk(names, functions).value(tree, 0)
    except FormulaError:
        raise
    except (ArithmeticError, TypeError, IndexError, KeyError, AttributeError, ValueError) as broken:
        raise FormulaError(f"{_write(tree)} has no value: {broken}") from broken


def _count_repeated(left: Any, right: Any) -> int:
    """How long a list times a number becomes; 0 for what is no list."""
    if isinstance(right, list | tuple):
        left, right = right, left
    return len(left) * right if isinstance(left, list | tuple) and isinstance(right, int) else 0


def _write(tree: ast.expr) -> str:
    try:
        return ast.unparse(tree)
    except RecursionError:  # a part of it that was never evaluated is nested deeply
        return "the formula"


class _Walk:
    def __init__(self, names: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> None:
        self.names = names
        self.functions = functions

    def value(self, node: ast.expr, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise FormulaError("the formula is nested too deeply")
        below = depth + 1
        match node:
            case ast.Name(id=name):
                if name not in self.names:
                    raise FormulaError(
                        f"{name} is not known here; known are {', '.join(sorted(self.names)) or 'no names'}"
                    )
                return self.names[name]
            case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
                return self._combined(type(op), self.value(left, below), self.value(right, below))
            case ast.Constant(value=bool() | int() | float() | str() | None):
                return self._bounded(node.value)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self.value(operand, below)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.value(operand, below)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return not self.value(operand, below)
            case ast.BoolOp(op=op, values=values):
                wanted = all if isinstance(op, ast.And) else any
                return wanted(self.value(value, below) for value in values)
            case ast.Compare(left=left, ops=ops, comparators=others):
                return self._compared(self.value(left, below), ops, [self.value(other, below) for other in others])
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self.value(body if self.value(test, below) else orelse, below)
            case ast.Tuple(elts=items):
                return tuple(self.value(item, below) for item in items)
            case ast.List(elts=items):
                return [self.value(item, below) for item in items]
            case ast.Dict(keys=keys, values=values):
                pairs = zip(keys, values, strict=True)
                return {self.value(key, below): self.value(value, below) for key, value in pairs if key is not None}
            case ast.Subscript(value=whole, slice=ast.Slice(lower=lower, upper=upper, step=None)):
                ends = [None if end is None else self.value(end, below) for end in (lower, upper)]
                return self.value(whole, below)[slice(*ends)]
            case ast.Subscript(value=whole, slice=index):
                return self.value(whole, below)[self.value(index, below)]
            case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords):
                return self._called(name, args, keywords, below)
        raise FormulaError(f"{_write(node)} is not allowed in a formula; it computes with + - * / // % ** only")

    def _combined(self, kind: type[ast.operator], left: Any, right: Any) -> Any:
        are_numbers = type(left) in NUMBERS and type(right) in NUMBERS  # as most are
        if not are_numbers and (isinstance(left, str) or isinstance(right, str)):
            raise FormulaError("a text is no number")
        if kind is ast.Mult and not are_numbers and _count_repeated(left, right) > MAX_ITEMS:
            raise FormulaError("a list in it is too long")
        if kind is ast.Pow and (abs(right) > 64 or abs(left) > 1e6):
            raise FormulaError("the power is too large")
        return self._bounded(OPERATORS[kind](left, right))

    @staticmethod
    def _bounded(result: Any) -> Any:
        if isinstance(result, complex) or (isinstance(result, NUMBERS) and abs(result) > MAX_NUMBER):
            raise FormulaError("a number in it is too large")
        return result

    @staticmethod
    def _compared(left: Any, ops: list[ast.cmpop], others: list[Any]) -> bool:
        for op, other in zip(ops, others, strict=True):
            if type(op) not in COMPARISONS:
                raise FormulaError("this comparison is not allowed")
            if not COMPARISONS[type(op)](left, other):
                return False
            left = other
        return True

    def _called(self, name: str, args: list[ast.expr], keywords: list[ast.keyword], depth: int) -> Any:
        if name not in self.functions:
            raise FormulaError(f"there is no function {name}; there are {', '.join(sorted(self.functions))}")
        given = {keyword.arg: self.value(keyword.value, depth) for keyword in keywords if keyword.arg}
        return self._bounded(self.functions[name](*(self.value(arg, depth) for arg in args), **given))
