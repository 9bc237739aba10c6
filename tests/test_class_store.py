"""The store of a class: nothing is altered unnoticed, nothing is lost, and what an instructor writes stays."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from class_sample import TOPIC, make_class
from receptive.classroom.gradebook import Adjustment
from receptive.classroom.marks import read_gradebook
from receptive.classroom.store import Entry, Kind, Store
from support import FRESH, ROOT, Grade, run_grade

SEED = "autumn"
RUN = ("class", "run", "class", "--topic", TOPIC, "--seed", SEED)
ANN = "student 00000"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of four, graded once for all tests."""
    folder = tmp_path_factory.mktemp("graded")
    make_class(folder / "class", 4)
    assert run_grade(*RUN, cwd=folder).code == 0
    return folder


@pytest.fixture
def store(graded: Path, tmp_path: Path) -> Path:
    """The same, to change."""
    shutil.copytree(graded, tmp_path, dirs_exist_ok=True)
    return tmp_path / "class.sqlite"


def sql(store: Path, statement: str) -> None:
    connection = sqlite3.connect(store)
    with connection:
        connection.execute(statement)
    connection.close()


def lines(grade: Grade, *words: str) -> dict[str, dict[str, Any]]:
    done = grade(*RUN, "--json", *words)
    assert done.code == 0, done.err
    return {line["student"]: line for line in map(json.loads, done.out.splitlines())}


def test_a_store_as_it_was_written_is_proven(grade: Grade, store: Path) -> None:
    before = store.read_bytes()
    done = grade("class", "verify", "--store", store)
    assert done.code == 0
    head = done.out.split()[-1]
    assert grade("class", "verify", "--store", store, "--head", head).code == 0
    assert store.read_bytes() == before
    other = grade("class", "verify", "--store", store, "--head", "0" * 64)
    assert other.code == 4
    assert "another store" in other.err


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "UPDATE entries SET body = replace(body, '\"passed\"', '\"failed\"') WHERE student = 'student 00002'",
            "00002",
        ),
        ("UPDATE entries SET body = body || ' ' WHERE student >= 'student 00001'", "mark of student 00001"),
        ("UPDATE entries SET body = 'other' WHERE kind = 'setting'", "setting of the class seed"),
        ("UPDATE sources SET data = x'00' WHERE hash IN (SELECT source FROM entries)", "source"),
        ("DELETE FROM entries WHERE student = 'student 00001'", "mark of student 00002"),
        ("DELETE FROM entries WHERE student = 'student 00003'", "at the end"),
        ("UPDATE entries SET student = 'student 00009' WHERE student = 'student 00000'", "mark of student 00001"),
        ("DELETE FROM seal", "has not ended"),
    ],
)
def test_the_first_altered_entry_is_named(grade: Grade, store: Path, statement: str, told: str) -> None:
    before = store.read_bytes()
    sql(store, statement)
    assert store.read_bytes() != before
    done = grade("class", "verify", "--store", store)
    assert done.code == 4
    assert told in done.err


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: path.write_text("no database, but long enough to have a header of one" * 20), "no store"),
        (lambda path: path.mkdir(), "cannot be used"),
        (lambda path: sql(path, "CREATE TABLE marks (student)"), "is no store of a class"),
        (lambda path: shutil.copy(path.with_name("other"), path), "has version 99"),
    ],
)
def test_a_store_that_cannot_be_used_is_left_alone(
    grade: Grade, tmp_path: Path, make: Callable[[Path], object], told: str
) -> None:
    make_class(tmp_path / "class", 1)
    with Store(tmp_path / "other", write=True):
        pass
    sql(tmp_path / "other", "PRAGMA user_version = 99")
    path = tmp_path / "class.sqlite"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    done = grade(*RUN)
    assert done.code == 4, done.err
    assert told in done.err
    assert "Traceback" not in done.err
    assert not path.is_file() or path.read_bytes() == before


