"""The store of a class: one SQLite file that survives whatever ends a run, with one writer.

Every mark, override, comment, note and setting is an entry. Entries have a digest of their content and, once a run has
ended, a place in a chain (`chain.py`). Nothing in an entry depends on when, where or in which order work was done.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from receptive.classroom import schema
from receptive.classroom.errors import ClassError
from receptive.rights import NotPrivate, keep_private, make_private

COMPANIONS = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a file; it gives a new one the file's own rights
COLUMNS = "student, kind, topic, key, place, source, body"
PUT = f"""
INSERT INTO entries ({COLUMNS}, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET
    key = excluded.key, place = excluded.place, source = excluded.source, body = excluded.body,
    digest = excluded.digest, link = NULL
WHERE digest != excluded.digest
"""


class Kind(StrEnum):
    SETTING = "setting"  # of the class: student is empty
    ENROLLED = "enrolled"  # a student's line of the roster
    NOTE = "note"  # what was listed and not understood, of the class or a student
    MARK = "mark"
    SUBMISSIONS = "submissions"  # what was handed in for a topic, the first one first
    ATTEMPTS = "attempts"  # the same in stores of version 1: hashes alone
    ATTEMPT = "attempt"  # a mark that does not count, since another attempt does; its topic is TOPIC#SOURCE
    LATE = "late"
    OVERRIDE = "override"
    CHANGE = "change"  # who decided something or took it back; its topic is a number
    COMMENT = "comment"
    TAKEN = "taken"  # the place of the file that a person decided for
    ACCOUNT = "account"  # who a student is in the system that the work came from


Name = tuple[str, Kind, str]  # of an entry: student, kind, topic


@dataclass(frozen=True)
class Entry:
    """One line of the store. `body` is JSON; `source` the hash of what was graded; `key` what the mark was made of."""

    student: str
    kind: Kind
    topic: str
    body: str
    key: str = ""
    place: str = ""
    source: str = ""

    @property
    def digest(self) -> str:
        parts = (self.student, self.kind.value, self.topic, self.key, self.place, self.source, self.body)
        text = "".join(f"{len(part)}:{part}" for part in parts)
        return hashlib.sha256(text.encode()).hexdigest()


class Store:
    """An open store. Use as a context manager.

    Every method raises ClassError if the file cannot be read or written; what was written before stays.
    """

    def __init__(self, path: Path, write: bool = False) -> None:
        """Open a store.

        Args:
            write: make it if it is absent, and keep others out until it is closed.

        Raises:
            ClassError: there is none, it is another file, of another version, in use, or holds what we never write.
        """
        self.path = path
        if not write and not path.is_file():
            raise ClassError(f"there is no store {path}; `grade class run DIR --store {path}` makes one")
        if write:
            _make_private(path)
        with self.told():
            self.connection = sqlite3.connect(_address(path, write), uri=True, isolation_level=None, timeout=2)
        try:
            with self.told():
                self._begin(write)
        except BaseException:
            self.connection.close()
            raise

    def _begin(self, write: bool) -> None:
        schema.harden(self.connection)
        if write:
            self.connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        is_new = schema.check(self.connection, self.path)
        if is_new and not write:
            raise ClassError(f"{self.path} holds nothing yet; `grade class run DIR --store {self.path}` fills it")
        _keep_private(self.path)  # now that it is known to be a store, and no other file named by mistake
        if write:
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = NORMAL")
            self.connection.execute("BEGIN IMMEDIATE")
            if is_new:
                schema.create(self.connection)
            schema.renew(self.connection)
            self.connection.execute("COMMIT")

    @contextlib.contextmanager
    def told(self) -> Iterator[None]:
        """Turn an error of SQLite into one that says what to do."""
        try:
            yield
        except sqlite3.Error as broken:
            name = broken.sqlite_errorname or ""
            raise ClassError(f"the store {self.path} {_problem(name)} ({broken}); {_next_step(name)}") from broken

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it is written, or nothing."""
        with self.told():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
                raise

    def put(self, entries: Iterable[Entry], source: bytes | None = None, without: Iterable[Name] = ()) -> None:
        """Write entries in place of those they replace; an equal one keeps its place in the chain.

        Args:
            without: entries that go in the same step; the chain then has to be made anew.
        """
        with self.transaction():
            if source is not None:
                digest = hashlib.sha256(source).hexdigest()
                self.connection.execute("INSERT OR IGNORE INTO sources VALUES (?, ?)", (digest, source))
            for one in entries:
                row = (one.student, one.kind, one.topic, one.key, one.place, one.source, one.body, one.digest)
                self.connection.execute(PUT, row)
            where = "WHERE student = ? AND kind = ? AND topic = ?"
            gone = [self.connection.execute(f"DELETE FROM entries {where}", name).rowcount for name in without]
            if any(gone):
                self.connection.execute("DELETE FROM seal")

    def remove(self, student: str, kind: Kind, topic: str) -> None:
        """Take an entry out, if there is one; the chain has to be made anew."""
        self.put((), without=[(student, kind, topic)])

    def get(self, student: str, kind: Kind, topic: str = "") -> Entry | None:
        return self._first("student = ? AND kind = ? AND topic = ?", student, kind, topic)

    def mark_with_key(self, key: str) -> Entry | None:
        """A mark that was made of the same, whoever's it is."""
        # Said in the query too, or SQLite would not take the index, which holds no others, and read the whole store
        return self._first("key = ? AND key != ''", key) if key else None

    def entries(self, student: str | None = None, kind: Kind | None = None) -> Iterator[Entry]:
        """All entries, or those of one student or kind, in the order of the chain."""
        asked = {name: value for name, value in (("student", student), ("kind", kind)) if value is not None}
        where = " AND ".join(f"{name} = ?" for name in asked) or "TRUE"
        query = f"SELECT {COLUMNS} FROM entries WHERE {where} ORDER BY student, kind, topic"
        with self.told():
            for row in self.connection.execute(query, tuple(asked.values())):
                yield entry_of(row)

    def students(self, kind: Kind) -> list[str]:
        """Who has an entry of that kind, in the order of the names."""
        with self.told():
            found = self.connection.execute("SELECT DISTINCT student FROM entries WHERE kind = ? ORDER BY 1", (kind,))
            return [str(student) for (student,) in found]

    def source(self, digest: str) -> bytes:
        """What was graded, by its hash; empty if there was nothing."""
        with self.told():
            row = self.connection.execute("SELECT data FROM sources WHERE hash = ?", (digest,)).fetchone()
        return bytes(row[0]) if row else b""

    def setting(self, name: str) -> str:
        found = self.get("", Kind.SETTING, name)
        return found.body if found else ""

    def set(self, name: str, value: str) -> None:
        self.put([Entry("", Kind.SETTING, name, value)])

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _first(self, where: str, *values: str) -> Entry | None:
        with self.told():
            row = self.connection.execute(f"SELECT {COLUMNS} FROM entries WHERE {where} LIMIT 1", values).fetchone()
        return entry_of(row) if row else None


def _make_private(path: Path) -> None:
    try:
        make_private(path)
    except OSError as refused:
        raise ClassError(f"the store {path} cannot be used ({refused.strerror}); {_next_step('')}") from refused


def _keep_private(path: Path) -> None:
    """A store and what SQLite keeps beside it are their owner's alone."""
    try:
        for suffix in ("", *COMPANIONS):
            keep_private(path.with_name(path.name + suffix))
    except NotPrivate as refused:
        raise ClassError(f"the store {path}: {refused}") from refused


def _address(path: Path, write: bool) -> str:
    log = path.with_name(path.name + "-wal")
    if write:
        return f"{path.absolute().as_uri()}?mode=rw"
    # A store at rest is read as it is, in a folder that cannot be written to as well
    return f"{path.absolute().as_uri()}?{'mode=rw' if log.exists() else 'mode=ro&immutable=1'}"


def entry_of(row: tuple[Any, ...]) -> Entry:
    """Raises:
    ClassError: it is no row that this program wrote.
    """
    student, kind, topic, key, place, source, body = row
    if kind not in tuple(Kind) or not all(isinstance(value, str) for value in row):
        raise ClassError(f"the store holds an entry that no run writes, of the kind {kind!r}; take a copy of it")
    return Entry(student, Kind(kind), topic, body, key, place, source)


def _problem(name: str) -> str:
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "is in use by another command"
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return "cannot be written to"
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return "is damaged, or is no store"
    return "cannot be used"


def _next_step(name: str) -> str:
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return "wait for it to end"
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return "make room on the disk and run again: what was written is kept"
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return "take a copy of it, or name another file with --store"
    return "look at its folder and at your rights there"
