"""Parts of a class that were graded apart, made one store: the same as if one run had graded all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from receptive.classroom.chain import Checked, seal, verify
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
        if known is not None and known != entry:
            whose = show_name(entry.student) or "the class"
            raise ClassError(
                f"{part.path}: another {entry.kind.value} of {whose} {entry.topic} than in a part before it"
            )
        merged.put([entry], part.source(entry.source) or None)
