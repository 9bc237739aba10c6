"""Keys of answers that are chosen, arranged or written in words."""

from __future__ import annotations

from collections.abc import Sequence

from receptive.quiz import answers
from receptive.quiz.arithmetic import FormulaError
from receptive.quiz.drawing import Drawing, Slot
from receptive.quiz.records import Form, Key
from receptive.quiz.schema import Hotspot, Matching, Multiple, Ordering, ShortText, Single, TrueFalse
from receptive.quiz.templates import shown


def single(question: Single, drawing: Drawing) -> Slot:
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


def multiple(question: Multiple, drawing: Drawing) -> Slot:
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


def true_false(question: TrueFalse, drawing: Drawing) -> Slot:
    right, wrong = ("true", "false") if question.answer else ("false", "true")
    caught = ((answers.choice(wrong), drawing.belief(question.wrong)),) if question.wrong else ()
    return Slot(Form("single", options=("true", "false")), Key((answers.choice(right),), caught, right))


def text(question: ShortText, drawing: Drawing) -> Slot:
    accepted = tuple(answers.short_text(drawing.text(text)) for text in question.answers)
    caught = tuple((answers.short_text(drawing.text(entry.text)), drawing.belief(entry)) for entry in question.catches)
    return Slot(Form("text"), Key(accepted, caught, drawing.text(question.answers[0])))


def matching(question: Matching, drawing: Drawing) -> Slot:
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


def ordering(question: Ordering, drawing: Drawing) -> Slot:
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


def hotspot(question: Hotspot, drawing: Drawing) -> Slot:
    grid = tuple(tuple(shown(value) for value in row) for row in drawing.value(question.grid))

    def canonical(formula: str) -> str:
        return answers.cells([(int(row), int(column)) for row, column in drawing.value(formula)])

    caught = tuple((canonical(entry.cells), drawing.belief(entry)) for entry in question.catches)
    form = Form("cells", drawing.text(question.alt), grid=grid)
    return Slot(form, Key((canonical(question.cells),), caught, canonical(question.cells).removeprefix("cells:")))
