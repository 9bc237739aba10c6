"""The gradebook as a table for a spreadsheet: one row for each student."""

from __future__ import annotations

import csv
import io
import re

from receptive.classroom.gradebook import Gradebook, StudentMarks
from receptive.classroom.points import find_unsettled, number_text, points_of, topics_of
from receptive.text import in_one_line, printable

FORMULA = "=+-@\t\n＝＋－＠"  # the wide ones count in East Asian spreadsheets
COLUMNS = ("name", "email", "section", "group", "id")  # of the roster; those that it fills
NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")


def safe_cell(text: str) -> str:
    """A text to be seen that no spreadsheet takes for a formula: what looks like one gets an apostrophe in front.

    Numbers stay what they are; a cell with a sign and digits is computed by nobody.
    """
    text = printable(text)
    begins = text.lstrip(" \u00a0\u3000")[:1]
    return f"'{text}" if begins and begins in FORMULA and not NUMBER.fullmatch(text) else text


def gradebook_csv(gradebook: Gradebook) -> str:
    """Student, what the roster says, points of each topic, late penalties, other adjustments, total, and notes.

    An empty cell: nothing was graded. A student with undecided criteria has no total, and a note that says why.
    """
    topics = topics_of(gradebook)
    most = number_text(sum(topic.max_points for topic in topics))
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    heads = [f"{topic.topic} ({number_text(topic.max_points)})" for topic in topics]
    columns = [name for name in COLUMNS if any(_enrolled(student, name) for student in gradebook.students)]
    writer.writerow(
        ["student", *columns, *heads, "late", "overrides", "total", "of", "adjustments", "comment", "undecided"]
    )
    for student in gradebook.students:
        undecided = find_unsettled(student, "")
        total = None if undecided else points_of(student, "")
        cells = [safe_cell(in_one_line(student.student))]
        cells += [safe_cell(in_one_line(_enrolled(student, name))) for name in columns]
        cells += [_points(student, topic.topic) for topic in topics]
        cells += [_adjust(student, late=True), _adjust(student, late=False)]
        cells += ["" if total is None else number_text(total), most, safe_cell(_reasons(student))]
        writer.writerow([*cells, safe_cell(student.comment), safe_cell(", ".join(undecided))])
    return written.getvalue()


def _enrolled(student: StudentMarks, column: str) -> str:
    return str(getattr(student.enrolled, column)) if student.enrolled else ""


def _points(student: StudentMarks, topic: str) -> str:
    """The points as graded, empty where they are not decided: adjustments have columns of their own."""
    if find_unsettled(student, topic):
        return ""
    return next((number_text(one.points) for one in student.topics if one.topic == topic), "")


def _adjust(student: StudentMarks, late: bool) -> str:
    found = [one.points for one in student.adjustments if (one.kind == "late") is late]
    return number_text(sum(found)) if found else ""


def _reasons(student: StudentMarks) -> str:
    return "; ".join(
        f"{one.kind} {one.topic or 'all'} {number_text(one.points)}: {one.reason}" for one in student.adjustments
    )
