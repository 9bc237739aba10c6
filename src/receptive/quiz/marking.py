"""Marks a response with the keys of its variant, where they are known: in the instructor's hands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from receptive.quiz.answers import Unreadable, read_answer
from receptive.quiz.forms import Belief, Form, Key, Marked, Variant
from receptive.quiz.numbers import ReadsTwoWays

Slot = tuple[bool, Belief | None, str]  # whether it is right, what is known of it if not, how it was read


def mark(variant: Variant, response: Sequence[str]) -> Marked:
    """What a response is worth: each right slot its share of the points.

    Args:
        response: one text for each form, as it was typed.

    Raises:
        Unreadable: a text is no answer to its form.
    """
    slots = zip(variant.forms, variant.keys, response, strict=True)
    return _join(variant, [_mark_slot(form, key, text) for form, key, text in slots])


def mark_final(variant: Variant, response: Sequence[str]) -> Marked:
    """What a response is worth that nobody can be asked about: of several slots, one that cannot be read is wrong.

    A number that reads two ways is right if one of them is, and else is the one of which more is known.

    Raises:
        Unreadable: no text is an answer to its form.
    """
    found: list[Slot] = []
    refused = []
    for form, key, text in zip(variant.forms, variant.keys, response, strict=True):
        try:
            found.append(_mark_slot(form, key, text))
        except ReadsTwoWays as two:
            readings = [_mark_slot(form, key, way) for way in two.ways]
            found.append(max(readings, key=lambda slot: (slot[0], slot[1] is not None)))
        except Unreadable as unreadable:
            refused.append(unreadable)
            found.append((False, Belief(f"{form.label}: {unreadable}."), ""))
    if len(refused) == len(found):
        raise refused[0]
    return _join(variant, found)


def _mark_slot(form: Form, key: Key, text: str) -> Slot:
    found = read_answer(form, text)
    right = any(canonical in key.accepted for canonical in found.canonicals)
    known = (belief for caught, belief in key.caught if caught in found.canonicals)
    return right, None if right else next(known, None), found.said


def _join(variant: Variant, slots: Iterable[Slot]) -> Marked:
    rights, beliefs, read = zip(*slots, strict=True)
    said = tuple(dict.fromkeys(filter(None, beliefs)))
    return Marked(all(rights), rights, said, tuple(filter(None, read)), variant.explanation if all(rights) else "")
