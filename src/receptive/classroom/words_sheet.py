"""The sheet that a person marks answers in words on: a CSV with a row for each answer, written and read back."""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
import math
from collections.abc import Callable, Sequence
from pathlib import Path

from receptive.classroom.errors import ClassError
from receptive.classroom.student_names import plain_name, show_name
from receptive.classroom.tables import Row, read_table
from receptive.classroom.words import Answer, WordsMark

COLUMNS = ("who", "topic", "question", "answer", "of", "points", "comment")
Key = tuple[str, str, str]  # who, topic, question


def code_of(student: str, seed: str) -> str:
    """A name that says nothing: the same for the same class, and not to be guessed without its seed."""
    return hmac.new(seed.encode(), student.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:10]


def write_sheet(marks: Sequence[WordsMark], who: Callable[[str], str], safe: Callable[[str], str]) -> bytes:
    """The sheet, question by question, so that answers to the same are marked together.

    Args:
        who: what a student is called in it.
        safe: makes a cell that no spreadsheet computes.
    """
    rows = sorted(marks, key=lambda one: (one.answer.topic, one.answer.question.id, who(one.answer.student)))
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in rows:
        answer, points = one.answer, "" if one.points is None else f"{one.points:g}"
        texts = (who(answer.student), answer.topic, answer.question.id, answer.text, f"{answer.question.points:g}")
        writer.writerow([*map(safe, texts), points, safe(one.comment)])
    return b"\xef\xbb\xbf" + written.getvalue().encode(
        "utf-8", "replace"
    )  # without the mark Excel reads another code page


def read_sheet(
    path: Path, answers: Sequence[Answer], who: Callable[[str], str], encoding: str = ""
) -> tuple[WordsMark, ...]:
    """The marks of a sheet, one for each of these answers; what the sheet does not mark has no points.

    Args:
        encoding: if it is neither UTF-8 nor UTF-16.

    Raises:
        ClassError: it cannot be read, or a line names somebody or something else, a second time, or points that cannot
            be reached; names the line.
    """
    known: dict[Key, Answer] = {(who(one.student), one.topic, one.question.id): one for one in answers}
    found: dict[Key, tuple[int, WordsMark]] = {}
    for row in read_table(path, ("who", "topic", "question", "points"), ("comment",), encoding=encoding):
        name, topic, question, points, comment = row.values
        key = plain_name(name.removeprefix("'")) if (name, topic, question) not in known else name, topic, question
        answer = known.get(key)
        if answer is None:
            told = f"no answer of {show_name(name)} to {show_name(topic)}.{show_name(question)} is known"
            raise ClassError(f"{path}:{row.line}: {told}; write the sheet again, and leave these columns as they are")
        if key in found:
            raise ClassError(f"{path}:{row.line}: the same answer is in line {found[key][0]} too; leave one of them")
        most = answer.question.points
        found[key] = row.line, WordsMark(answer, _points(path, row, points, most), comment.removeprefix("'"))
    return tuple(found[key][1] if key in found else WordsMark(answer, None, "") for key, answer in known.items())


def _points(path: Path, row: Row, text: str, most: float) -> float | None:
    if not text:
        return None
    try:
        points = float(text.replace(",", ".", 1))
    except ValueError:
        points = math.nan
    if not 0 <= points <= most:  # nan is neither
        raise ClassError(
            f"{path}:{row.line}: {show_name(text)} are no points from 0 to {most:g}; leave it empty to mark it later"
        )
    return points
