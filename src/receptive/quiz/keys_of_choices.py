"""Keys of answers that are chosen, arranged or written in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from receptive.quiz import canonical_answers
from receptive.quiz.arithmetic import FormulaError
from receptive.quiz.drawing import Drawing, Slot
from receptive.quiz.forms import Form, Key
from receptive.quiz.schema import Hotspot, Matching, Multiple, Ordering, ShortText, Single, TrueFalse
from receptive.quiz.templates import show

MAX_SHUFFLES = 1000


def single(question: Single, drawing: Drawing) -> Slot:
    wrong = [entry for entry in question.choices if not entry.right]
    if question.pick is not None and question.pick < len(wrong):
        wrong = drawing.rng.sample(wrong, question.pick)
    used = [entry for entry in question.choices if entry.right or entry in wrong]
    right = next(drawing.text(entry.text) for entry in used if entry.right)
    caught = tuple(
        (canonical_answers.choice(drawing.text(entry.text)), drawing.belief(entry))
        for entry in wrong
        if entry.misconception or entry.says
    )
    options = [drawing.text(entry.text) for entry in used]
    options = drawing.shuffled(options) if question.shuffle else options
    return Slot(Form("single", options=tuple(options)), Key((canonical_answers.choice(right),), caught, right))


def multiple(question: Multiple, drawing: Drawing) -> Slot:
    told = [(entry, drawing.text(entry.text)) for entry in question.choices]
    right = [text for entry, text in told if entry.right]
    caught = []
    for entry, own in told:
        if entry.misconception or entry.says:  # only this one is judged wrongly
            chosen = [text for text in right if text != own]
            chosen += [] if entry.right else [own]
            caught.append((canonical_answers.choices(chosen), drawing.belief(entry)))
    options = [text for _, text in told]
    options = drawing.shuffled(options) if question.shuffle else options
    key = Key((canonical_answers.choices(right),), tuple(caught), "; ".join(right))
    return Slot(Form("multiple", options=tuple(options)), key)


def true_false(question: TrueFalse, drawing: Drawing) -> Slot:
    right, wrong = ("true", "false") if question.answer else ("false", "true")
    caught = ((canonical_answers.choice(wrong), drawing.belief(question.wrong)),) if question.wrong else ()
    return Slot(Form("single", options=("true", "false")), Key((canonical_answers.choice(right),), caught, right))


def text(question: ShortText, drawing: Drawing) -> Slot:
    accepted = tuple(canonical_answers.short_text(drawing.text(text)) for text in question.answers)
    caught = tuple(
        (canonical_answers.short_text(drawing.text(entry.text)), drawing.belief(entry)) for entry in question.catches
    )
    return Slot(Form("text"), Key(accepted, caught, drawing.text(question.answers[0])))


def matching(question: Matching, drawing: Drawing) -> Slot:
    couples = [(drawing.text(pair.left), drawing.text(pair.right)) for pair in question.pairs]
    couples = drawing.shuffled(couples)
    rights = [right for _, right in couples]
    options = drawing.shuffled([*dict.fromkeys(rights), *map(drawing.text, question.extra)])
    caught = []
    for entry in question.catches:
        left, mistaken = drawing.text(entry.left), drawing.text(entry.right)
        if left not in dict(couples) or mistaken not in options:
            raise FormulaError(f"{left}: {mistaken} cannot be answered; catches name a left and a right side")
        told = [mistaken if one == left else right for one, right in couples]
        caught.append((canonical_answers.pairs(told), drawing.belief(entry)))
        taken = next((one for one, right in couples if right == mistaken), None)
        own = dict(couples).get(left)
        if taken is not None and own is not None:  # whoever takes another's side gives that one the own
            swapped = [mistaken if one == left else own if one == taken else right for one, right in couples]
            caught.append((canonical_answers.pairs(swapped), drawing.belief(entry)))
    form = Form("matching", options=tuple(options), lefts=tuple(left for left, _ in couples))
    return Slot(
        form, Key((canonical_answers.pairs(rights),), tuple(caught), "; ".join(f"{a}: {b}" for a, b in couples))
    )


def ordering(question: Ordering, drawing: Drawing) -> Slot:
    items = [drawing.text(item) for item in question.items]

    def canonical(positions: Sequence[int]) -> str:
        if sorted(positions) != list(range(len(items))):
            raise FormulaError(f"{list(positions)} is no order of {len(items)} items")
        return canonical_answers.order([items[position] for position in positions])

    accepted = tuple(canonical(positions) for positions in (range(len(items)), *question.also))
    caught = tuple((canonical(entry.order), drawing.belief(entry)) for entry in question.catches)
    mixed = items
    for _ in range(MAX_SHUFFLES):  # an order that is right already would be no question
        if canonical_answers.order(mixed) not in accepted:
            break
        mixed = drawing.shuffled(items)
    else:
        raise FormulaError("every order of the items is right")
    return Slot(Form("ordering", options=tuple(mixed)), Key(accepted, caught, ", ".join(items)))


def hotspot(question: Hotspot, drawing: Drawing) -> Slot:
    rows = drawing.value(question.grid)
    if not _is_grid(rows):
        raise FormulaError(f"{show(rows)} is no grid of equal rows")
    grid = tuple(tuple(map(show, row)) for row in rows)

    def canonical(formula: str) -> str:
        places = drawing.value(formula)
        try:
            inside = all(0 <= row < len(grid) and 0 <= column < len(grid[0]) for row, column in places)
        except (TypeError, ValueError) as wrong:
            raise FormulaError(f"{show(places)} is no list of (row, column)") from wrong
        if not inside:
            raise FormulaError(f"{show(places)} is not inside the grid")
        return canonical_answers.cells([(int(row), int(column)) for row, column in places])

    caught = tuple((canonical(entry.cells), drawing.belief(entry)) for entry in question.catches)
    form = Form("cells", drawing.text(question.alt), grid=grid)
    return Slot(form, Key((canonical(question.cells),), caught, canonical(question.cells).removeprefix("cells:")))


def _is_grid(rows: Any) -> bool:
    whole = isinstance(rows, list | tuple) and all(isinstance(row, list | tuple) and row for row in rows)
    return whole and len({len(row) for row in rows}) == 1
