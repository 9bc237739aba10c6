"""The chain of a store: each entry's link is the hash of the link before it and of its own content.

The order is that of the entries' names and not that of time, so it does not matter which worker finished first, or how
often a run was ended and begun again. The head of the chain stands for the whole gradebook: write it down elsewhere,
and nobody can alter the store unnoticed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from receptive.classroom.schema import damage
from receptive.classroom.store import COLUMNS, Entry, Store, entry_of
from receptive.classroom.student_names import show_name

START = hashlib.sha256(b"receptive/class").hexdigest()


@dataclass(frozen=True)
class Checked:
    """What `verify` found. `problem` is empty if every entry is as it was written."""

    count: int
    head: str
    problem: str = ""


def link_to(before: str, entry_digest: str) -> str:
    return hashlib.sha256(f"{before} {entry_digest}".encode()).hexdigest()


def seal(store: Store) -> Checked:
    """Give every entry its place in the chain; sources that no entry names any more go."""
    with store.transaction():
        run = store.connection.execute
        run("DELETE FROM sources WHERE hash NOT IN (SELECT source FROM entries)")
        head, changed, count = START, [], 0
        for student, kind, topic, digest, link in run(
            "SELECT student, kind, topic, digest, link FROM entries ORDER BY student, kind, topic"
        ):
            head = link_to(head, digest)
            count += 1
            if link != head:
                changed.append((head, student, kind, topic))
        store.connection.executemany(
            "UPDATE entries SET link = ? WHERE student = ? AND kind = ? AND topic = ?", changed
        )
        run("INSERT OR REPLACE INTO seal VALUES ('head', ?), ('count', ?)", (head, str(count)))
    return Checked(count, head)


def is_sealed(store: Store) -> bool:
    """Whether every entry has its place, so that a run has ended."""
    with store.told():
        open_ones = store.connection.execute("SELECT count(*) FROM entries WHERE link IS NULL").fetchone()[0]
        return not open_ones and bool(store.connection.execute("SELECT count(*) FROM seal").fetchone()[0])


def verify(store: Store, head: str = "") -> Checked:
    """Look at every entry and source.

    Args:
        head: the head of the chain as it was written down elsewhere.
    """
    before, count, unsealed = START, 0, 0
    with store.told():
        damaged = damage(store.connection)
        if damaged:
            return Checked(0, before, f"the file itself is damaged: {damaged}")
        for *row, digest, link in store.connection.execute(
            f"SELECT {COLUMNS}, digest, link FROM entries ORDER BY student, kind, topic"
        ):
            entry = entry_of(tuple(row))
            if entry.digest != digest:
                return Checked(count, before, f"{_title(entry)}: its content was altered")
            if entry.source and hashlib.sha256(store.source(entry.source)).hexdigest() != entry.source:
                return Checked(count, before, f"{_title(entry)}: the source that it was made from was altered")
            before = link_to(before, digest)
            count += 1
            unsealed += link is None
            if link is not None and not unsealed and link != before:
                return Checked(count, before, f"{_title(entry)}: it, or an entry before it, was added or taken away")
        sealed = dict(store.connection.execute("SELECT name, value FROM seal"))
    if unsealed or not sealed:
        return Checked(count, before, "the run has not ended: run it again, and it will")
    if sealed != {"head": before, "count": str(count)}:
        return Checked(count, before, "entries at the end were added or taken away")
    if head and head != before:
        return Checked(
            count, before, f"every entry fits, but the head that you noted was {head}: this is another store"
        )
    return Checked(count, before)


def _title(entry: Entry) -> str:
    return f"{entry.kind.value} of {show_name(entry.student) or 'the class'} {entry.topic}".rstrip()
