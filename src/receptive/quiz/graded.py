"""Graded quizzes: a student receives no answers and no seals; responses go to a file that the instructor marks.

The variants are drawn from a secret that stays with the instructor. Which of them is a student's follows from the
release and the student's name, so a response to another variant is not accepted.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from receptive.content import Content, ContentError
from receptive.quiz.answers import Unreadable
from receptive.quiz.lesson import Programs
from receptive.quiz.marking import mark
from receptive.quiz.practice import MAX_BYTES, SealedQuestion, SealedQuiz, first_number, pools
from receptive.quiz.reading import read_quiz
from receptive.quiz.records import Marked, Variant
from receptive.quiz.sealing import Sealed
from receptive.rights import NotPrivate, keep_private, make_private

SCHEMA = "receptive/graded/v1"
RESPONSES = "receptive/responses/v1"
MAX_NAME = 100


@dataclass(frozen=True)
class Response:
    variant: int
    response: tuple[str, ...]


@dataclass(frozen=True)
class Responses:
    """What one student hands in: topic/question and what was typed."""

    schema: str
    release: str
    student: str
    responses: Mapping[str, Response] = field(default_factory=dict)


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


def graded_quiz(programs: Programs, content: Content, topic: str, secret: str) -> SealedQuiz | None:
    """The quiz of a topic as students receive it; None if there is none."""
    if not content.quiz(topic).exists():
        return None
    quiz = read_quiz(content.quiz(topic))
    drawn = pools(programs, topic, quiz, secret)
    questions = tuple(SealedQuestion(name, (), tuple(map(_bare, pool))) for name, pool in drawn.items())
    return SealedQuiz(SCHEMA, topic, quiz.title, release_name(secret), questions)


def own_variant(release: str, student: str, topic: str, question: SealedQuestion) -> Sealed:
    """The variant that is this student's."""
    return question.variants[_own_number(release, student, f"{topic}/{question.id}", len(question.variants))]


def read_responses(path: Path) -> Responses:
    """A file of responses.

    Raises:
        ContentError: it is no such file, or of another version.
    """
    try:
        with path.open("rb") as file:
            return parse_responses(file.read(MAX_BYTES + 1), path)
    except OSError as refused:
        raise ContentError(path, f"cannot be read: {refused.strerror}") from refused


def parse_responses(data: bytes, path: Path) -> Responses:
    """The content of a file of responses; `path` is named in errors.

    Raises:
        ContentError: it is no such file, or of another version.
    """
    try:
        found = TypeAdapter(Responses).validate_json(data)
    except ValidationError as wrong:
        where = ".".join(map(str, wrong.errors(include_url=False, include_input=False)[0]["loc"]))
        raise ContentError(path, f"is no file of responses, or is damaged{f' at {where}' if where else ''}") from wrong
    if found.schema != RESPONSES:
        raise ContentError(path, f"is of version {found.schema!r}; this is {RESPONSES}")
    if not 0 < len(found.student) <= MAX_NAME:
        raise ContentError(path, "names no student")
    return found


def with_response(found: Responses, name: str, variant: int, response: Sequence[str]) -> Responses:
    return replace(found, responses={**found.responses, name: Response(variant, tuple(response))})


def write_responses(path: Path, found: Responses) -> None:
    """Replace the file in one step.

    Raises:
        ContentError: it cannot be written.
    """
    fresh = path.with_suffix(".new")
    try:
        fresh.write_text(json.dumps(asdict(found), indent=1, ensure_ascii=False) + "\n", "utf-8")
        fresh.replace(path)
    except OSError as refused:
        raise ContentError(path, f"your answers could not be kept: {refused.strerror}") from refused


def mark_responses(
    programs: Programs, content: Content, topics: Sequence[str], secret: str, found: Responses, path: Path
) -> list[MarkedResponse]:
    """Every question of these topics, marked with the student's own variants.

    Raises:
        ContentError: the responses belong to another release, or a quiz is broken.
    """
    check_release(secret, found, path)
    drawn = [graded_pools(programs, content, topic, secret) for topic in topics]
    return [mark for pools_of_topic in drawn for mark in mark_drawn(pools_of_topic, found)]


def check_release(secret: str, found: Responses, path: Path) -> None:
    """Raises:
    ContentError: the responses belong to another release.
    """
    if found.release != release_name(secret):
        raise ContentError(path, "these responses belong to another release than this secret")


def graded_pools(programs: Programs, content: Content, topic: str, secret: str) -> dict[str, list[Variant]]:
    """The variants of every question of a topic, by topic/question; none if it has no quiz."""
    if not content.quiz(topic).exists():
        return {}
    drawn = pools(programs, topic, read_quiz(content.quiz(topic)), secret)
    return {f"{topic}/{name}": pool for name, pool in drawn.items()}


def mark_drawn(drawn: Mapping[str, Sequence[Variant]], found: Responses) -> list[MarkedResponse]:
    """Every question of these pools, marked with the student's own variants."""
    return [_mark(found, name, pool) for name, pool in drawn.items()]


def _mark(found: Responses, name: str, pool: Sequence[Variant]) -> MarkedResponse:
    variant = pool[_own_number(found.release, found.student, name, len(pool))]
    given = found.responses.get(name)
    if given is None:
        return MarkedResponse(name, variant.points, None)
    if given.variant != variant.number:
        return MarkedResponse(name, variant.points, None, "answers a variant that is not this student's")
    if len(given.response) != len(variant.forms):
        fault = f"has {len(given.response)} answers, not {len(variant.forms)}"
        return MarkedResponse(name, variant.points, None, fault)
    try:
        return MarkedResponse(name, variant.points, mark(variant, given.response))
    except Unreadable as unreadable:
        return MarkedResponse(name, variant.points, None, str(unreadable))


def _own_number(release: str, student: str, name: str, count: int) -> int:
    return first_number(f"{release}/{student}", name, count)


def _bare(variant: Variant) -> Sealed:
    """The variant without anything that was made from its answers."""
    return Sealed(
        variant.quiz, variant.question, variant.number, variant.points, variant.type, variant.title, variant.prompt,
        variant.pictures, variant.hints, variant.forms, "", 0, tuple(() for _ in variant.forms), "",
    )  # fmt: skip
