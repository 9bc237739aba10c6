"""Looks through what students receive for answers, hidden tests and solutions, by trying to find them.

Archives are opened and base64 is decoded. A finding names the file.
"""

from __future__ import annotations

import contextlib
import json
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import receptive
from receptive.authoring.opened import open_grader
from receptive.authoring.private_code import PrivateCode, not_looked_into
from receptive.authoring.unpacking import files_in
from receptive.catalogue.content import Content
from receptive.catalogue.manifest import load_topic
from receptive.quiz import sealing
from receptive.quiz.reading import read_quiz
from receptive.quiz.sealed_quiz import GRADED, quiz_adapter
from receptive.quiz.templates import HOLE
from receptive.recognition.table import without_boxes
from receptive.seals import Damaged

TELLING = 24  # characters: a shorter line may stand anywhere
STEP = 8  # places of a text, of which one is looked at
SAMPLE = TELLING - STEP + 1
BASE64 = re.compile(rb"[A-Za-z0-9+/]{40,}={0,2}")
NAMES = re.compile(
    r"(^|/)(test_[^/]*\.py|oracle\.py|misconceptions\.py|demonstrations[^/]*\.py"
    r"|solutions/.*|graders/.*|alternatives/.*)$"
)
MARKS = re.compile(  # says what a student's grader is, and holds nothing of it; and mistakes, which are attacked apart
    r"(^|/)graders/(OPEN|sealed/[^/]+\.json)$"
)
SEALED = re.compile(r"(^|/)graders/sealed/[^/]+\.json$")
KEYS = {"right", "accepted", "caught", "answer", "answers", "correct", "solution", "explanation_text", "says"}


@dataclass(frozen=True)
class Finding:
    path: str
    what: str


def audit(content: Content, folder: Path) -> tuple[list[Finding], int]:
    """Everything that gives something away, and how many files were looked at.

    Raises:
        OSError: the folder cannot be read.
    """
    secrets = _Secrets(content)
    private = PrivateCode(content)
    found: list[Finding] = []
    count = 0
    known: dict[tuple[str, bytes], list[str]] = {}  # a zip and the wheel in it hold the same quizzes
    for name, data in files_in(folder):
        count += 1
        if SEALED.search(name):  # what is in it is attacked apart
            with contextlib.suppress(Damaged):
                data = without_boxes(data)
        same = (Path(name).name, data)
        if same not in known:
            problems = [*_problems(secrets, name, data), *private.found_in(name, data), *not_looked_into(name, data)]
            known[same] = list(dict.fromkeys(problems))
        found += [Finding(name, what) for what in known[same]]
    return found, count


class _Secrets:
    """Lines that only an instructor has: of graders, solutions and quizzes, without those that students are given."""

    def __init__(self, content: Content) -> None:
        package = Path(receptive.__file__).parent
        machinery = [path for path in package.rglob("*.py") if path.relative_to(package).parts[0] != "lesson"]
        self.public = {path.read_bytes() for path in machinery}  # whole files that everybody may have
        given = "\n".join(data.decode("utf-8") for data in self.public)
        given += "\n".join(
            path.read_text("utf-8") for path in content.root.glob("README.md")
        )  # shows a run to everybody
        for topic in content.topics():
            loaded = load_topic(content, topic)
            opened = open_grader(loaded).values()
            given += "\n".join((*opened, *collect_given(content, topic)))
            given += "".join(f' "{exercise.name}", ' for exercise in loaded.exercises)  # sealed
            self.public |= {text.encode() for text in opened}
        given = " ".join(given.split())
        self.lines: dict[str, str] = {}
        for topic in content.topics():
            for path in sorted(content.grader(topic).rglob("*.[pm][yd]")):  # Python, and model answers
                self._add(path.read_text("utf-8"), f"a line of the grader of {topic} ({path.name})")
            self._add(content.solution(topic).read_text("utf-8"), f"a line of the solution of {topic}")
            if content.quiz(topic).exists():
                self._add_quiz(topic, content.quiz(topic))
        self._index(self.lines)
        told = set(self._lines_in(given))
        self._index(line for line in self.lines if line not in told)

    def _index(self, lines: Iterable[str]) -> None:
        """Have these lines found: by what they begin with, or thousands would be looked for one by one."""
        self.beginning: dict[str, list[str]] = {}
        for line in lines:
            self.beginning.setdefault(line[:TELLING], []).append(line)
        # whichever places of a text are looked at, one of these parts of a beginning stands at one of them
        self.samples = {begun[at : at + SAMPLE] for begun in self.beginning for at in range(STEP)}

    def _add(self, text: str, what: str) -> None:
        for line in _lines(text):
            if re.search(r"[^\W\d_]{3}", line) and not line.startswith(("import ", "from ")):
                self.lines.setdefault(line, what)

    def _add_quiz(self, topic: str, path: Path) -> None:
        """The explanations and the sentences about mistakes, between the holes of their templates."""
        for item in _items(read_quiz(path).model_dump()):
            told = [item.get("explanation"), item.get("says")] if isinstance(item, dict) else []
            for text in filter(None, told):
                for fragment in HOLE.split(text):
                    words = " ".join((fragment or "").split())
                    if len(words) >= TELLING:
                        self.lines.setdefault(words, f"an explanation or feedback of the quiz of {topic}")

    def in_text(self, text: str) -> Iterator[str]:
        for line in self._lines_in(" ".join(text.split())):
            yield f"{self.lines[line]}: {line[:60]}"

    def _lines_in(self, text: str) -> Iterator[str]:
        samples, beginning = self.samples, self.beginning
        for sampled in [at for at in range(0, len(text), STEP) if text[at : at + SAMPLE] in samples]:
            for place in range(max(0, sampled - STEP + 1), sampled + 1):
                lines = beginning.get(text[place : place + TELLING], ())
                yield from (line for line in lines if text.startswith(line, place))


