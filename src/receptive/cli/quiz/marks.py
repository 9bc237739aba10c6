"""`grade quiz --json`: marks a file of responses with the answers that are installed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from receptive.catalogue.content import Content, ContentError
from receptive.cli.codes import NothingToGrade
from receptive.quiz.answers import Unreadable
from receptive.quiz.forms import Variant
from receptive.quiz.graded_quiz import mark_responses, read_secret, same_student
from receptive.quiz.marking import mark_final
from receptive.quiz.programs import Programs
from receptive.quiz.reading import read_quiz
from receptive.quiz.responses import read_responses
from receptive.quiz.schema import Question
from receptive.quiz.sealed_quiz import SEED, own_seed
from receptive.quiz.variants import draw
from receptive.scoring import part_of

SCHEMA = "receptive/quiz-marks/v1"
MAX_BYTES = 64 << 20
MAX_VARIANT = 10_000


def marks_json(content: Content, path: Path) -> tuple[str, bool]:
    """One JSON object with a mark for each line, and whether all are right.

    Raises:
        click.UsageError: the file cannot be read, or a line is no response; names the line.
        NothingToGrade: there is no line.
    """
    marker = _Marker(content)
    marks = [marker.mark(number, line) for number, line in enumerate(_lines(path), start=1) if line.strip()]
    if not marks:
        raise NothingToGrade(f"{path} holds no response")
    points, most = _sum(mark["points"] for mark in marks), _sum(mark["max_points"] for mark in marks)
    text = json.dumps({"schema": SCHEMA, "points": points, "max_points": most, "marks": marks}, ensure_ascii=True)
    return text, points == most


def mark_graded(content: Content, topics: list[str], path: Path, secret: Path, student: str) -> tuple[str, bool]:
    """The marks of one student's file of a graded release, and whether all are right.

    Args:
        student: whose file it is. Another name in it is noted and decides nothing.

    Raises:
        ContentError: the file or the secret is broken, or they do not belong together.
    """
    found, kept = read_responses(path), read_secret(secret, make=False)
    marked = mark_responses(Programs(content), content, topics, kept, found, path, student)
    marks = [
        {
            "question": one.question,
            "points": one.earned,
            "max_points": one.points,
            "parts": list(one.marked.slots) if one.marked else [],
            "status": "passed" if one.right else "failed" if one.marked or one.fault else "missing",
            "message": one.fault or " ".join(belief.says for belief in (one.marked.beliefs if one.marked else ())),
        }
        for one in marked
    ]
    points, most = _sum(one.earned for one in marked), _sum(one.points for one in marked)
    notes = [] if same_student(found.student, student) else [f"the file names {found.student!r}"]
    head = {"schema": SCHEMA, "student": student, "notes": notes, "points": points, "max_points": most}
    return json.dumps({**head, "marks": marks}, ensure_ascii=True), points == most


def _sum(points: Iterable[float]) -> float:
    """Hundredths do not add up to 4.999999."""
    return round(float(sum(points)), 2)


class _Marker:
    def __init__(self, content: Content) -> None:
        self.content = content
        self.programs = Programs(content)
        self.questions: dict[str, Question] = {}
        self.variants: dict[tuple[str, int, str], Variant] = {}
        self.read: set[str] = set()

    def mark(self, number: int, line: str) -> dict[str, Any]:
        name, variant_number, seed, response = _response(number, line)
        variant = self._variant(number, name, variant_number, seed)
        if len(response) != len(variant.forms):
            raise click.UsageError(f"line {number}: {name} asks for {len(variant.forms)} answers, not {len(response)}")
        found: dict[str, Any] = {"question": name, "variant": variant_number, "max_points": variant.points}
        try:
            marked = mark_final(variant, response)
        except Unreadable as unreadable:
            return {
                **found,
                "points": 0.0,
                "parts": [],
                "status": "failed",
                "message": str(unreadable),
                "misconceptions": [],
            }
        return {
            **found,
            "points": part_of(variant.points, marked.share),
            "parts": list(marked.slots),
            "status": "passed" if marked.right else "failed",
            "message": " ".join(belief.says for belief in marked.beliefs),
            "misconceptions": [belief.misconception for belief in marked.beliefs if belief.misconception],
        }

    def _variant(self, number: int, name: str, variant: int, seed: str | None) -> Variant:
        topic = name.partition("/")[0]
        if topic not in self.read:
            self.read.add(topic)
            if topic not in self.content.topics() or not self.content.quiz(topic).exists():
                raise click.UsageError(f"line {number}: there is no quiz of {topic!r}")
            for question in read_quiz(self.content.quiz(topic)).questions:
                self.questions[f"{topic}/{question.id}"] = question
        if name not in self.questions:
            raise click.UsageError(f"line {number}: there is no question {name!r}")
        seed = own_seed(SEED, self.questions[name]) if seed is None else seed
        key = (name, variant, seed)
        if key not in self.variants:
            try:
                self.variants[key] = draw(self.programs, topic, self.questions[name], seed, variant)
            except ValueError as broken:
                raise ContentError(self.content.quiz(topic), f"question {name!r}: {broken}") from broken
        return self.variants[key]


def _lines(path: Path) -> list[str]:
    try:
        if str(path) == "-":
            return sys.stdin.buffer.read(MAX_BYTES).decode("utf-8").split("\n")
        with path.open(encoding="utf-8") as file:
            return file.read(MAX_BYTES).split("\n")
    except OSError as refused:
        raise click.UsageError(f"{path} cannot be read: {refused.strerror}") from refused
    except UnicodeDecodeError as broken:
        raise click.UsageError(f"{path} is not UTF-8: {broken.reason}") from broken


def _response(number: int, line: str) -> tuple[str, int, str | None, list[str]]:
    """The parts of one line: question, variant, seed (None: that of practice), and the texts that were typed."""
    try:
        data: Any = json.loads(line)
        name, variant, seed = data["question"], data.get("variant", 0), data.get("seed")
        response = data["response"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as broken:
        raise click.UsageError(f"line {number} is no response: it needs question and response, in JSON") from broken
    texts = [response] if isinstance(response, str) else response
    right = isinstance(name, str) and type(variant) is int and 0 <= variant <= MAX_VARIANT
    right = right and isinstance(seed, str | None)
    if not right or not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise click.UsageError(f"line {number} is no response: a question, a variant from 0, and texts")
    return name, variant, seed, texts
