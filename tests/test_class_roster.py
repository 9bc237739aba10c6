"""A roster counts: what it may look like, what it must not say, and who is in a mark, an export, a section."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from class_sample import SLIPPED, TOPIC
from receptive.classroom.errors import ClassError
from receptive.classroom.roster import Enrolled, read_roster
from support import Grade, solution

FULL = """student,name,email,section,group,status,id,also
ann,Ann Lee,ann@example.org,A,red,,5001,
bob,"Bo, B",bob@example.org,B,red,active,5002,bob-old;robert
eve,Eve,eve@example.org,B,blue,withdrawn,5003,
"""
RUN = ("class", "run", "class", "--topic", TOPIC, "--seed", "autumn", "--json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A class of three, of whom one has another folder's name."""
    for name, text in {"ann": solution(TOPIC), "robert": SLIPPED, "eve": SLIPPED}.items():
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / f"{TOPIC}.py").write_text(text, "utf-8")
    return tmp_path


def write(folder: Path, text: str, name: str = "class.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def students(out: str) -> list[str]:
    return [json.loads(line)["student"] for line in out.splitlines()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_roster_is_read_in_any_separator_and_unicode(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "class.csv"
    lines = [["Student", "E-Mail", "Groups", "Also"], ["zoë", "z@example.org", "rot", "zoe|z2"], ["bob"]]
    path.write_bytes("".join(separator.join(line) + "\r\n" for line in lines).encode(encoding))
    zoe = Enrolled("zoë", line=2, email="z@example.org", group="rot", also=("zoe", "z2"))
    assert read_roster(path) == (zoe, Enrolled("bob", line=3))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("student,email\nann,a@b.c\nbob,A@b.c\n", "class.csv:3: bob has the email A@b.c of ann in line 2"),
        ("student,id\nann,1\nbob,1\n", "class.csv:3: bob has the id 1 of ann in line 2"),
        ("student,also\nann,\nbob,ann\n", "class.csv:3: bob cannot have the folder ann also"),
        ("student,also\nann,x\nbob,y|x\n", "class.csv:3: bob cannot have the folder x also, which is that of ann"),
        ("student,name,also\nann,Ann Lee,\nbob,Bo,ann lee\n", "class.csv:3: bob cannot have the folder ann lee also"),
        ("student,email\nann,ann at home\n", "class.csv:2: ann at home is no e-mail address"),
        ("student,status\nann,gone fishing\n", "class.csv:2: the status gone fishing is not known"),
        ("student,name\nann,Lee, Ann\n", "class.csv:2: 3 fields, and the heading has 2"),
        ('student,name\nann,"Lee', "class.csv:2: is no CSV"),
        ("student,name,email\nann,Ann,a@b.c\nbob,B", "class.csv:3: the last line is cut short"),
        ("student,email,e-mail\nann,a@b.c,d@e.f\n", "class.csv:1: two columns could be 'email': 2 and 3"),
        (FULL + FULL, "class.csv:5: the heading comes again"),
        ("student\nann\0\n", "class.csv:2: holds bytes that are no text"),
    ],
)
def test_a_roster_that_contradicts_itself_or_was_damaged_names_the_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ClassError) as refused:
        read_roster(write(tmp_path, text))
    assert told in str(refused.value)


def test_half_a_letter_of_utf_16_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_bytes("student\nann\n".encode("utf-16")[:-1])
    with pytest.raises(ClassError, match=r"class\.csv:2: is not whole UTF-16"):
        read_roster(path)


def test_who_withdrew_leaves_marks_and_exports_and_other_folders_are_ones_own(grade: Grade, folder: Path) -> None:
    before = grade(*RUN)
    assert students(before.out) == ["ann", "eve", "robert"]
    done = grade(*RUN, "--roster", write(folder, FULL))
    assert done.code == 0, done.err
    assert students(done.out) == ["ann", "bob"]
    assert [json.loads(line)["email"] for line in done.out.splitlines()] == ["ann@example.org", "bob@example.org"]
    assert "class.csv:4: eve is withdrawn, not graded" in done.err
    bob = json.loads(done.out.splitlines()[1])
    assert bob["points"] == json.loads(before.out.splitlines()[2])["points"]
    exported = grade("class", "export", "csv", "-").out.splitlines()
    assert exported[0].startswith("student,name,email,section,group,id,")
    assert [line.partition(",")[0] for line in exported[1:]] == ["ann", "bob"]
    assert students(grade("class", "export", "json", "-").out) == ["ann", "bob"]


def test_the_roster_is_kept_for_later_runs(grade: Grade, folder: Path) -> None:
    first = grade(*RUN, "--roster", write(folder, FULL))
    (folder / "class.csv").unlink()
    again = grade(*RUN)
    assert again.code == 0, again.err
    assert (again.out, "eve is withdrawn" in again.err) == (first.out, True)
    assert grade("class", "verify").out.split()[-1] == first.err.split()[-1]
    assert grade("class", "history", "ann lee").out.startswith("ann: Ann Lee, ann@example.org")