def collect_given(content: Content, topic: str) -> Iterator[str]:
    """Texts of a topic that students have besides the open criteria: the task, and what a quiz asks."""
    for path in (content.stub(topic), content.readme(topic), content.manifest(topic)):
        yield path.read_text("utf-8")
    if content.quiz(topic).exists():
        for item in _items(read_quiz(content.quiz(topic)).model_dump()):
            if isinstance(item, dict):
                shown = [value for key, value in item.items() if key not in ("explanation", "says", "answer", "proof")]
                yield from (
                    text for one in shown for text in (one if isinstance(one, list) else [one]) if isinstance(text, str)
                )


def _problems(secrets: _Secrets, name: str, data: bytes) -> Iterator[str]:
    if data in secrets.public:
        return
    if NAMES.search(name) and not MARKS.search(name):
        yield "a file of the instructor's, by its name"
    text = data.decode("utf-8", "replace")
    yield from secrets.in_text(text)
    for blob in BASE64.findall(data):
        try:
            inside = b64decode(blob + b"=" * (-len(blob) % 4)).decode("utf-8")
        except ValueError:
            continue
        yield from (f"in base64: {what}" for what in secrets.in_text(inside))
    if name.endswith((".json", ".ipynb")) and not MARKS.search(name):
        yield from _json_problems(secrets, text, is_notebook=name.endswith(".ipynb"))


def _json_problems(secrets: _Secrets, text: str, is_notebook: bool) -> Iterator[str]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        yield "is no JSON"
        return
    items = list(_items(data))
    yield from secrets.in_text("\n".join(item for item in items if isinstance(item, str)))
    keys = sorted({key for item in items if isinstance(item, dict) for key in item} & KEYS)
    if keys and not is_notebook:  # nbgrader's own metadata say which cell is a solution cell
        yield f"has fields that hold answers: {', '.join(keys)}"
    if isinstance(data, dict) and data.get("schema") in (sealing.SCHEMA, GRADED):
        yield from _quiz_problems(text)


def _quiz_problems(text: str) -> Iterator[str]:
    from pydantic import ValidationError

    try:
        quiz = quiz_adapter().validate_json(text)
    except ValidationError:
        yield "is no whole quiz"
        return
    for question in quiz.questions:
        for variant in question.variants:
            if quiz.schema == GRADED:
                if variant.salt or variant.explanation or any(variant.boxes):
                    yield f"question {question.id!r}: a graded quiz holds seals"
                if any(form.step or form.offset for form in variant.forms):
                    yield f"question {question.id!r}: a graded quiz holds the buckets of its answer"
            elif len(variant.boxes) != len(variant.forms) or not all(variant.boxes):
                yield f"question {question.id!r}: is not sealed"


def _items(data: Any) -> Iterator[Any]:
    """Everything in it, at any depth."""
    stack = [data]
    while stack:
        item = stack.pop()
        yield item
        stack += item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()


def _lines(text: str) -> list[str]:
    return [joined for line in text.splitlines() if len(joined := " ".join(line.split())) >= TELLING]