def test_what_is_asked_for_each_student_reads_no_whole_store(store: Path) -> None:
    """Or a class of ten thousand would take a hundred times as long as one of a thousand."""
    asked: list[str] = []
    with Store(store, write=False) as opened:
        opened.connection.set_trace_callback(asked.append)
        assert [entry.student for entry in opened.entries(ANN)] == [ANN] * 2
        assert (mark := next(opened.entries(ANN, Kind.MARK))) == opened.get(ANN, Kind.MARK, TOPIC)
        assert opened.mark_with_key(mark.key)
        assert opened.source(mark.source)
        opened.connection.set_trace_callback(None)
        plans = [opened.connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall() for query in asked]
    assert len(plans) == 5
    assert all("SEARCH" in told and "SCAN" not in told for told in map(str, plans))


def test_no_store_says_how_one_is_made(grade: Grade) -> None:
    done = grade("class", "verify")
    assert done.code == 4
    assert "grade class run DIR" in done.err


def test_one_writer(grade: Grade, store: Path) -> None:
    with Store(store, write=True):
        done = grade(*RUN)
    assert done.code == 4
    assert "in use" in done.err


def test_a_store_in_a_folder_that_cannot_be_written_to_is_read(store: Path) -> None:
    other = store.parent / "shelf"
    other.mkdir()
    shutil.copy(store, other / "class.sqlite")
    other.chmod(0o555)
    try:
        assert len(read_gradebook(other / "class.sqlite").students) == 4
    finally:
        other.chmod(0o755)


FULL = """
import resource, sys
from pathlib import Path
from receptive.classroom.marks import read_gradebook
from receptive.classroom.store import Entry, Kind, Store
from receptive.classroom.errors import ClassError
store = Store(Path(sys.argv[1]), write=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    for number in range(1000):
        store.put([Entry(f"{number:04}", Kind.COMMENT, "", "x" * 5000)])
except ClassError as refused:
    print(number, refused)
"""


def test_no_room_is_said_and_what_was_written_stays(tmp_path: Path) -> None:
    """A file that may not grow stands for a full disk: SQLite meets both in the same place."""
    path = tmp_path / "class.sqlite"
    done = subprocess.run([sys.executable, "-c", FULL, path], capture_output=True, text=True, timeout=60, check=True)
    count = int(done.stdout.split()[0])
    assert "make room on the disk" in done.stdout
    assert count > 5
    with Store(path) as store:
        assert [entry.student for entry in store.entries()] == [f"{number:04}" for number in range(count)]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting needs root")
def test_a_full_disk(grade: Grade, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk], capture_output=True, timeout=20, check=False
    )
    if mounted.returncode:
        pytest.skip("no tmpfs can be mounted here")
    try:
        make_class(tmp_path / "class", 12)
        done = grade(*RUN, "--store", disk / "class.sqlite", "--jobs", "2")
        assert done.code == 4, done.err
        assert "make room" in done.err
        subprocess.run(["mount", "-o", "remount,size=20m", disk], timeout=20, check=True)
        again = grade(*RUN, "--store", disk / "class.sqlite", "--jobs", "2")
        assert "unchanged" in again.out
        assert grade("class", "verify", "--store", disk / "class.sqlite").code == 0
    finally:
        subprocess.run(["umount", disk], timeout=20, check=True)


