"""A store that somebody else had in their hands: what a run does not write is refused, and nobody else may read it."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from receptive.catalogue.content import ContentError
from receptive.classroom.chain import seal, verify
from receptive.classroom.errors import ClassError
from receptive.classroom.marks import gradebook_of
from receptive.classroom.merging import merge
from receptive.classroom.store import Entry, Kind, Store
from receptive.quiz.graded_quiz import read_secret
from support import Grade

SETTINGS = [Entry("", Kind.SETTING, "seed", "autumn"), Entry("", Kind.SETTING, "shard", "all")]
MARKS = [Entry("ann", Kind.MARK, "color", '{"points": 1}', "a"), Entry("eve", Kind.MARK, "color", '{"points": 0}', "e")]
GIVES_EVE_A_POINT = """
CREATE TRIGGER helpful AFTER UPDATE OF link ON entries WHEN NEW.student = 'ann'
BEGIN UPDATE entries SET body = '{"points": 9}', digest = 'of that' WHERE student = 'eve'; END
"""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A finished store of two students."""
    path = tmp_path / "class.sqlite"
    with Store(path, write=True) as opened:
        opened.put([*SETTINGS, *MARKS])
        seal(opened)
    return path


@pytest.fixture
def umask() -> Iterator[Callable[[int], int]]:
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


def sql(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        ([GIVES_EVE_A_POINT], "the trigger 'helpful'"),
        (["CREATE VIEW nice AS SELECT * FROM entries"], "the view 'nice'"),
        (["CREATE TABLE more (x)"], "the table 'more'"),
        (["CREATE INDEX faster ON entries (body)"], "the index 'faster'"),
        (["ALTER TABLE entries ADD COLUMN bonus TEXT"], "the table 'entries'"),
        (["ALTER TABLE seal RENAME TO old", "CREATE VIEW seal AS SELECT * FROM old"], "the table 'old'"),
        (["DROP INDEX marks_by_key"], "lacks the index 'marks_by_key'"),
        (["ANALYZE"], "sqlite_stat1"),
        (
            ["PRAGMA writable_schema = ON", "UPDATE sqlite_master SET sql = sql || ' ' WHERE name = 'sources'"],
            "the table 'sources'",
        ),
    ],
)
def test_what_no_run_writes_is_refused_and_left_alone(store: Path, statements: list[str], told: str) -> None:
    sql(store, *statements)
    before = store.read_bytes()
    for write in (False, True):
        with pytest.raises(ClassError, match="not as a run writes it") as refused:
            Store(store, write=write)
        assert told in str(refused.value)
    with pytest.raises(ClassError, match="not as a run writes it"):
        merge(store.with_name("merged.sqlite"), [store])
    assert not store.with_name("merged.sqlite").exists()
    assert store.read_bytes() == before


def test_no_command_vouches_for_a_store_with_a_trigger(grade: Grade, store: Path) -> None:
    sql(store, GIVES_EVE_A_POINT)
    done = grade("class", "verify")
    assert (done.code, done.out) == (4, "")
    assert "'helpful'" in done.err


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET body = CAST(body AS BLOB) WHERE student = 'eve'",
        "UPDATE entries SET kind = 'gift' WHERE student = 'eve'",
    ],
)
def test_an_entry_that_is_none_is_a_damaged_store_and_no_fault_of_ours(store: Path, statement: str) -> None:
    sql(store, statement)
    with Store(store) as opened, pytest.raises(ClassError, match="an entry that no run writes"):
        verify(opened)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (Kind.MARK, "[]"),
        (Kind.MARK, '{"topic": {"criteria": 3}}'),
        (Kind.NOTE, "3"),
        (Kind.OVERRIDE, '{"points": "many"}'),
        (Kind.LATE, '{"days": 1, "more": 2}'),
    ],
)
def test_a_body_that_says_something_else_is_damage_too(tmp_path: Path, kind: Kind, body: str) -> None:
    """Reports and exports read a store whose chain somebody may have made anew."""
    with Store(tmp_path / "class.sqlite", write=True) as opened:
        opened.put([*SETTINGS, Entry("eve\x1b", kind, "color", body)])
        with pytest.raises(ClassError, match=rf"the {kind.value} of eve\\x1b color in the store is damaged"):
            gradebook_of(opened)


def test_a_file_that_disagrees_with_itself_is_not_vouched_for(store: Path) -> None:
    """An index that leads elsewhere: every entry fits its digest, and a look by key would find nothing, or another."""
    place = "SELECT rootpage FROM sqlite_master WHERE name = 'seal'"
    sql(store, "PRAGMA writable_schema = ON", f"UPDATE sqlite_master SET rootpage = ({place}) WHERE type = 'index'")
    with Store(store) as opened:
        assert "the file itself is damaged" in verify(opened).problem


def test_an_empty_file_holds_nothing_yet(tmp_path: Path) -> None:
    path = tmp_path / "class.sqlite"
    path.touch()
    with pytest.raises(ClassError, match="holds nothing yet"):
        Store(path)
    with Store(path, write=True):
        assert rights(path) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
@pytest.mark.parametrize("mask", [0, 0o022, 0o777])
def test_a_store_and_its_companions_are_their_owners_alone(
    tmp_path: Path, umask: Callable[[int], int], mask: int
) -> None:
    umask(mask)
    with Store(tmp_path / "class.sqlite", write=True) as opened:
        opened.put(MARKS)
        found = {path.name: rights(path) for path in tmp_path.iterdir()}
        assert found == {"class.sqlite": 0o600, "class.sqlite-wal": 0o600}


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_rights_that_are_too_wide_are_taken_back(store: Path) -> None:
    for write in (False, True):
        store.chmod(0o664)
        with Store(store, write=write):
            assert rights(store) == 0o600
    log = store.with_name(store.name + "-wal")
    log.touch(0o666)
    log.chmod(0o666)
    with Store(store):
        assert not log.exists() or rights(log) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_rights_that_cannot_be_taken_back_are_refused(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a medium that keeps its rights, or where the file is somebody else's."""
    store.chmod(0o644)

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    with pytest.raises(ClassError, match=r"others may read or write it \(its rights are 644.*use a copy"):
        Store(store)


def test_another_file_that_is_named_by_mistake_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a store at all. " * 100)
    path.chmod(0o644)
    for write in (False, True):
        with pytest.raises(ClassError, match="no store"):
            Store(path, write=write)
    assert rights(path) == 0o644


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_secret_is_its_owners_alone(
    tmp_path: Path, umask: Callable[[int], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    umask(0)
    path = tmp_path / "exam.secret"
    secret = read_secret(path, make=True)
    assert rights(path) == 0o600
    path.chmod(0o644)
    assert read_secret(path, make=False) == secret
    assert rights(path) == 0o600
    path.chmod(0o644)

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    with pytest.raises(ContentError, match=r"exam\.secret: others may read or write it"):
        read_secret(path, make=True)
