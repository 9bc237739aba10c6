"""Plays the student who wants the answers of a graded quiz from nothing but the release: which ones can be had?

Seals of the same questions are tried out, what was practised is carried over, and what stands beside a question is
taken for its answer. Only what is known to be right counts: a seal that opened proves it, and so does the secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from receptive.authoring.found_quizzes import Found
from receptive.authoring.guessing import guesses
from receptive.quiz.answers import Unreadable
from receptive.quiz.forms import Variant
from receptive.quiz.marking import mark_final
from receptive.quiz.prose import to_html
from receptive.quiz.sealed_quiz import SealedQuestion
from receptive.quiz.sealing import Sealed, open_form
from receptive.seals import Damaged

MAX_WORK = 150_000_000  # rounds of derivation: a minute of one core
MAX_GUESSES = 5000
NUMBERS = re.compile(r"\([\d, ]+\)|-?\d[\d.,/]*\d|\d")


@dataclass(frozen=True)
class Answered:
    """A question whose answer the release gives, and how."""

    question: str
    how: str


def attack(found: Found, keys: Mapping[str, Sequence[Variant]]) -> list[Answered]:
    """The questions that count and can be answered from what was found.

    Args:
        keys: the pools of the graded release by topic/question, which tell whether a guess is right; without them only
            what proves itself counts.
    """
    trier = _Trier()
    answered = []
    for name, question in found.graded.items():
        how = next(_ways(trier, found, question, found.seals.get(name, ()), keys.get(name, ())), "")
        if how:
            answered.append(Answered(name, how))
    return answered


def _ways(
    trier: _Trier, found: Found, question: SealedQuestion, seals: Sequence[Sealed], keys: Sequence[Variant]
) -> Iterator[str]:
    """How a question can be answered, the cheapest way first."""
    if found.keys:
        yield f"the answers are in {min(found.keys)}"
    if any(form.step or form.offset for one in question.variants for form in one.forms):
        yield "the buckets of its answer are published"
    if keys and all(stands_beside(variant) for variant in keys):
        yield "the answer stands beside it"
    if keys and all(_is_right(variant, always) for variant in keys for always in [_always_there(question)]):
        yield "one choice is in every variant, and it is the right one"
    for sealed in (*(one for one in question.variants if one.salt), *seals):
        if any(_is_same(sealed, one) for one in question.variants) and trier.opened(sealed):
            yield "a seal of the same question opens by trying"
        elif sealed.forms[0].options and _carries_over(trier.opened(sealed), keys):
            yield "what opens the practised question is right here too"


def _is_same(sealed: Sealed, asked: Sealed) -> bool:
    """Whether a seal is of the question as it is asked: what opens it is then right. A page has its text as HTML."""
    forms = zip(sealed.forms, asked.forms, strict=False)
    return (
        sealed.prompt in (asked.prompt, to_html(asked.prompt))
        and [picture.svg for picture in sealed.pictures] == [picture.svg for picture in asked.pictures]
        and all(sorted(one.options) == sorted(other.options) and one.grid == other.grid for one, other in forms)
    )


def _carries_over(opened: Sequence[str], keys: Sequence[Variant]) -> bool:
    return bool(opened) and any(
        all(canonical in key.accepted for canonical, key in zip(opened, variant.keys, strict=False)) for variant in keys
    )


def _always_there(question: SealedQuestion) -> str:
    """The only choice that all variants have; empty if there is none or there are several."""
    if len(question.variants) < 2:
        return ""
    common = set.intersection(*(set(one.forms[0].options) for one in question.variants))
    return common.pop() if len(common) == 1 else ""


def stands_beside(variant: Variant) -> bool:
    """Whether a number in the hints, the title or the words of a picture is the right answer.

    One variant alone may meet it by chance.
    """
    if len(variant.forms) != 1 or variant.forms[0].options:
        return False  # to choose among what is shown is the question
    beside = " ".join([*variant.hints, variant.title, *(picture.alt for picture in variant.pictures)])
    return any(_is_right(variant, text) for text in dict.fromkeys(NUMBERS.findall(beside)))


def _is_right(variant: Variant, text: str) -> bool:
    try:
        return mark_final(variant, [text] * len(variant.forms)).right
    except Unreadable:
        return False


class _Trier:
    """Opens seals by trying, as far as a minute goes."""

    def __init__(self) -> None:
        self.left = MAX_WORK

    def opened(self, sealed: Sealed) -> tuple[str, ...]:
        """The canonical answers that open a seal; empty if the first ones that somebody would try do not."""
        found = []
        for place in range(len(sealed.forms)):
            found.append(self._opened(sealed, place))
            if not found[-1]:
                return ()
        return tuple(found)

    def _opened(self, sealed: Sealed, place: int) -> str:
        for canonical in islice(guesses(sealed.forms[place]), MAX_GUESSES):
            if self.left < sealed.rounds:
                break
            self.left -= sealed.rounds
            try:
                opened = open_form(sealed, place, [canonical])
            except Damaged:
                break
            if opened and opened.get("right"):
                return canonical
        return ""
