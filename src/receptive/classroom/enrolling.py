"""The roster as it is kept in a store, so that a later run, a report and an export know who counts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from receptive.classroom.errors import ClassError
from receptive.classroom.roster import Enrolled, left_out, sections_of
from receptive.classroom.store import Entry, Kind, Store
from receptive.classroom.student_names import show_name

ROSTER = "roster"  # the setting that holds the name of its file


@dataclass(frozen=True)
class Roster:
    """Who is in a class, and the name of the file that said so; nobody and no name if there was none."""

    file: str = ""
    students: tuple[Enrolled, ...] = ()

    @property
    def left_out(self) -> frozenset[str]:
        return left_out(self.students)


NO_ROSTER = Roster()


@dataclass(frozen=True)
class Part:
    """Whom a report or an export is about. What is empty is everybody."""

    section: str = ""
    group: str = ""

    def holds(self, enrolled: Enrolled | None) -> bool:
        wanted = (self.section, self.group)
        given = (enrolled.section, enrolled.group) if enrolled else ("", "")
        return all(not want or want.casefold() == has.casefold() for want, has in zip(wanted, given, strict=True))


EVERYBODY = Part()


def keep_roster(store: Store, roster: Roster) -> list[str]:
    """Write a roster in place of the one that is kept; returns what somebody should know. None at all changes nothing.

    A name that is on it no more keeps its marks.
    """
    if not roster.students:
        return []
    store.set(ROSTER, roster.file)
    listed = {one.student for one in roster.students}
    gone = [entry.student for entry in store.entries(kind=Kind.ENROLLED) if entry.student not in listed]
    store.put(Entry(one.student, Kind.ENROLLED, "", _body(one)) for one in roster.students)
    for student in gone:
        store.remove(student, Kind.ENROLLED, "")
    return [*_find_unlisted(store, roster), *_find_merged(store, roster)]


def kept_roster(store: Store) -> Roster:
    """The roster that is kept.

    Raises:
        ClassError: an entry is not one that this program wrote.
    """
    return Roster(store.setting(ROSTER), tuple(map(enrolled_of, store.entries(kind=Kind.ENROLLED))))


def read_kept_roster(path: Path) -> Roster:
    """The roster that a store holds, if it is there."""
    if not path.is_file() or not path.stat().st_size:
        return NO_ROSTER
    with Store(path) as store:
        return kept_roster(store)


def enrolled_of(entry: Entry) -> Enrolled:
    """What an entry says of one student.

    Raises:
        ClassError: it is not one that this program wrote.
    """
    try:
        body: dict[str, Any] = json.loads(entry.body)
        texts = {name: str(body[name]) for name in ("name", "email", "section", "group", "id")}
        also = tuple(map(str, body["also"]))
        return Enrolled(entry.student, line=int(body["line"]), also=also, withdrawn=bool(body["withdrawn"]), **texts)
    except (ValueError, KeyError, TypeError) as broken:
        whose = show_name(entry.student)
        raise ClassError(f"the line of {whose} of the roster in the store is damaged: grade class verify") from broken


def check_part(roster: Roster, part: Part, store: Path) -> None:
    """Raises:
    ClassError: nobody is in that part of the class.
    """
    if part == EVERYBODY or any(part.holds(one) for one in roster.students):
        return
    if not roster.students:
        raise ClassError(f"{store} keeps no roster, so no sections are known: grade class run DIR --roster class.csv")
    known = ", ".join(map(show_name, sections_of(roster.students))) or "none"
    asked = " ".join(f"{kind} {show_name(name)}" for kind, name in vars(part).items() if name)
    raise ClassError(f"nobody is in {asked}; the sections of {roster.file} are: {known}")


def _body(enrolled: Enrolled) -> str:
    fields = asdict(enrolled)
    del fields["student"]  # which is the entry's
    return json.dumps(fields)


def _find_unlisted(store: Store, roster: Roster) -> Iterator[str]:
    known = {name for one in roster.students for name in one.folders}
    for student in store.students(Kind.MARK):
        if student not in known:
            told = "has marks of an earlier run and still counts; if that is wrong, list it as withdrawn"
            yield f"{show_name(student)}: not in {roster.file}, {told}"


def _find_merged(store: Store, roster: Roster) -> Iterator[str]:
    merged = [(one, name) for one in roster.students for name in one.also]
    for one, name in merged:
        kinds = [entry.kind for entry in store.entries(name)]
        for kind in (Kind.OVERRIDE, Kind.COMMENT):
            if kind in kinds:
                told = f"does not count any more: {roster.file}:{one.line} says that it is {show_name(one.student)}"
                yield f"{show_name(name)}: its {kind.value} {told}; write it anew if it should"
