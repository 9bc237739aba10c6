"""Parts of a class that were graded apart, made one store: the same as if one run had graded all."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from receptive.classroom.chain import Checked, seal, verify
from receptive.classroom.enrolling import ROSTER, enrolled_of
from receptive.classroom.errors import ClassError
from receptive.classroom.setup import SHARD, WHOLE
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
            for part in parts:
                with Store(part) as store:
                    _take(merged, store)
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


def _take(merged: Store, part: Store) -> None:
    for entry in part.entries():
        if (entry.kind, entry.topic) == (Kind.SETTING, SHARD):
            entry = Entry("", Kind.SETTING, SHARD, WHOLE)
        known = merged.get(entry.student, entry.kind, entry.topic)
        joined = _join(known, entry) if known else entry
        if joined is None:
            whose = show_name(entry.student) or "the class"
            raise ClassError(
                f"{part.path}: another {entry.kind.value} of {whose} {entry.topic} than in a part before it"
            )
        merged.put([joined], part.source(entry.source) or None)


def _join(first: Entry, second: Entry) -> Entry | None:
    """One entry of two with the same name; None if they contradict each other.

    Sections have notes and rosters of their own. Who changed the section is withdrawn in one of them only.
    """
    if first == second:
        return first
    if first.kind is Kind.ENROLLED:
        one, other = (replace(enrolled_of(entry), line=0) for entry in (first, second))
        active = [entry for entry, who in ((first, one), (second, other)) if not who.withdrawn]
        return active[0] if len(active) == 1 else first if one == other else None
    if first.student:
        return None
    if first.kind is Kind.NOTE:
        notes = dict.fromkeys([*json.loads(first.body), *json.loads(second.body)])
        return replace(first, body=json.dumps(list(notes)))
    if first.topic == ROSTER:
        files = dict.fromkeys([*first.body.split(", "), *second.body.split(", ")])
        return replace(first, body=", ".join(files))
    return None
