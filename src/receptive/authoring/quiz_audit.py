"""What the quizzes of a release give away: which graded questions it answers, and what it takes to open a seal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from receptive.authoring.found_quizzes import Found, find_quizzes
from receptive.authoring.guessing import count_guesses, seconds_per_round
from receptive.authoring.quiz_attack import Answered, attack, stands_beside
from receptive.authoring.unpacking import files_in
from receptive.catalogue.content import Content
from receptive.quiz.forms import Variant
from receptive.quiz.graded_quiz import draw_graded_pools, read_secret, release_name
from receptive.quiz.programs import Programs
from receptive.quiz.reading import read_quiz
from receptive.quiz.sealed_quiz import pools
from receptive.quiz.sealing import Sealed

SITTING = 600  # seconds


@dataclass(frozen=True)
class SealCost:
    """What it takes to open the cheapest seal of a question by trying. `guesses` is None if nobody counts through."""

    question: str
    guesses: int | None
    seconds: float | None  # of one core of this machine
    is_given: bool = False  # its answer stands beside it


@dataclass(frozen=True)
class QuizAudit:
    graded: int  # questions that count
    answered: tuple[Answered, ...]  # those that the release answers
    marked: bool  # whether the secret was there to tell right guesses from wrong ones
    seals: tuple[SealCost, ...]  # of what is practised

    @property
    def opened_in_a_sitting(self) -> int:
        """How many practice questions ten minutes of one core open, the cheapest first."""
        spent, count = 0.0, 0
        for seconds in sorted(one.seconds for one in self.seals if one.seconds is not None):
            spent += seconds
            count += spent <= SITTING
        return count


def audit_quizzes(content: Content, folder: Path, secret_file: Path) -> QuizAudit:
    """Answer the quizzes of a release from the release alone.

    Args:
        secret_file: of the graded release; it need not be there.

    Raises:
        OSError: the folder cannot be read.
        ContentError: the lesson is broken.
    """
    found = find_quizzes(files_in(folder))
    programs = Programs(content)
    keys = _keys(programs, content, found, secret_file)
    return QuizAudit(
        len(found.graded), tuple(attack(found, keys)), bool(keys), tuple(_costs(programs, content, found.seals))
    )


def _keys(programs: Programs, content: Content, found: Found, secret_file: Path) -> dict[str, list[Variant]]:
    """The pools of the graded release; none without its own secret."""
    if not found.graded or not secret_file.is_file():
        return {}
    secret = read_secret(secret_file, make=False)
    if release_name(secret) != found.release:
        return {}
    topics = dict.fromkeys(name.partition("/")[0] for name in found.graded)
    return {
        name: pool for topic in topics for name, pool in draw_graded_pools(programs, content, topic, secret).items()
    }


def _costs(programs: Programs, content: Content, seals: Mapping[str, Sequence[Sealed]]) -> list[SealCost]:
    """The cost of each question of which there are seals, in the order of the quizzes."""
    if not seals:
        return []
    per_round, costs = seconds_per_round(), []
    for topic in content.topics():
        if content.quiz(topic).exists() and any(name.startswith(f"{topic}/") for name in seals):
            for name, pool in pools(programs, topic, read_quiz(content.quiz(topic))).items():
                one = _cost(f"{topic}/{name}", pool, seals.get(f"{topic}/{name}", ()), per_round)
                costs += [one] if one else []
    return costs


def _cost(name: str, pool: Sequence[Variant], seals: Sequence[Sealed], per_round: float) -> SealCost | None:
    """The cheapest seal of a question; None if there is no seal of it."""
    rounds = {sealed.number: sealed.rounds for sealed in seals}
    known = [
        (guesses, rounds[one.number] * per_round)
        for one in pool
        if one.number in rounds
        if (guesses := _count_guesses(one))
    ]
    if not rounds:
        return None
    given = all(map(stands_beside, pool))
    if not known:
        return SealCost(name, None, None, given)
    guesses, each = min(known, key=lambda one: one[0] * one[1])
    return SealCost(name, guesses, guesses * each, given)


def _count_guesses(variant: Variant) -> int | None:
    """Guesses for all forms, each of which opens by itself."""
    found = [count_guesses(form, key) for form, key in zip(variant.forms, variant.keys, strict=True)]
    return sum(one for one in found if one) if all(found) else None
