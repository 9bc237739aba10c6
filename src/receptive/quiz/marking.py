"""Marks a response with the keys of its variant, where they are known: in the instructor's hands."""

from __future__ import annotations

from collections.abc import Sequence

from receptive.quiz.answers import read_answer
from receptive.quiz.forms import Belief, Marked, Variant


def mark(variant: Variant, response: Sequence[str]) -> Marked:
    """What a response is worth: all slots right, or nothing.

    Args:
        response: one text for each form, as it was typed.

    Raises:
        Unreadable: a text is no answer to its form.
    """
    slots: list[bool] = []
    beliefs: list[Belief] = []
    read: list[str] = []
    for form, key, text in zip(variant.forms, variant.keys, response, strict=True):
        found = read_answer(form, text)
        right = any(canonical in key.accepted for canonical in found.canonicals)
        slots.append(right)
        if found.said:
            read.append(found.said)
        if not right:
            beliefs += [belief for caught, belief in key.caught if caught in found.canonicals][:1]
    whole = all(slots)
    return Marked(whole, tuple(slots), tuple(dict.fromkeys(beliefs)), tuple(read), variant.explanation if whole else "")
