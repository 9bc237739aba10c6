"""Variants that stand apart from practice: other numbers and another right answer than any that is practised.

A question of which there are none is the same question wherever it is asked. Its seal, tried out at home, would answer
it where it counts: so it is either practised or counts, and `grade release --hold-back` leaves it out of practice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from receptive.quiz.forms import Variant
from receptive.quiz.programs import Programs
from receptive.quiz.schema import Question
from receptive.quiz.sealed_quiz import pool_size, practice_pool
from receptive.quiz.variants import draw, is_parameterised

PROBES, ENOUGH = 20, 2  # so many of the probes must stand apart: with fewer, a secret might find none
TRIES = 400


def draw_graded_pool(programs: Programs, topic: str, question: Question, seed: str, count: int = 0) -> list[Variant]:
    """The variants of a question that counts, apart from practice where that can be.

    Args:
        seed: what students do not know.
        count: how many; 0: as many as are practised.

    Raises:
        ValueError: the question cannot be drawn.
    """
    count = min(count or pool_size(question), pool_size(question))
    practised = _draw_practiced(programs, topic, question)
    if not _stand_apart(programs, topic, question, practised):
        return [draw(programs, topic, question, seed, number) for number in range(count)]
    found = list(islice(_apart(programs, topic, question, seed, practised, TRIES), count))
    if not found:
        raise ValueError(f"none of {TRIES} variants differs from those that are practised: widen its parameters")
    return found


def can_be_both(programs: Programs, topic: str, question: Question) -> bool:
    """Whether a question can be practised and still count, with other numbers and another answer."""
    return _stand_apart(programs, topic, question, _draw_practiced(programs, topic, question))


def _draw_practiced(programs: Programs, topic: str, question: Question) -> list[Variant]:
    """The variants to stand apart from; none of a question that is always the same."""
    return practice_pool(programs, topic, question) if is_parameterised(question) else []


def _stand_apart(programs: Programs, topic: str, question: Question, practised: Sequence[Variant]) -> bool:
    if not practised:
        return False
    return len(list(islice(_apart(programs, topic, question, "apart", practised, PROBES), ENOUGH))) == ENOUGH


def _apart(
    programs: Programs, topic: str, question: Question, seed: str, practised: Sequence[Variant], tries: int
) -> Iterator[Variant]:
    for number in range(tries):
        variant = draw(programs, topic, question, seed, number)
        if not any(_show(variant) == _show(one) or answer_of(variant) == answer_of(one) for one in practised):
            yield variant


def answer_of(variant: Variant) -> tuple[object, ...]:
    """The right answer, comparable between variants of a question."""
    if any(form.points for form in variant.forms):  # judged at points of each variant's own: its text decides
        return (variant.prompt,)
    return tuple((key.accepted, form.step) for key, form in zip(variant.keys, variant.forms, strict=True))


def _show(variant: Variant) -> object:
    return variant.prompt, variant.pictures, tuple(form.grid for form in variant.forms)
