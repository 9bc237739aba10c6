"""Graded quizzes: a student receives no answers and no seals; responses go to a file that the instructor marks.

The variants are drawn from a secret that stays with the instructor, apart from those that are practised. Which of them
is a student's follows from the release and the student's name as the class list has it, so a response to another
variant is not accepted, whatever name stands in the file of responses.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from receptive.catalogue.content import Content, ContentError
from receptive.quiz.answers import Unreadable
from receptive.quiz.apart import draw_graded_pool
from receptive.quiz.forms import Form, Marked, Variant
from receptive.quiz.marking import mark_final
from receptive.quiz.programs import Programs
from receptive.quiz.reading import read_quiz
from receptive.quiz.responses import Responses
from receptive.quiz.sealed_quiz import GRADED, SealedQuestion, SealedQuiz, first_number
from receptive.quiz.sealing import Sealed
from receptive.rights import NotPrivate, keep_private, make_private
from receptive.scoring import part_of


@dataclass(frozen=True)
class MarkedResponse:
    """One question of a student. `marked` is None if it was not answered; `fault` says why an answer does not count."""

    question: str
    points: float
    marked: Marked | None
    fault: str = ""

    @property
    def right(self) -> bool:
        return self.marked is not None and self.marked.right

    @property
    def earned(self) -> float:
        return part_of(self.points, self.marked.share if self.marked else 0.0)


def read_secret(path: Path, make: bool) -> str:
    """The secret of an instructor, made if there is none. From now on its owner alone may read the file.

    Raises:
        ContentError: it cannot be read or made, or others can read it and that cannot be changed.
    """
    try:
        if make and make_private(path):
            path.write_text(f"{secrets.token_hex(32)}\n", "ascii")
        found = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as refused:
        raise ContentError(path, f"cannot be read as a secret: {refused}") from refused
    if len(found) < 32:
        raise ContentError(path, "is too short for a secret")
    try:
        keep_private(path)
    except NotPrivate as refused:
        raise ContentError(path, str(refused)) from refused
    return found


def release_name(secret: str) -> str:
    """What may be known of a secret: it tells releases apart."""
    return hashlib.sha256(f"release {secret}".encode()).hexdigest()[:16]


def make_graded_quiz(programs: Programs, content: Content, topic: str, secret: str) -> SealedQuiz | None:
    """The quiz of a topic as students receive it; None if there is none.

    Raises:
        ContentError: the quiz is broken.
    """
    drawn = draw_graded_pools(programs, content, topic, secret)
    if not drawn:
        return None
    title = read_quiz(content.quiz(topic)).title
    questions = tuple(SealedQuestion(pool[0].question, (), tuple(map(_bare, pool))) for pool in drawn.values())
    return SealedQuiz(GRADED, topic, title, release_name(secret), questions)


def own_variant(release: str, student: str, topic: str, question: SealedQuestion) -> Sealed:
    """The variant that is this student's."""
    return question.variants[_own_number(release, student, f"{topic}/{question.id}", len(question.variants))]


def same_student(one: str, other: str) -> bool:
    """Whether two spellings are one name: capitals, kinds of blanks and ways to write an accent do not count."""
    return _plain(one) == _plain(other)


def mark_responses(
    programs: Programs, content: Content, topics: Sequence[str], secret: str, found: Responses, path: Path, student: str
) -> list[MarkedResponse]:
    """Every question of these topics, marked with the student's own variants.

    Args:
        student: whose answers they are, as the class list has it.

    Raises:
        ContentError: the responses belong to another release, or a quiz is broken.
    """
    check_release(secret, found, path)
    drawn = [draw_graded_pools(programs, content, topic, secret) for topic in topics]
    return [mark for pools_of_topic in drawn for mark in mark_drawn(pools_of_topic, found, student)]


def check_release(secret: str, found: Responses, path: Path) -> None:
    """Raises:
    ContentError: the responses belong to another release.
    """
    if found.release != release_name(secret):
        raise ContentError(path, "these responses belong to another release than this secret")


def draw_graded_pools(programs: Programs, content: Content, topic: str, secret: str) -> dict[str, list[Variant]]:
    """The variants of every question of a topic, by topic/question; none if it has no quiz.

    Raises:
        ContentError: the quiz is broken.
    """
    path, found = content.quiz(topic), {}
    if not path.exists():
        return {}
    for question in read_quiz(path).questions:
        try:
            found[f"{topic}/{question.id}"] = draw_graded_pool(programs, topic, question, secret)
        except ValueError as broken:
            raise ContentError(path, f"question {question.id!r}: {broken}") from broken
    return found


def mark_drawn(drawn: Mapping[str, Sequence[Variant]], found: Responses, student: str) -> list[MarkedResponse]:
    """Every question of these pools, marked with the variants of this student."""
    return [_mark(found, student, name, pool) for name, pool in drawn.items()]


def _mark(found: Responses, student: str, name: str, pool: Sequence[Variant]) -> MarkedResponse:
    variant = pool[_own_number(found.release, student, name, len(pool))]
    given = found.responses.get(name)
    if given is None:
        return MarkedResponse(name, variant.points, None)
    if given.variant != variant.number:
        return MarkedResponse(name, variant.points, None, "answers a variant that is not this student's")
    if len(given.response) != len(variant.forms):
        fault = f"has {len(given.response)} answers, not {len(variant.forms)}"
        return MarkedResponse(name, variant.points, None, fault)
    try:
        return MarkedResponse(name, variant.points, mark_final(variant, given.response))
    except Unreadable as unreadable:
        return MarkedResponse(name, variant.points, None, str(unreadable))


def _own_number(release: str, student: str, name: str, count: int) -> int:
    return first_number(f"{release}/{_plain(student)}", name, count)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _bare(variant: Variant) -> Sealed:
    """The variant without anything that was made from its answers."""
    return Sealed(
        variant.quiz, variant.question, variant.number, variant.points, variant.type, variant.title, variant.prompt,
        variant.pictures, variant.hints, tuple(map(_bare_form, variant.forms)), "", 0, tuple(() for _ in variant.forms),
        "",
    )  # fmt: skip


def _bare_form(form: Form) -> Form:
    """The form without its buckets, whose width and begin tell where the right number lies."""
    return replace(form, step="", offset="")
