"""What a student hands in of a quiz that counts: a file of responses, which anybody may have written.

Sizes and counts are bounded, and an error names the file and the line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from receptive.catalogue.content import ContentError
from receptive.quiz.answers import MAX_ANSWER
from receptive.quiz.sealed_quiz import MAX_FORMS

SCHEMA = "receptive/responses/v1"
MAX_BYTES = 1 << 20
MAX_RESPONSES = 2000
MAX_NAME = 100
LINE = re.compile(r"at line (\d+) column \d+$")


@dataclass(frozen=True)
class Response:
    variant: int
    response: tuple[str, ...]


@dataclass(frozen=True)
class Responses:
    """What one student hands in: topic/question and what was typed."""

    schema: str
    release: str
    student: str  # the student's own word, which decides nothing where answers are marked
    responses: Mapping[str, Response] = field(default_factory=dict)


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
        ContentError: it is no such file, of another version, or larger than answers can be.
    """
    if len(data) > MAX_BYTES:
        raise ContentError(path, f"is larger than a file of responses can be: more than {MAX_BYTES >> 10} KiB")
    try:
        found = TypeAdapter(Responses).validate_json(data)
    except ValidationError as wrong:
        first: Any = wrong.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        problem = f"is no file of responses, or is damaged{f' at {where[:MAX_NAME]}' if where else ''}"
        raise ContentError(path, problem, _line(data, first)) from wrong
    if found.schema != SCHEMA:
        raise ContentError(
            path, f"is of version {found.schema[:MAX_NAME]!r}; this is {SCHEMA}", _line_of(data, "schema")
        )
    if not 0 < len(found.student) <= MAX_NAME:
        raise ContentError(path, "names no student", _line_of(data, "student"))
    _check_sizes(found, data, path)
    return found


def _check_sizes(found: Responses, data: bytes, path: Path) -> None:
    if len(found.responses) > MAX_RESPONSES:
        problem = f"answers {len(found.responses)} questions; {MAX_RESPONSES} are the most"
        raise ContentError(path, problem, _line_of(data, "responses"))
    for name, one in found.responses.items():
        if len(one.response) > MAX_FORMS or any(len(text) > MAX_ANSWER for text in one.response):
            problem = f"the answer to {name[:MAX_NAME]} has more than {MAX_FORMS} parts of {MAX_ANSWER} characters"
            raise ContentError(path, problem, _line_of(data, name))


def _line(data: bytes, wrong: Any) -> int:
    """The line that an error is about; 0 if it cannot be told."""
    said = LINE.search(wrong["msg"])
    if said:
        return int(said[1])
    names = [part for part in wrong["loc"] if isinstance(part, str)]
    return next(filter(None, (_line_of(data, name) for name in reversed(names))), 0)


def _line_of(data: bytes, name: str) -> int:
    place = data.find(json.dumps(name, ensure_ascii=False).encode("utf-8", "replace"))
    return data.count(b"\n", 0, place) + 1 if place >= 0 else 0


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
