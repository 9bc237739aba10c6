"""The list of a class: who is in it, whether or not they have handed something in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from receptive.classroom.errors import ClassError
from receptive.classroom.student_names import plain_name, show_name
from receptive.classroom.tables import Row, read_table

COLUMNS = ("student", "name", "email", "section", "group", "status", "id", "also")
OTHER_HEADINGS = {
    "email": ("e-mail", "email address", "e-mail address", "mail", "e-mail-adresse"),
    "group": ("groups",),
    "also": ("aliases", "alias"),
}
ACTIVE = ("", "active", "enrolled")
WITHDRAWN = ("withdrawn", "dropped", "left")


@dataclass(frozen=True)
class Enrolled:
    """One line of a roster. What the file does not say is empty."""

    student: str  # as the folder of the submission is named
    name: str = ""
    line: int = 0  # of the file
    email: str = ""
    section: str = ""
    group: str = ""
    id: str = ""  # in the system that the class comes from
    also: tuple[str, ...] = ()  # other folders of the same person
    withdrawn: bool = False  # left the class: in the record, and in no mark, export or statistic

    @property
    def folders(self) -> tuple[str, ...]:
        return (self.student, *self.also)


def read_roster(path: Path, encoding: str = "") -> tuple[Enrolled, ...]:
    """A CSV with a column `student`, and any of `name`, `email`, `section`, `group`, `status`, `id` and `also`.

    Args:
        encoding: if it is neither UTF-8 nor UTF-16.

    Raises:
        ClassError: it cannot be read, or says two things that cannot both be; names the line.
    """
    rows = read_table(path, COLUMNS[:1], COLUMNS[1:], OTHER_HEADINGS, encoding)
    roster = tuple(_enrolled(path, row) for row in rows)
    if not roster:
        raise ClassError(f"{path} names no student")
    _check_folders(path, roster)
    for column in ("email", "id"):
        _check_unique(path, column, [(str(getattr(one, column)).casefold(), one) for one in roster])
    return roster


def left_out(roster: Sequence[Enrolled]) -> frozenset[str]:
    """The names under which nobody counts: of who withdrew, and of other folders of somebody."""
    aliases = {name for one in roster for name in one.also}
    return frozenset(aliases | {one.student for one in roster if one.withdrawn})


def _enrolled(path: Path, row: Row) -> Enrolled:
    student, name, email, section, group, status, identity, also = row.values
    if not student:
        raise ClassError(f"{path}:{row.line}: no student in this line")
    if email and not re.fullmatch(r"[^@\s]+@[^@\s]+", email):
        raise ClassError(f"{path}:{row.line}: {show_name(email)} is no e-mail address like ann@example.org")
    if status.casefold() not in (*ACTIVE, *WITHDRAWN):
        known = f"leave it empty, or write {' or '.join((*ACTIVE[1:], *WITHDRAWN))}"
        raise ClassError(f"{path}:{row.line}: the status {show_name(status)} is not known; {known}")
    own = plain_name(student)
    others = dict.fromkeys(plain_name(part.strip()) for part in re.split("[;|]", also) if part.strip())
    return Enrolled(
        student=own,
        name=name,
        line=row.line,
        email=email,
        section=section,
        group=group,
        id=identity,
        also=tuple(other for other in others if other != own),
        withdrawn=status.casefold() in WITHDRAWN,
    )


def _check_folders(path: Path, roster: Sequence[Enrolled]) -> None:
    """Each folder is one person's."""
    _check_unique(path, "", [(one.student, one) for one in roster])
    owners = {one.student: one for one in roster}
    named = [(plain_name(one.name).casefold(), one) for one in roster if one.name]
    others = [(one, name) for one in roster for name in one.also]
    for one, name in others:
        same = [other for other_name, other in named if other_name == name.casefold()]
        owner = owners.setdefault(name, one)
        if owner is one and same and one not in same:
            owner = same[0]  # a folder with the name of somebody else is hardly one's own
        if owner is not one:
            whose = f"{show_name(owner.student)} in line {owner.line}"
            raise ClassError(
                f"{path}:{one.line}: {show_name(one.student)} cannot have the folder {show_name(name)} also, "
                f"which is that of {whose}; if they are one person, leave one line with the other folder in `also`"
            )


def _check_unique(path: Path, column: str, values: Sequence[tuple[str, Enrolled]]) -> None:
    first: dict[str, Enrolled] = {}
    for value, one in values:
        known = first.setdefault(value, one) if value else one
        if known is not one:
            raise ClassError(f"{path}:{one.line}: {_describe_clash(column, one, known)}")


def _describe_clash(column: str, one: Enrolled, known: Enrolled) -> str:
    if not column:
        return f"{show_name(one.student)} is in line {known.line} too"
    value, same = show_name(getattr(one, column)), f"{show_name(known.student)} in line {known.line}"
    mend = "if they are one person, leave one line with the other folder in `also`"
    return f"{show_name(one.student)} has the {column} {value} of {same}; {mend}"


def sections_of(roster: Sequence[Enrolled]) -> Iterator[str]:
    """The sections that the roster names, sorted."""
    yield from sorted({one.section for one in roster if one.section})
