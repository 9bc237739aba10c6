"""What is right and which mistakes are known, for one drawing of a question's parameters."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, assert_never

from receptive.quiz import answers
from receptive.quiz.arithmetic import FormulaError, evaluate, parse
from receptive.quiz.lesson import Programs, plain
from receptive.quiz.records import Belief, Form, Key
from receptive.quiz.schema import (
    Believed,
    CaughtValue,
    Choice,
    Expression,
    Hotspot,
    Matching,
    Multiple,
    Numeric,
    NumericCell,
    NumericKey,
    Ordering,
    Output,
    Question,
    Shape,
    ShapeKey,
    ShortText,
    Single,
    Table,
    Tolerance,
    TrueFalse,
)
from receptive.quiz.templates import filled, shown

POINTS = 500  # at which an expression is judged

Names = dict[str, Any]
Functions = Mapping[str, Callable[..., Any]]


@dataclass(frozen=True)
class Slot:
    """A form with its key."""

    form: Form
    key: Key


class _Drawing:
    """One set of parameters of one question."""

    def __init__(self, names: Names, programs: Programs, rng: random.Random) -> None:
        self.names = names
        self.programs = programs
        self.rng = rng
        self.right = programs.right()

    def value(self, formula: str) -> Any:
        return plain(evaluate(formula, self.names, self.right))

    def text(self, template: str) -> str:
        return filled(template, self.names, self.right).strip()

    def belief(self, entry: Believed | Choice) -> Belief:
        """What is said about a mistake: the question's own sentence, or that of the registry."""
        if entry.says is not None:
            return Belief(self.text(entry.says), entry.misconception or "")
        known = self.programs.known(entry.misconception or "")
        if known is None:
            raise FormulaError(f"{entry.misconception} is in no registry; give says as well")
        return Belief(f"{known.says} {known.ask}", known.id)

    def caught(self, entry: CaughtValue) -> Any:
        """The wrong value: run with the misconception, or by a wrong formula."""
        if entry.run is not None:
            return plain(evaluate(entry.run, self.names, self.programs.wrong(entry.misconception or "")))
        assert entry.formula is not None
        return self.value(entry.formula)

    def catches(
        self, entries: Sequence[CaughtValue], canonical: Callable[[Any], Sequence[str]]
    ) -> tuple[tuple[str, Belief], ...]:
        return tuple((canonical(self.caught(entry))[0], self.belief(entry)) for entry in entries)

    def shuffled(self, items: Iterable[Any]) -> list[Any]:
        mixed = list(items)
        self.rng.shuffle(mixed)
        return mixed


def slots(question: Question, names: Names, programs: Programs, rng: random.Random) -> list[Slot]:
    """The forms and keys of a question; one, but for a table one for each cell.

    Raises:
        FormulaError: a formula of the question is wrong.
    """
    drawing = _Drawing(names, programs, rng)
    match question:
        case Table():
            return [_cell(cell, drawing) for cell in question.cells]
        case Single():
            return [_single(question, drawing)]
        case Multiple():
            return [_multiple(question, drawing)]
        case TrueFalse():
            return [_true_false(question, drawing)]
        case Numeric():
            return [_numeric(question, drawing, "", question.unit or "")]
        case Shape():
            return [_shape(question, drawing, "")]
        case Expression():
            return [_expression(question, drawing)]
        case ShortText():
            return [_text(question, drawing)]
        case Matching():
            return [_matching(question, drawing)]
        case Ordering():
            return [_ordering(question, drawing)]
        case Hotspot():
            return [_hotspot(question, drawing)]
        case Output():
            return [_output(question, drawing)]
        case _:
            assert_never(question)


def clash(found: Sequence[Slot]) -> str:
    """Why these keys cannot be used: a known mistake gives the right answer, or what another mistake gives."""
    for slot in found:
        if len(set(map(answers.folded, slot.form.options))) < len(slot.form.options):
            return "two options are the same"
        for canonical, belief in slot.key.caught:
            name = belief.misconception or belief.says
            if canonical in slot.key.accepted:
                return f"the mistake of {name} gives the right answer"
        for (one, first), (other, second) in itertools.combinations(slot.key.caught, 2):
            if one == other:
                name = f"{first.misconception or first.says} and {second.misconception or second.says}"
                return f"two mistakes give one answer: {name}"
    return ""


