"""From messy folders to submissions: what is safe is understood, the rest is listed, and nothing leads out."""

from __future__ import annotations

import json
import os
import stat
import struct
import time
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.classroom.collecting import Collected, collect
from receptive.classroom.errors import ClassError
from receptive.classroom.roster import read_roster
from receptive.classroom.students import Student, find_students
from support import Grade, shared_reader

NAMES = ("color", "output_size")
TOPICS = tuple(load_topic(find_content(), name) for name in NAMES)
TEXT = "def conv_out():\n    return 1\n"
NOW = time.time()  # of all files: two seconds later, one would be the newest


def collected(folder: Path) -> Collected:
    return collect(Student("ann", (folder,)), TOPICS, reader=shared_reader())


def work(folder: Path, topic: str = "output_size") -> tuple[bytes, str]:
    """What counts for a topic: its source, and its fault."""
    handed = collected(folder).work[NAMES.index(topic)]
    return handed.submission.source, handed.submission.fault


def notebook(*cells: str) -> str:
    return json.dumps({"cells": [{"cell_type": "code", "source": [cell]} for cell in cells], "nbformat": 4})


def write(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    os.utime(path, (NOW, NOW))
    return path


def write_zip(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize(
    "name",
    ["output_size.py", "Output_Size.PY", "output-size.py", "output size.py", "week 1/output_size.py"],
)
def test_names_that_can_mean_one_thing_only(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    assert work(tmp_path) == (TEXT.encode(), "")
    assert collected(tmp_path).notes == ()


@pytest.mark.parametrize(
    ("name", "told"),
    [("homework.py", "named after no topic"), ("notes.txt", "named after no topic")],
)
def test_what_is_not_understood_is_listed(tmp_path: Path, name: str, told: str) -> None:
    write(tmp_path / name, "x = 1\n")
    source, fault = work(tmp_path)
    assert not source
    assert f"{name} could not be taken" in fault or "nothing was handed in" in fault
    assert any(told in note for note in collected(tmp_path).notes)


def test_what_systems_and_the_lesson_leave_behind_is_no_news(tmp_path: Path) -> None:
    names = "__MACOSX/._output_size.py .DS_Store .receptive/x.json README.md quizzes/color.json output_size.old1.py"
    for name in names.split():
        write(tmp_path / name)
    assert collected(tmp_path).notes == ()
    assert collected(tmp_path).work[1].submission.absent


def test_two_candidates_are_not_guessed(tmp_path: Path) -> None:
    write(tmp_path / "output_size.py")
    write(tmp_path / "old" / "output_size.py", "x = 1\n")
    source, fault = work(tmp_path)
    assert not source
    assert "old/output_size.py, output_size.py" in fault
    assert collected(tmp_path).work[1].submission.unclear


def test_two_equal_candidates_are_one(tmp_path: Path) -> None:
    write(tmp_path / "old" / "output_size.py")
    write(tmp_path / "output_size.py")
    handed = collected(tmp_path)
    assert handed.work[1].place == "ann/output_size.py"
    assert "are the same" in handed.notes[0]


def test_a_notebook_gives_its_definitions(tmp_path: Path) -> None:
    write(tmp_path / "output_size.ipynb", notebook("%matplotlib inline", "print(1)", TEXT, "broken ("))
    source, fault = work(tmp_path)
    assert source.decode().strip() == TEXT.strip()
    assert not fault
    assert "cell 4" in collected(tmp_path).notes[0]


@pytest.mark.parametrize("text", ["{", "[]", '{"cells": 3}', '{"cells": [{"cell_type": "code"}]}', "[" * 100_000])
def test_no_notebook_is_a_fault_of_that_submission(tmp_path: Path, text: str) -> None:
    write(tmp_path / "output_size.ipynb", text)
    source, fault = work(tmp_path)
    assert not source
    assert "no notebook" in fault


def test_a_zip_is_read_and_not_extracted(tmp_path: Path) -> None:
    folder = tmp_path / "ann"
    folder.mkdir()
    members = {"work/output_size.py": TEXT, "work/color.ipynb": notebook(TEXT), "__MACOSX/._color.py": "", "a.txt": ""}
    write_zip(folder / "work.zip", **members)
    assert work(folder) == (TEXT.encode(), "")
    assert work(folder, "color")[0].decode().strip() == TEXT.strip()
    alone = collect(Student("ann", (folder,)), TOPICS)  # by a reader of its own
    assert [note for note in alone.notes if "a.txt" in note]
    assert [path.name for path in folder.iterdir()] == ["work.zip"]


@pytest.mark.parametrize(
    "name", ["../output_size.py", "/output_size.py", "a/../../output_size.py", "..\\x.py", "C:/x.py"]
)
def test_a_name_that_leads_out_refuses_the_zip(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "ann"
    folder.mkdir()
    write_zip(folder / "work.zip", **{"color.py": TEXT, name: TEXT})
    source, fault = work(folder, "color")
    assert not source
    assert "work.zip could not be opened" in fault
    assert "leads out" in collected(folder).notes[0]
    assert [path.name for path in tmp_path.iterdir()] == ["ann"]


def test_a_bomb_is_not_inflated(tmp_path: Path) -> None:
    write_zip(tmp_path / "bomb.zip", **{"output_size.py": "\n" * (200 << 20)})
    assert (tmp_path / "bomb.zip").stat().st_size < 1 << 20
    assert "too large" in work(tmp_path)[1]


def link(info: zipfile.ZipInfo) -> None:
    info.external_attr = (stat.S_IFLNK | 0o777) << 16


def encrypted(data: bytes) -> bytes:
    """The archive with the flag of encryption set in both of its places."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(signature)
        changed[place + offset] |= 1
    return bytes(changed)


def test_links_and_encrypted_members_are_faults(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("color.py")
    link(info)
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
    write_zip(tmp_path / "locked.zip", **{"output_size.py": TEXT})
    (tmp_path / "locked.zip").write_bytes(encrypted((tmp_path / "locked.zip").read_bytes()))
    assert "is a link" in work(tmp_path, "color")[1]
    assert "is encrypted" in work(tmp_path)[1]


def many_members(data: bytes) -> bytes:
    """An end record that claims a long list of members."""
    place = data.rfind(b"PK\x05\x06")
    return data[: place + 12] + struct.pack("<I", 1 << 30) + data[place + 16 :]


@pytest.mark.parametrize("change", [many_members, lambda data: data[:-10], lambda data: data[50:], lambda _: b"PK"])
def test_damaged_zips_are_refused(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    path = write_zip(tmp_path / "work.zip", **{"output_size.py": TEXT})
    path.write_bytes(change(path.read_bytes()))
    assert not work(tmp_path)[0]
    assert work(tmp_path)[1]


def test_links_are_not_followed(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.py", "answers = 1\n")
    folder = tmp_path / "ann"
    folder.mkdir()
    (folder / "output_size.py").symlink_to(secret)
    (folder / "more").symlink_to(tmp_path)
    assert not work(folder)[0]
    assert "more: not looked at: it is a link" in collected(folder).notes[0]
    assert "a link" in work(folder)[1]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_blocks_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "output_size.py")
    assert "no ordinary file" in work(tmp_path)[1]


def test_a_folder_full_of_files_is_bounded(tmp_path: Path) -> None:
    for number in range(1200):
        (tmp_path / f"{number}.txt").touch()
    notes = collected(tmp_path).notes
    assert len(notes) <= 51
    assert "and" in notes[-1]


def test_one_student_in_two_codings_of_accents(tmp_path: Path) -> None:
    for form, topic in (("NFC", "color"), ("NFD", "output_size")):
        write(tmp_path / unicodedata.normalize(form, "Zoë") / f"{topic}.py")
    found = find_students(tmp_path).students
    assert [student.name for student in found] == [unicodedata.normalize("NFC", "Zoë")]
    assert all(handed.submission.source for handed in collect(found[0], TOPICS).work)


def test_names_that_are_no_text_are_named(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff\n")).mkdir()
    assert [student.name for student in find_students(tmp_path).students] == ["\\xff\n"]


def roster(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "class.csv"
    path.write_bytes(data)
    return path


def test_a_roster_with_a_mark_of_order_quotes_and_semicolons(tmp_path: Path) -> None:
    path = roster(tmp_path, b'\xef\xbb\xbfName;Student\r\n"Ann; A";ann\r\n"O""Neil";bob\r\n\r\n')
    assert [(one.student, one.name, one.line) for one in read_roster(path)] == [
        ("ann", "Ann; A", 2),
        ("bob", 'O"Neil', 3),
    ]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"student\nann\nbob\nann\n", "class.csv:4: ann is in line 2 too"),
        (b"student,name\nann,A\n,B\n", "class.csv:3: no student"),
        (b"id,name\nann,A\n", "class.csv:1: no column 'student'"),
        (b"student\nann\n\xeb\n", "class.csv:3: is not UTF-8: is it "),
        (b"student\n", "names no student"),
        (b"", "no column"),
        (b"student\n" + b"a" * 2000, "more than 1000 letters"),
        (b"student\n" + b"a" * 200_000, "is no CSV"),
    ],
)
def test_a_broken_roster_names_the_line(tmp_path: Path, data: bytes, told: str) -> None:
    with pytest.raises(ClassError) as refused:
        read_roster(roster(tmp_path, data))
    assert told in str(refused.value)


def test_who_is_on_the_roster_counts_and_the_rest_is_listed(tmp_path: Path, grade: Grade) -> None:
    write(tmp_path / "class" / "stranger" / "output_size.py")
    write(tmp_path / "class" / "ann" / "output_size.py")
    path = roster(tmp_path, b"student\nann\nabsent\n")
    done = grade("class", "run", "class", "--topic", "output_size", "--roster", path, "--json")
    assert done.code == 0
    assert [json.loads(line)["student"] for line in done.out.splitlines()] == ["absent", "ann"]
    assert "class.csv:3: absent has no folder" in done.err
    assert "stranger/: not in" in done.err
    (tmp_path / "empty").mkdir()
    wrong = grade("class", "run", "empty", "--topic", "output_size")
    assert (wrong.code, "no student's work is in empty" in wrong.err) == (5, True), (
        "a class is not set to zero by a slip"
    )
    write(tmp_path / "others" / "absent" / "output_size.py")
    others = grade("class", "run", "others", "--topic", "output_size")
    assert "nothing of ann is in others, but an earlier run has graded work of theirs" in others.err
    assert "nothing of ann" not in grade("class", "run", "class", "--topic", "output_size").err


def test_two_lines_with_one_student_stop_the_run(tmp_path: Path, grade: Grade) -> None:
    write(tmp_path / "class" / "ann" / "output_size.py")
    done = grade("class", "run", "class", "--roster", roster(tmp_path, b"student\nann\nann\n"))
    assert done.code == 4
    assert "class.csv:3: ann is in line 2 too" in done.err
    assert not (tmp_path / "class.sqlite").exists()
