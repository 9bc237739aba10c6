"""Keys of answers that are computed: numbers, shapes, expressions, and what a program prints."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from receptive.quiz import canonical_answers
from receptive.quiz.arithmetic import FormulaError, evaluate, parse
from receptive.quiz.drawing import Drawing, Functions, Names, Slot
from receptive.quiz.forms import Form, Key
from receptive.quiz.schema import Expression, NumericCell, NumericKey, Output, ShapeKey, Tolerance
from receptive.quiz.templates import show

POINTS = 500  # at which an expression is judged


def numeric(key: NumericKey, drawing: Drawing, label: str, unit: str = "") -> Slot:
    right = exact(drawing.value(key.answer))
    step, offset = _buckets(right, key.tolerance or _last_digit(key.decimals))

    def canonical(value: Any) -> tuple[str, ...]:
        found = canonical_answers.number(exact(value), step, offset)
        return tuple(sorted(found, key=lambda one: one not in accepted))  # on an edge of the right ones, it is right

    if not step and right.denominator > 10**6:
        raise FormulaError(f"the answer {float(right)} has no short form; give a tolerance")
    accepted = canonical_answers.number(right, step, offset)  # with a tolerance, it is the middle of its bucket
    form = Form("number", label, step=step, offset=offset, unit=unit, decimals=key.decimals or 0)
    shown = f"{float(right):.{key.decimals}f}" if key.decimals else show(drawing.value(key.answer))
    return Slot(form, Key(accepted, drawing.catches(key.catches, canonical), shown))


def _last_digit(decimals: int | None) -> Tolerance | None:
    """Rounded and cut off alike: the last decimal that is asked for may be off by one."""
    return Tolerance(absolute=float(f"1e-{decimals}")) if decimals else None


def exact(value: Any) -> Fraction:
    """A number as the fraction that its decimals say, so that 0.1 is a tenth."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise FormulaError(f"{show(value)} is no number")
    return Fraction(value) if isinstance(value, int) else Fraction(f"{value:.12g}")


def _buckets(right: Fraction, tolerance: Tolerance | None) -> tuple[str, str]:
    """Width and begin of the buckets, so that the tolerated numbers are one bucket; it tells the answer modulo that."""
    if tolerance is None:
        return "", ""
    if tolerance.absolute is not None:
        half = Fraction(str(tolerance.absolute))
    elif tolerance.relative is not None:
        half = Fraction(f"{float(abs(right) * Fraction(str(tolerance.relative))):.1e}")
    else:
        assert tolerance.digits is not None
        size = math.floor(math.log10(abs(right))) if right else 0
        half = Fraction(10) ** (size - tolerance.digits + 1) / 2
    if half <= 0:
        raise FormulaError("a relative tolerance needs an answer other than 0")
    step = 2 * half
    return str(step), str((right - half) % step)


def shape(key: ShapeKey, drawing: Drawing, label: str) -> Slot:
    def canonical(value: Any) -> tuple[str, ...]:
        sizes = list(value) if isinstance(value, list | tuple) else None
        if not sizes or not all(type(size) is int and size >= 0 for size in sizes):
            raise FormulaError(f"{show(value)} is no shape")
        return (canonical_answers.shape(sizes),)

    right = drawing.value(key.shape)
    return Slot(
        Form("shape", label), Key(canonical(right), drawing.catches(key.catches, canonical), show(tuple(right)))
    )


def cell(cell: Any, drawing: Drawing) -> Slot:
    label = drawing.text(cell.label)
    return numeric(cell, drawing, label) if isinstance(cell, NumericCell) else shape(cell, drawing, label)


def expression(question: Expression, drawing: Drawing) -> Slot:
    variables = tuple(question.variables)
    points = _points(question, drawing)

    def canonical(formula: str, functions: Functions) -> str:
        return values_at(formula, drawing.names, variables, points, functions)

    caught = []
    for entry in question.catches:
        functions = drawing.programs.wrong(entry.misconception or "") if entry.run else drawing.right
        caught.append((canonical(entry.run or entry.formula or "", functions), drawing.belief(entry)))
    form = Form(
        "expression", variables=variables, points=tuple(points),
        must_use=tuple(question.must_use), must_not_use=tuple(question.must_not_use),
    )  # fmt: skip
    return Slot(form, Key((canonical(question.answer, drawing.right),), tuple(caught), question.answer))


def values_at(
    formula: str, names: Names, variables: Sequence[str], points: Sequence[Sequence[int]], functions: Functions
) -> str:
    """The canonical form of an expression: what it gives at these points.

    Raises:
        FormulaError: it is no formula, or gives something else than numbers.
    """
    tree = parse(formula)
    found = [evaluate(tree, {**names, **dict(zip(variables, point, strict=True))}, functions) for point in points]
    if not all(isinstance(value, int | float) for value in found):
        raise FormulaError(f"{formula} gives no number")
    return canonical_answers.values([float(value) for value in found])


def _points(question: Expression, drawing: Drawing) -> list[tuple[int, ...]]:
    """Values of the variables, spread over their ranges and fulfilling the conditions."""
    found: list[tuple[int, ...]] = []
    for _ in range(POINTS * 40):
        point = {
            name: drawing.rng.randrange(domain.low, domain.high + 1, domain.step)
            for name, domain in question.variables.items()
        }
        names = {**drawing.names, **point}
        if all(evaluate(condition, names, drawing.right) for condition in question.where):
            found.append(tuple(point.values()))
        if len(found) == POINTS:
            return found
    raise FormulaError("the variables hardly ever fulfil `where`")


def output(question: Output, drawing: Drawing) -> Slot:
    def canonical(value: Any) -> tuple[str, ...]:
        return (canonical_answers.output(value if isinstance(value, str) else str(value)),)

    right = drawing.value(question.answer)
    return Slot(Form("output"), Key(canonical(right), drawing.catches(question.catches, canonical), str(right)))
