"""What is right and which mistakes are known, for one drawing of a question's parameters."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from typing import assert_never

from receptive.quiz import canonical_answers
from receptive.quiz.drawing import Drawing, Names, Slot
from receptive.quiz.keys_of_choices import hotspot, matching, multiple, ordering, single, text, true_false
from receptive.quiz.keys_of_values import cell, expression, numeric, output, shape
from receptive.quiz.programs import Programs
from receptive.quiz.schema import (
    Expression,
    Hotspot,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Output,
    Question,
    Shape,
    ShortText,
    Single,
    Table,
    TrueFalse,
)


def slots(question: Question, names: Names, programs: Programs, rng: random.Random) -> list[Slot]:
    """The forms and keys of a question; one, but for a table one for each cell.

    Raises:
        FormulaError: a formula of the question is wrong.
    """
    drawing = Drawing(names, programs, rng)
    match question:
        case Table():
            return [cell(one, drawing) for one in question.cells]
        case Single():
            return [single(question, drawing)]
        case Multiple():
            return [multiple(question, drawing)]
        case TrueFalse():
            return [true_false(question, drawing)]
        case Numeric():
            return [numeric(question, drawing, "", question.unit or "")]
        case Shape():
            return [shape(question, drawing, "")]
        case Expression():
            return [expression(question, drawing)]
        case ShortText():
            return [text(question, drawing)]
        case Matching():
            return [matching(question, drawing)]
        case Ordering():
            return [ordering(question, drawing)]
        case Hotspot():
            return [hotspot(question, drawing)]
        case Output():
            return [output(question, drawing)]
        case _:
            assert_never(question)


def clash(found: Sequence[Slot]) -> str:
    """Why these keys cannot be used: a known mistake gives the right answer, or what another mistake gives."""
    for slot in found:
        if len(set(map(canonical_answers.fold, slot.form.options))) < len(slot.form.options):
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