def test_an_override_and_a_comment_are_kept_when_all_is_graded_again(grade: Grade, store: Path) -> None:
    mark = lines(grade)[ANN]["topics"][0]["points"]
    assert grade("class", "override", ANN, TOPIC, "12.5", "--reason", "at the board").code == 0
    assert grade("class", "comment", ANN, "Well done.").code == 0
    assert grade("class", "verify").code == 0
    after = lines(grade, "--force")[ANN]
    assert after["points"] == 12.5
    assert after["comment"] == "Well done."
    assert after["topics"][0]["points"] == mark
    line = {"kind": "override", "topic": TOPIC, "points": 12.5 - mark, "reason": "at the board"}
    assert after["adjustments"] == [line]
    ann = read_gradebook(store).students[0]
    assert ann.adjustments == (Adjustment(**line),)
    assert ann.points == 12.5
    assert grade("class", "override", ANN, TOPIC, "--remove").code == 0
    assert lines(grade)[ANN]["points"] == mark


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("override", "nobody", TOPIC, "1", "--reason", "x"), 4),
        (("override", ANN, "color", "1", "--reason", "x"), 4),
        (("override", ANN, TOPIC, "1"), 2),
        (("override", ANN, TOPIC, "nan", "--reason", "x"), 2),
        (("comment", "nobody", "x"), 4),
        (("explain", "nobody", TOPIC), 4),
    ],
)
def test_corrections_of_nothing_are_refused(grade: Grade, store: Path, words: tuple[str, ...], code: int) -> None:
    before = store.read_bytes()
    assert grade("class", *words).code == code
    assert store.read_bytes() == before


def test_the_gradebook_holds_what_was_graded(store: Path) -> None:
    book = read_gradebook(store)
    assert (book.seed, book.isolation) == (SEED, "A")
    assert [one.student for one in book.students] == [f"student {number:05d}" for number in range(4)]
    for number, one in enumerate(book.students):
        assert one.topics[0].source.endswith(f"# student {number}\n")
        assert one.topics[0].points == sum(criterion.points for criterion in one.topics[0].criteria)


POLICY = """schema: receptive/late/v1
deadline: 2026-11-02T23:59:00+01:00
grace_minutes: 10
{terms}
times: {times}
"""
TIMES = """student,submitted
student 00000,2026-11-02T22:00:00Z
student 00001,2026-11-03T00:15:00+01:00
student 00002,2026-11-04T12:00:00+01:00
"""


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("terms", "taken"),
    [
        ("points_per_day: 2", (0, 2, 4)),
        ("points_per_day: 2\ncap_points: 3", (0, 2, 3)),
        ("percent_per_day: 10", (0, 0.1, 0.2)),
        ("percent_per_day: 60", (0, 0.6, 1)),
    ],
)
def test_late_work_loses_what_the_policy_says(
    grade: Grade, tmp_path: Path, terms: str, taken: tuple[float, ...]
) -> None:
    (tmp_path / "late.yaml").write_text(POLICY.format(terms=terms, times="times.csv"))
    (tmp_path / "times.csv").write_text(TIMES)
    found = lines(grade, "--late", "late.yaml")
    assert lines(grade, "--force") == found, "a line follows its mark, and stays"
    for number, part in enumerate((*taken, 0)):
        line = found[f"student {number:05d}"]
        mark = line["topics"][0]["points"]
        lost = part * mark if "percent" in terms else part
        assert line["points"] == pytest.approx(mark - lost, abs=0.01)
        assert [one["kind"] for one in line["adjustments"]] == (["late"] if part else [])
    assert grade("class", "verify").code == 0


