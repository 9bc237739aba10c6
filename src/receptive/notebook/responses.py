"""The response in a cell, and what it is worth. The cell is read, never run."""

from __future__ import annotations

from dataclasses import dataclass

from receptive.notebook.response_values import value_of
from receptive.quiz.answers import Unreadable
from receptive.quiz.forms import Variant
from receptive.quiz.marking import mark_final
from receptive.quiz.numbers import write_exactly
from receptive.reading.python import NotPython
from receptive.scoring import part_of

MAX_CELL = 20_000  # characters; an answer has some dozen
MAX_TEXT = 2000


@dataclass(frozen=True)
class QuestionMark:
    points: float
    text: str  # what the student reads


class NoResponse(ValueError):
    """There is nothing to mark; the message says why."""


def mark_response(variant: Variant, source: str) -> QuestionMark:
    """What the source of a response cell is worth."""
    try:
        marked = mark_final(variant, response_of(source, len(variant.forms)))
    except (NoResponse, Unreadable) as unreadable:
        return QuestionMark(0.0, f"0 of {variant.points:g} points\n– {unreadable}")
    if marked.right:
        return QuestionMark(
            variant.points, f"{variant.points:g} of {variant.points:g} points\n✓ right\n{marked.explanation}"
        )
    points = part_of(variant.points, marked.share)
    told = [f"{points:g} of {variant.points:g} points", "✗ not right"]
    if len(variant.forms) > 1:
        slots = zip(variant.forms, marked.slots, strict=True)
        told += [f"  {'✓ right' if right else '✗ not right'}: {form.label}" for form, right in slots]
    return QuestionMark(points, "\n".join([*told, *(belief.says for belief in marked.beliefs)]))


def response_of(source: str, count: int) -> list[str]:
    """The value of `answer` as texts, one for each part of the question.

    Raises:
        NoResponse: there is no such value, or it has another number of parts.
    """
    if len(source) > MAX_CELL:
        raise NoResponse(f"the cell has more than {MAX_CELL:,} characters; an answer is short")
    try:
        value = value_of(source)
    except (NotPython, ValueError, TypeError, RecursionError, MemoryError) as broken:
        raise NoResponse(f'the cell cannot be read as answer = "…": {broken}') from broken
    return texts_of(value, count)


def texts_of(value: object, count: int) -> list[str]:
    """A value as the texts that somebody would have typed, one for each part.

    Raises:
        NoResponse: it has another number of parts, or nothing in one of them.
    """
    if count > 1:
        if not isinstance(value, list | tuple) or len(value) != count:
            raise NoResponse(f"answer needs a list of {count} texts")
        texts = [_text(part) for part in value]
    else:
        texts = [_text(value)]
    if not all(text.strip() for text in texts):
        raise NoResponse("there is no answer yet" if count == 1 else "a part has no answer yet")
    return texts


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_text, value))[:MAX_TEXT]
    try:
        return (write_exactly(value) if isinstance(value, float) else str(value))[:MAX_TEXT]
    except ValueError as endless:  # Python writes no number of more than 4300 digits
        raise NoResponse("a number in it has too many digits") from endless