def test_who_is_on_a_new_roster_no_more_keeps_the_marks_and_is_named(grade: Grade, folder: Path) -> None:
    grade(*RUN)
    done = grade(*RUN, "--roster", write(folder, "student\nann\neve\n"))
    assert students(done.out) == ["ann", "eve", "robert"]
    assert "robert: not in class.csv, has marks of an earlier run and still counts" in done.err


def test_what_was_written_to_another_folders_name_is_named(grade: Grade, folder: Path) -> None:
    grade(*RUN)
    assert grade("class", "override", "robert", TOPIC, "3", "--reason", "x").code == 0
    done = grade(*RUN, "--roster", write(folder, FULL))
    assert "robert: its override does not count any more: class.csv:3 says that it is bob" in done.err


def test_a_section_is_run_reported_and_exported_alone(grade: Grade, folder: Path) -> None:
    roster = write(folder, FULL)
    only = grade(*RUN, "--roster", roster, "--section", "b")
    assert students(only.out) == ["bob"]
    assert students(grade("class", "export", "json", "-").out) == ["bob"], "ann is in no run yet"
    assert students(grade(*RUN).out) == ["ann", "bob"]
    assert students(grade("class", "export", "json", "-", "--section", "A").out) == ["ann"]
    assert students(grade("class", "export", "json", "-", "--group", "red").out) == ["ann", "bob"]
    rows = grade("class", "export", "csv", "-", "--section", "B").out.splitlines()
    assert [row.partition(",")[0] for row in rows[1:]] == ["bob"]
    refused = grade("class", "export", "csv", "-", "--section", "C")
    assert refused.code == 4
    assert "nobody is in section C; the sections of class.csv are: A, B" in refused.err
    assert json.loads(grade("class", "report", "--json", "--section", "A").out)["students"] == 1


def test_a_section_needs_a_roster(grade: Grade, folder: Path) -> None:
    assert folder.exists()
    done = grade(*RUN, "--section", "A")
    assert done.code == 4
    assert "--roster" in done.err


def section(grade: Grade, folder: Path, name: str, roster: str, **work: str) -> Any:
    for student, text in work.items():
        (folder / name / student).mkdir(parents=True)
        (folder / name / student / f"{TOPIC}.py").write_text(text, "utf-8")
    (folder / name / f"stray {name}.txt").write_text("x")
    words = ("--topic", TOPIC, "--seed", "autumn", "--store", f"{name}.sqlite")
    done = grade("class", "run", name, *words, "--roster", write(folder, roster, f"{name}.csv"))
    assert done.code == 0, done.err


def test_sections_that_were_graded_apart_merge(grade: Grade, tmp_path: Path) -> None:
    """Each has notes and a roster of its own; who changed the section is withdrawn in one of them."""
    section(grade, tmp_path, "a", "student,section\nann,A\neve,A\n", ann=solution(TOPIC), eve=solution(TOPIC))
    write(tmp_path, "student,section,status\nann,A,\neve,A,withdrawn\n", "a.csv")
    words = ("--topic", TOPIC, "--store", "a.sqlite", "--roster", "a.csv")
    assert grade("class", "run", "a", *words).code == 0
    section(grade, tmp_path, "b", "student,section,status\nbob,B,\neve,B,\n", bob=SLIPPED, eve=SLIPPED)
    done = grade("class", "merge", "all.sqlite", "a.sqlite", "b.sqlite", "--json")
    assert done.code == 0, done.err
    assert [(line["student"], line["section"]) for line in map(json.loads, done.out.splitlines())] == [
        ("ann", "A"),
        ("bob", "B"),
        ("eve", "B"),
    ]
    assert grade("class", "verify", "--store", "all.sqlite").code == 0
    told = [
        line["what"] for line in json.loads(grade("class", "status", "--store", "all.sqlite", "--json").out)["notes"]
    ]
    assert "eve: withdrawn in a.sqlite and graded in another part; what a.sqlite holds stays there" in told
    assert {"stray a.txt: no folder of a student, not graded", "stray b.txt: no folder of a student, not graded"} < set(
        told
    )
    other = grade("class", "merge", "turned.sqlite", "b.sqlite", "a.sqlite", "--json")
    assert other.out == done.out
    again = grade("class", "run", "b", "--topic", TOPIC, "--store", "all.sqlite", "--section", "B")
    assert "2 unchanged" in again.out


def test_a_student_of_two_sections_is_refused_with_the_next_step(grade: Grade, tmp_path: Path) -> None:
    section(grade, tmp_path, "a", "student\nann\n", ann=solution(TOPIC))
    section(grade, tmp_path, "b", "student\nann\n", ann=SLIPPED)
    done = grade("class", "merge", "all.sqlite", "a.sqlite", "b.sqlite")
    assert done.code == 4
    assert "of ann" in done.err
    assert "is listed as withdrawn in the roster of the one before" in done.err
    assert not (tmp_path / "all.sqlite").exists()