def _single(question: Single, drawing: _Drawing) -> Slot:
    wrong = [entry for entry in question.choices if not entry.right]
    if question.pick is not None and question.pick < len(wrong):
        wrong = drawing.rng.sample(wrong, question.pick)
    used = [entry for entry in question.choices if entry.right or entry in wrong]
    right = next(drawing.text(entry.text) for entry in used if entry.right)
    caught = tuple(
        (answers.choice(drawing.text(entry.text)), drawing.belief(entry))
        for entry in wrong
        if entry.misconception or entry.says
    )
    options = [drawing.text(entry.text) for entry in used]
    options = drawing.shuffled(options) if question.shuffle else options
    return Slot(Form("single", options=tuple(options)), Key((answers.choice(right),), caught, right))


def _multiple(question: Multiple, drawing: _Drawing) -> Slot:
    texts = {entry.text: drawing.text(entry.text) for entry in question.choices}
    right = [texts[entry.text] for entry in question.choices if entry.right]
    caught = []
    for entry in question.choices:
        if entry.misconception or entry.says:  # only this one is judged wrongly
            chosen = [text for text in right if text != texts[entry.text]]
            chosen += [] if entry.right else [texts[entry.text]]
            caught.append((answers.choices(chosen), drawing.belief(entry)))
    options = drawing.shuffled(texts.values()) if question.shuffle else list(texts.values())
    key = Key((answers.choices(right),), tuple(caught), "; ".join(right))
    return Slot(Form("multiple", options=tuple(options)), key)


def _true_false(question: TrueFalse, drawing: _Drawing) -> Slot:
    right, wrong = ("true", "false") if question.answer else ("false", "true")
    caught = ((answers.choice(wrong), drawing.belief(question.wrong)),) if question.wrong else ()
    return Slot(Form("single", options=("true", "false")), Key((answers.choice(right),), caught, right))


def _numeric(key: NumericKey, drawing: _Drawing, label: str, unit: str = "") -> Slot:
    right = exact(drawing.value(key.answer))
    step, offset = _buckets(right, key.tolerance)

    def canonical(value: Any) -> tuple[str, ...]:
        return answers.number(exact(value), step, offset)

    if not step and right.denominator > 10**6:
        raise FormulaError(f"the answer {float(right)} has no short form; give a tolerance")
    accepted = answers.number(right, step, offset)  # with a tolerance, it is the middle of its bucket
    form = Form("number", label, step=step, offset=offset, unit=unit)
    return Slot(form, Key(accepted, drawing.catches(key.catches, canonical), shown(drawing.value(key.answer))))


