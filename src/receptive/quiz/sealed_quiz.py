"""Practice quizzes: for each question a few sealed variants, in the file that a student receives.

The pool is the same for everybody; which variant a workspace begins with follows from the workspace's own seed. So one
file serves a class, and no two neighbors need to have the same numbers.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from receptive.catalogue.content import Content, ContentError
from receptive.invocation import typed
from receptive.quiz.answers import is_answerable
from receptive.quiz.forms import Variant
from receptive.quiz.programs import Programs
from receptive.quiz.reading import read_quiz
from receptive.quiz.schema import Question, Quiz
from receptive.quiz.sealing import MAX_WORK, SCHEMA, Sealed, seal
from receptive.quiz.variants import draw, is_parameterised

GRADED = "receptive/graded/v1"  # the schema of a quiz that counts, which has no seals
SEED = "practice"
POOL = 5  # variants of a question with parameters
MAX_BYTES = 8 << 20
MAX_FORMS = 50
MAX_POINTS = 5000  # at which an expression is judged


@dataclass(frozen=True)
class SealedQuestion:
    """The variants of a question. `catches`: the misconceptions that it asks for."""

    id: str
    catches: tuple[str, ...]
    variants: tuple[Sealed, ...]

    @property
    def points(self) -> float:
        return self.variants[0].points


@dataclass(frozen=True)
class SealedQuiz:
    """What a student receives of a topic's quiz. `made_from` tells versions apart."""

    schema: str
    topic: str
    title: str
    made_from: str
    questions: tuple[SealedQuestion, ...]

    @property
    def points(self) -> float:
        return sum(question.points for question in self.questions)

    def question(self, name: str) -> SealedQuestion | None:
        return next((question for question in self.questions if question.id == name), None)


def pools(programs: Programs, topic: str, quiz: Quiz) -> dict[str, list[Variant]]:
    """The variants of every question that are practised, in order."""
    return {question.id: practice_pool(programs, topic, question) for question in quiz.questions}


def practice_pool(programs: Programs, topic: str, question: Question) -> list[Variant]:
    """The variants of one question that are practised."""
    seed = own_seed(SEED, question)
    return [draw(programs, topic, question, seed, number) for number in range(pool_size(question))]


def pool_size(question: Question) -> int:
    return POOL if is_parameterised(question) else 1


def own_seed(seed: str, question: Question) -> str:
    """A seed for who has the lesson. Students have this program: a seed that they know too undoes every shuffle."""
    return f"{seed} {question.explanation}"


def fingerprint(variants: dict[str, list[Variant]]) -> str:
    """Changes with every word and number of a quiz, and with those of the misconceptions that it uses."""
    text = json.dumps({name: [asdict(one) for one in pool] for name, pool in variants.items()}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def seal_quiz(topic: str, quiz: Quiz, variants: dict[str, list[Variant]], rounds: int = 0) -> SealedQuiz:
    """Seal the pools of a topic's quiz, with so many rounds or, for 0, as many as `sealing.rounds_of` says."""
    with ThreadPoolExecutor(os.cpu_count()) as threads:  # the derivation leaves Python's lock
        sealed = {name: [threads.submit(seal, one, rounds) for one in pool] for name, pool in variants.items()}
        questions = tuple(
            SealedQuestion(name, _catches(pool), tuple(one.result() for one in sealed[name]))
            for name, pool in variants.items()
        )
    return SealedQuiz(SCHEMA, topic, quiz.title, fingerprint(variants), questions)


def write_text(sealed: SealedQuiz) -> str:
    """The file: one line for each question, so that a change shows where it is."""
    head = {name: value for name, value in asdict(sealed).items() if name != "questions"}
    lines = ",\n".join(json.dumps(asdict(question), ensure_ascii=False) for question in sealed.questions)
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "questions": [\n{lines}\n]}}\n'


@cache
def quiz_adapter() -> TypeAdapter[SealedQuiz]:
    """What makes a sealed quiz of JSON, or says what is wrong with it. It takes longer to make than to use."""
    return TypeAdapter(SealedQuiz)


def read_sealed(path: Path, *schemas: str) -> SealedQuiz:
    """A quiz as students receive it, from its file: a sealed one, or one of these schemas.

    Raises:
        ContentError: it is absent, cut short, or no sealed quiz of this version.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as refused:
        raise ContentError(path, f"cannot be read: {refused.strerror}") from refused
    return parse_sealed(path, data, *schemas)


def parse_sealed(path: Path, data: bytes, *schemas: str) -> SealedQuiz:
    """The same of what a file holds.

    Raises:
        ContentError: it is cut short, or no sealed quiz of this version.
    """
    if len(data) > MAX_BYTES:
        raise ContentError(path, "is larger than a quiz can be")
    try:
        sealed = quiz_adapter().validate_json(data)
    except ValidationError as wrong:
        raise ContentError(path, f"is no sealed quiz, or was cut short: {_say(wrong)}") from wrong
    if sealed.schema == GRADED and GRADED not in schemas:
        raise ContentError(path, f"holds questions that count, which nothing here can mark: {typed('quiz')} asks them")
    if sealed.schema not in (schemas or (SCHEMA,)):
        wanted = " or ".join(schemas or (SCHEMA,))
        raise ContentError(path, f"is of version {sealed.schema!r}, not {wanted}: get the quiz again")
    for question in sealed.questions:
        if not question.variants or not all(_is_whole(one, sealed.schema) for one in question.variants):
            raise ContentError(path, f"question {question.id!r} is damaged: get the quiz again")
    return sealed


def _is_whole(variant: Sealed, schema: str) -> bool:
    """Whether it can be asked and marked: a file may be damaged, or made to keep a machine busy."""
    least = 1 if schema == SCHEMA else 0
    return (
        0 < len(variant.forms) == len(variant.boxes) <= MAX_FORMS
        and least <= variant.rounds <= MAX_WORK // len(variant.forms)
        and bool(variant.hints)
        and all(is_answerable(form) and len(form.points) <= MAX_POINTS for form in variant.forms)
    )


def write_sealed(content: Content, topic: str) -> Path | None:
    """Seal the quiz of a topic; None if it has none.

    Raises:
        ContentError: the quiz is broken.
    """
    if not content.quiz(topic).exists():
        return None
    quiz = read_quiz(content.quiz(topic))
    path = content.sealed_quiz(topic)
    path.parent.mkdir(exist_ok=True)
    path.write_text(write_text(seal_quiz(topic, quiz, pools(Programs(content), topic, quiz))), "utf-8")
    return path


def schema_text() -> str:
    """The JSON Schema of quiz files, for editors: draft 2020-12."""
    return json.dumps(Quiz.model_json_schema(by_alias=True), indent=1, ensure_ascii=False) + "\n"


def write_schema(content: Content) -> Path:
    path = content.root / "quizzes" / "schema.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(schema_text(), "utf-8")
    return path


def first_number(workspace: str, question: str, count: int) -> int:
    """With which variant of the pool a workspace begins."""
    return int.from_bytes(hashlib.sha256(f"{workspace}/{question}".encode()).digest()[:4]) % count


def _catches(pool: Sequence[Variant]) -> tuple[str, ...]:
    found = (belief.misconception for one in pool for key in one.keys for _, belief in key.caught)
    return tuple(sorted(set(filter(None, found))))


def _say(wrong: ValidationError) -> str:
    first = wrong.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(map(str, first['loc']))} {first['msg']}".strip()
