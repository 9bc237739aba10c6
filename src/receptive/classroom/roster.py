"""The list of a class: who is in it, whether or not they have handed something in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from receptive.classroom.errors import ClassError
from receptive.classroom.student_names import plain_name, show_name
from receptive.classroom.tables import read_table


@dataclass(frozen=True)
class Enrolled:
    """One line of a roster."""

    student: str  # as the folder of the submission is named
    name: str
    line: int


def read_roster(path: Path) -> tuple[Enrolled, ...]:
    """A CSV with a column `student`, and `name` if there is one.

    Raises:
        ClassError: it cannot be read, has a line without a student, or two lines with one; names the line.
    """
    found: dict[str, Enrolled] = {}
    for row in read_table(path, ["student"], ["name"]):
        student, name = plain_name(row.values[0]), row.values[1]
        if not student:
            raise ClassError(f"{path}:{row.line}: no student in this line")
        if student in found:
            raise ClassError(f"{path}:{row.line}: {show_name(student)} is in line {found[student].line} too")
        found[student] = Enrolled(student, name, row.line)
    if not found:
        raise ClassError(f"{path} names no student")
    return tuple(found.values())
