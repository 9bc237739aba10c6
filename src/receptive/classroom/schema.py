"""What a store consists of, to the letter. A file with anything else is not used: a trigger could change marks."""

from __future__ import annotations

import sqlite3
import sys
from functools import cache
from pathlib import Path

from receptive.classroom.errors import ClassError

APPLICATION = 0x52435056  # SQLite's application_id: says what kind of file this is
VERSION = 2
OLDER = (1,)  # the same tables with fewer kinds of entries: read as they are, and of this version once written to
TABLES = (
    """CREATE TABLE entries (
    student TEXT NOT NULL, kind TEXT NOT NULL, topic TEXT NOT NULL,
    key TEXT NOT NULL, place TEXT NOT NULL, source TEXT NOT NULL, body TEXT NOT NULL,
    digest TEXT NOT NULL, link TEXT,
    PRIMARY KEY (student, kind, topic)
) WITHOUT ROWID""",
    "CREATE INDEX marks_by_key ON entries (key) WHERE key != ''",
    "CREATE TABLE sources (hash TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE seal (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)
Part = tuple[str, str, str, str]  # kind, name, table, the statement that made it


def harden(connection: sqlite3.Connection) -> None:
    """Nothing that a file brings along is run: for a file that somebody else may have written."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW, False)


def check(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the file is new, so that `create` may fill it.

    Raises:
        ClassError: it is another file, of another version, or has what `create` does not make.
    """
    number, version, parts = (
        _pragma(connection, "application_id"),
        _pragma(connection, "user_version"),
        _parts(connection),
    )
    if not (number == APPLICATION or (number == 0 and not parts)):
        raise ClassError(f"{path} is no store of a class; name another file with --store")
    if version not in (VERSION, *OLDER) and (version or parts):
        mend = "A newer program wrote it: use that one" if version > VERSION else "Use the one it is from"
        raise ClassError(f"{path} has version {version}; this program knows {VERSION}. {mend}, or name another --store")
    wrong = sorted({*parts} ^ {*_make_wanted()}) if parts else []
    if wrong or (parts and len(parts) != len(_make_wanted())):
        kind, name, *_ = wrong[0] if wrong else parts[0]
        what = "lacks" if name not in {part[1] for part in parts} else "holds, or has changed,"
        raise ClassError(
            f"{path} {what} the {kind} {name!r}, so it is not as a run writes it, and its marks prove nothing; "
            "take a copy of it, or name another file with --store"
        )
    return not parts


def renew(connection: sqlite3.Connection) -> None:
    """A store of an older version becomes one of this version, so that no older program takes it for its own."""
    if _pragma(connection, "user_version") in OLDER:
        connection.execute(f"PRAGMA user_version = {VERSION}")


def create(connection: sqlite3.Connection) -> None:
    """Fill an empty file, inside a transaction."""
    for statement in TABLES:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def damage(connection: sqlite3.Connection) -> str:
    """The first fault that SQLite finds in the file itself, such as an index that disagrees with its table."""
    found = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
    return "" if found == "ok" else found


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _parts(connection: sqlite3.Connection) -> list[Part]:
    return connection.execute("SELECT type, name, tbl_name, ifnull(sql, '') FROM sqlite_master").fetchall()


@cache
def _make_wanted() -> tuple[Part, ...]:
    """As SQLite itself notes it down."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        create(connection)
        return tuple(_parts(connection))
    finally:
        connection.close()
