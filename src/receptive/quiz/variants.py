"""From a question to the variant that one student meets: parameters, choices and order, drawn from a seed."""

from __future__ import annotations

import hashlib
import hmac
import random
from collections.abc import Callable
from typing import Any

from receptive.quiz import keys
from receptive.quiz.arithmetic import FormulaError, evaluate
from receptive.quiz.drawing import Functions, Names, Slot
from receptive.quiz.forms import Picture, Variant
from receptive.quiz.pictures import picture
from receptive.quiz.programs import Programs
from receptive.quiz.schema import Derived, Fixed, IntegerRange, Matrix, OneOf, Parameter, Question
from receptive.quiz.templates import fill

MAX_DRAWS = 4000


class Undrawable(ValueError):
    """No parameters were found with which the right answer and all known wrong ones differ."""


def draw(programs: Programs, quiz: str, question: Question, seed: str, number: int = 0) -> Variant:
    """A variant of a question: the same for the same seed and number.

    Args:
        quiz: the topic.
        seed: of the workspace, or what a secret gives for a student.

    Raises:
        Undrawable: no set of parameters fits what the question asks for.
        FormulaError: a formula of the question is wrong.
    """
    return draw_with_names(programs, quiz, question, seed, number)[0]


def draw_with_names(
    programs: Programs, quiz: str, question: Question, seed: str, number: int = 0
) -> tuple[Variant, Names]:
    """A variant of a question, with the parameters that were drawn: for proofs."""
    rng = random.Random(_number_of(seed, f"{quiz}/{question.id}/{number}"))
    functions = programs.right()
    clash = ""
    for _ in range(MAX_DRAWS if question.params else 1):
        names = _names(question, rng, functions)
        if not all(evaluate(condition, names, functions) for condition in question.require):
            continue
        slots = keys.slots(question, names, programs, rng)
        clash = keys.clash(slots)
        if not clash:
            return _variant(quiz, question, number, names, functions, slots), names
    raise Undrawable(clash or "no parameters fulfil what is required")


def is_parameterised(question: Question) -> bool:
    """Whether two variants of a question can differ in more than the order of choices."""
    return any(not isinstance(parameter, Fixed | Derived) for parameter in question.params.values())


def _number_of(seed: str, name: str) -> int:
    return int.from_bytes(hmac.new(seed.encode(), name.encode(), hashlib.sha256).digest())


def _names(question: Question, rng: random.Random, functions: Functions) -> Names:
    names: Names = {}
    for name, parameter in question.params.items():
        names[name] = _draw(parameter, rng, names, functions)
    return names


def _draw(parameter: Parameter, rng: random.Random, names: Names, functions: Functions) -> Any:
    match parameter:
        case IntegerRange(low=low, high=high, step=step):
            return rng.randrange(low, high + 1, step)
        case OneOf(one_of=values):
            return rng.choice(values)
        case Matrix(shape=shape, low=low, high=high):
            return _matrix(shape, lambda: rng.randint(low, high))
        case Fixed(value=value):
            return value
        case Derived(formula=formula):
            return evaluate(formula, names, functions)


def _matrix(shape: list[int], value: Callable[[], int]) -> Any:
    return [_matrix(shape[1:], value) for _ in range(shape[0])] if shape else value()


def _variant(
    quiz: str, question: Question, number: int, names: Names, functions: Functions, slots: list[Slot]
) -> Variant:
    def text(template: str) -> str:
        return fill(template, names, functions).strip()

    prompt = text(question.prompt)
    if question.type == "output":
        prompt += f"\n\n```python\n{text(question.code)}\n```"
    return Variant(
        quiz=quiz,
        question=question.id,
        number=number,
        points=float(question.points),
        type=question.type,
        title=question.title,
        prompt=prompt,
        pictures=tuple(_picture(figure, names, functions) for figure in question.figures),
        hints=tuple(map(text, question.hints)),
        forms=tuple(slot.form for slot in slots),
        keys=tuple(slot.key for slot in slots),
        explanation=text(question.explanation),
    )


def _picture(figure: Any, names: Names, functions: Functions) -> Picture:
    try:
        values = evaluate(figure.values, names, functions)
    except FormulaError as wrong:
        raise FormulaError(f"figure: {wrong}") from wrong
    alt = fill(figure.alt, names, functions).strip()
    return Picture(picture(figure.kind, values, fill(figure.title or "", names, functions), alt), alt)