def exact(value: Any) -> Fraction:
    """A number as the fraction that its decimals say, so that 0.1 is a tenth."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise FormulaError(f"{shown(value)} is no number")
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


def _shape(key: ShapeKey, drawing: _Drawing, label: str) -> Slot:
    def canonical(value: Any) -> tuple[str, ...]:
        sizes = list(value) if isinstance(value, list | tuple) else None
        if not sizes or not all(type(size) is int and size >= 0 for size in sizes):
            raise FormulaError(f"{shown(value)} is no shape")
        return (answers.shape(sizes),)

    right = drawing.value(key.shape)
    return Slot(
        Form("shape", label), Key(canonical(right), drawing.catches(key.catches, canonical), shown(tuple(right)))
    )


def _cell(cell: Any, drawing: _Drawing) -> Slot:
    label = drawing.text(cell.label)
    return _numeric(cell, drawing, label) if isinstance(cell, NumericCell) else _shape(cell, drawing, label)


def _expression(question: Expression, drawing: _Drawing) -> Slot:
    variables = tuple(question.variables)
    points = _points(question, drawing)

    def canonical(formula: str, functions: Functions) -> str:
        tree = parse(formula)
        found = [
            evaluate(tree, {**drawing.names, **dict(zip(variables, point, strict=True))}, functions) for point in points
        ]
        return answers.values([float(value) for value in found])

    caught = []
    for entry in question.catches:
        functions = drawing.programs.wrong(entry.misconception or "") if entry.run else drawing.right
        caught.append((canonical(entry.run or entry.formula or "", functions), drawing.belief(entry)))
    form = Form("expression", variables=variables, points=tuple(points))
    return Slot(form, Key((canonical(question.answer, drawing.right),), tuple(caught), question.answer))


def _points(question: Expression, drawing: _Drawing) -> list[tuple[int, ...]]:
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


def _text(question: ShortText, drawing: _Drawing) -> Slot:
    accepted = tuple(answers.short_text(drawing.text(text)) for text in question.answers)
    caught = tuple((answers.short_text(drawing.text(entry.text)), drawing.belief(entry)) for entry in question.catches)
    return Slot(Form("text"), Key(accepted, caught, drawing.text(question.answers[0])))


def _matching(question: Matching, drawing: _Drawing) -> Slot:
    couples = [(drawing.text(pair.left), drawing.text(pair.right)) for pair in question.pairs]
    couples = drawing.shuffled(couples)
    rights = [right for _, right in couples]
    options = drawing.shuffled([*dict.fromkeys(rights), *map(drawing.text, question.extra)])
    caught = []
    for entry in question.catches:
        left, mistaken = drawing.text(entry.left), drawing.text(entry.right)
        told = [mistaken if one == left else right for one, right in couples]
        caught.append((answers.pairs(told), drawing.belief(entry)))
        taken = next((one for one, right in couples if right == mistaken), None)
        own = dict(couples).get(left)
        if taken is not None and own is not None:  # whoever takes another's side gives that one the own
            swapped = [mistaken if one == left else own if one == taken else right for one, right in couples]
            caught.append((answers.pairs(swapped), drawing.belief(entry)))
    form = Form("matching", options=tuple(options), lefts=tuple(left for left, _ in couples))
    return Slot(form, Key((answers.pairs(rights),), tuple(caught), "; ".join(f"{a}: {b}" for a, b in couples)))


def _ordering(question: Ordering, drawing: _Drawing) -> Slot:
    items = [drawing.text(item) for item in question.items]

    def canonical(positions: Sequence[int]) -> str:
        if sorted(positions) != list(range(len(items))):
            raise FormulaError(f"{list(positions)} is no order of {len(items)} items")
        return answers.order([items[position] for position in positions])

    accepted = tuple(canonical(positions) for positions in (range(len(items)), *question.also))
    caught = tuple((canonical(entry.order), drawing.belief(entry)) for entry in question.catches)
    mixed = items
    while answers.order(mixed) in accepted:  # an order that is right already would be no question
        mixed = drawing.shuffled(items)
    return Slot(Form("ordering", options=tuple(mixed)), Key(accepted, caught, ", ".join(items)))


def _hotspot(question: Hotspot, drawing: _Drawing) -> Slot:
    grid = tuple(tuple(shown(value) for value in row) for row in drawing.value(question.grid))

    def canonical(formula: str) -> str:
        return answers.cells([(int(row), int(column)) for row, column in drawing.value(formula)])

    caught = tuple((canonical(entry.cells), drawing.belief(entry)) for entry in question.catches)
    form = Form("cells", drawing.text(question.alt), grid=grid)
    return Slot(form, Key((canonical(question.cells),), caught, canonical(question.cells).removeprefix("cells:")))


def _output(question: Output, drawing: _Drawing) -> Slot:
    def canonical(value: Any) -> tuple[str, ...]:
        return (answers.output(value if isinstance(value, str) else str(value)),)

    right = drawing.value(question.answer)
    return Slot(Form("output"), Key(canonical(right), drawing.catches(question.catches, canonical), str(right)))
