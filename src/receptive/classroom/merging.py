"""Parts of a class that were graded apart, made one store: the same as if one run had graded all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from receptive.classroom.chain import Checked, seal, verify
from receptive.classroom.enrolling import ROSTER, enrolled_of, kept_roster
from receptive.classroom.errors import ClassError
from receptive.classroom.setup import LATE_POLICY, SEED, SHARD, WHOLE
from receptive.classroom.store import Entry, Kind, Store
from receptive.classroom.student_names import show_name


def merge(out: Path, parts: Sequence[Path]) -> Checked:
    """Write a new store with everything that the parts hold.

    Raises:
        ClassError: a part is altered, unfinished or missing, two of them contradict each other, or OUT exists.
    """
    if out.exists():
        raise ClassError(f"{out} exists; name a new file to merge into")
    _check_parts(parts)
    try:
        with Store(out, write=True) as merged:
            active = _find_active(parts)
            for part in parts:
                with Store(part) as store:
                    _take(merged, store, active)
            return seal(merged)
    except BaseException:
        out.unlink(missing_ok=True)
        raise


def _check_parts(parts: Sequence[Path]) -> None:
    shards = []
    for path in parts:
        with Store(path) as store:
            problem = verify(store).problem
            if problem:
                raise ClassError(f"{path}: {problem}")
            shards.append(store.setting(SHARD))
    counts = {shard.partition("/")[2] for shard in shards if shard != WHOLE}
    if len(counts) > 1:
        raise ClassError(f"these are parts of different divisions: {', '.join(sorted(set(shards)))}")
    missing = [
        f"{index}/{count}" for count in counts for index in range(int(count)) if f"{index}/{count}" not in shards
    ]
    if missing:
        raise ClassError(f"the part {missing[0]} is missing; grade class run DIR --shard {missing[0]}")


def _find_active(parts: Sequence[Path]) -> frozenset[str]:
    """Who is on the roster of some part, and not withdrawn there."""
    found: set[str] = set()
    for path in parts:
        with Store(path) as store:
            found |= {one.student for one in kept_roster(store).students if not one.withdrawn}
    return frozenset(found)


def _take(merged: Store, part: Store, active: frozenset[str]) -> None:
    """Who changed the section is withdrawn in one part, and comes from the other with all marks."""
    moved = {one.student for one in kept_roster(part).students if one.withdrawn} & active
    for student in sorted(moved & set(part.students(Kind.MARK))):
        told = f"withdrawn in {part.path.name} and graded in another part; what {part.path.name} holds stays there"
        _put(merged, part, Entry("", Kind.NOTE, "", json.dumps([f"{show_name(student)}: {told}"])))
    for entry in part.entries():
        if entry.student in moved:
            continue
        if (entry.kind, entry.topic) == (Kind.SETTING, SHARD):
            entry = Entry("", Kind.SETTING, SHARD, WHOLE)
        _put(merged, part, entry)


def _put(merged: Store, part: Store, entry: Entry) -> None:
    known = merged.get(entry.student, entry.kind, entry.topic)
    joined = _join(known, entry) if known else entry
    if joined is None:
        whose = show_name(entry.student) or "the class"
        told = f"{part.path}: another {entry.kind.value} of {whose} {entry.topic}".rstrip()
        raise ClassError(f"{told} than in a part before it; {_next_step(entry)}")
    merged.put([joined], part.source(entry.source) or None)


def _next_step(entry: Entry) -> str:
    if entry.student:
        return "who changed the section is listed as withdrawn in the roster of the one before"
    if entry.topic == SEED:
        return "marks of two seeds are not comparable: grade all sections with one --seed"
    return "grade all parts alike"


def _join(first: Entry, second: Entry) -> Entry | None:
    """One entry of two with the same name; None if they contradict each other.

    Sections have notes, rosters and policies of their own.
    """
    if first == second:
        return first
    if first.kind is Kind.ENROLLED:
        one, other = (replace(enrolled_of(entry), line=0) for entry in (first, second))
        return first if one == other else None
    if first.student:
        return None
    if first.kind is Kind.NOTE:
        notes = dict.fromkeys([*json.loads(first.body), *json.loads(second.body)])
        return replace(first, body=json.dumps(list(notes)))
    if first.topic in (ROSTER, LATE_POLICY):
        files = dict.fromkeys([*first.body.split(", "), *second.body.split(", ")])
        return replace(first, body=", ".join(files))
    return None