def test_the_time_of_the_file_counts_if_the_policy_says_so(grade: Grade, store: Path, tmp_path: Path) -> None:
    assert store.exists()
    (tmp_path / "late.yaml").write_text(POLICY.format(terms="points_per_day: 1", times="mtime"))
    for number, moment in enumerate((1_700_000_000, 1_900_000_000)):
        os.utime(tmp_path / "class" / f"student {number:05d}" / f"{TOPIC}.py", (moment, moment))
    found = lines(grade, "--late", "late.yaml")
    assert not found["student 00000"]["adjustments"]
    assert found["student 00001"]["points"] == 0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("+01:00", ""), "late.yaml:2: deadline needs its zone"),
        (("deadline: 2026", "deadline: soon"), "late.yaml:2: deadline must be a time"),
        (("late/v1", "late/v2"), "late.yaml:1: schema must be"),
        (("points_per_day: 2", "points_per_day: 2\npercent_per_day: 3"), "either points_per_day or"),
        (("times: times.csv", "times: gone.csv"), "gone.csv cannot be read"),
        (("times: times.csv", "times: bad.csv"), "bad.csv:3: '3 o'clock' is no time"),
    ],
)
def test_a_broken_policy_names_the_line(
    grade: Grade, store: Path, tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    text = POLICY.format(terms="points_per_day: 2", times="times.csv").replace(*change)
    (tmp_path / "late.yaml").write_text(text)
    (tmp_path / "times.csv").write_text(TIMES)
    (tmp_path / "bad.csv").write_text("student,submitted\nann,2026-11-02T22:00:00Z\nbob,3 o'clock\n")
    before = store.read_bytes()
    done = grade(*RUN, "--late", "late.yaml")
    assert done.code == 4
    assert told in done.err.replace('"', "'")
    assert store.read_bytes() == before


def test_explain_repeats_a_mark(grade: Grade, store: Path, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "class")
    done = grade("class", "explain", ANN, TOPIC, "--source")
    assert done.code == 0
    assert "Equal: the same submission, grader and environment." in done.out
    assert "= stride: " in done.out
    assert "# student 0" in done.out
    assert store.exists()


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    """A lesson of one's own, to change."""
    folder = tmp_path / "lesson"
    for name in ("exercises", "graders", "solutions", "quizzes"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def test_after_a_change_of_points_diff_lists_every_mark_and_writes_nothing(
    grade: Grade, store: Path, lesson: Path
) -> None:
    before = store.read_bytes()
    manifest = lesson / "exercises" / TOPIC / "topic.yaml"
    text = manifest.read_text("utf-8")
    manifest.write_text(text.replace("points: 0.5", "points: 0.75", 1), "utf-8")
    done = grade("class", "diff", "class", "--topic", TOPIC, RECEPTIVE_LESSON=str(lesson))
    assert done.code == 0, done.err
    assert "4 marks would change" in done.out
    assert "(changed: grader)" in done.out
    assert store.read_bytes() == before
    told = grade("class", "explain", ANN, TOPIC, RECEPTIVE_LESSON=str(lesson)).out
    assert "another grader than then" in told
    assert grade(*RUN, RECEPTIVE_LESSON=str(lesson)).code == 0
    nothing = grade("class", "diff", "class", "--topic", TOPIC, RECEPTIVE_LESSON=str(lesson))
    assert "0 marks would change" in nothing.out


@pytest.mark.usefixtures("store")
def test_three_parts_merged_are_one_run(grade: Grade, tmp_path: Path) -> None:
    parts = [f"part{index}.sqlite" for index in range(3)]
    for index, part in enumerate(parts):
        start = FRESH if index == 0 else {}
        assert grade(*RUN, "--shard", f"{index}/3", "--store", part, **start).code == 0
    merged = grade("class", "merge", "merged.sqlite", *reversed(parts), "--json")
    assert merged.code == 0, merged.err
    assert merged.out == grade(*RUN, "--json").out
    heads = {grade("class", "verify", "--store", name).out.split()[-1] for name in ("merged.sqlite", "class.sqlite")}
    assert len(heads) == 1
    missing = grade("class", "merge", "again.sqlite", *parts[1:])
    assert missing.code == 4
    assert "is missing" in missing.err
    assert not (tmp_path / "again.sqlite").exists()
    sql(tmp_path / parts[0], "UPDATE entries SET body = body || ' ' WHERE kind = 'mark'")
    assert "was altered" in grade("class", "merge", "again.sqlite", *parts).err


def test_parts_need_one_seed(grade: Grade, tmp_path: Path) -> None:
    make_class(tmp_path / "class", 3)
    done = grade("class", "run", "class", "--shard", "0/1")
    assert done.code == 4
    assert "--seed" in done.err
    assert grade("class", "run", "class", "--shard", "3/3").code == 2


def test_an_entry_is_what_its_digest_says() -> None:
    assert Entry("a", Kind.COMMENT, "", "bc").digest != Entry("ab", Kind.COMMENT, "", "c").digest
