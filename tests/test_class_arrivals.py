"""Submissions as they arrive: each is graded as its student meant it, or needs a look; and nothing is lost."""

from __future__ import annotations

import io
import json
import os
import tarfile
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.classroom.collecting import HandedIn, collect
from receptive.classroom.downloads import Account
from receptive.classroom.enrolling import Roster
from receptive.classroom.roster import Enrolled
from receptive.classroom.students import Student, find_students
from receptive.reading.reader import Reader
from receptive.workspace.file_names import topic_of
from support import Grade, Ran, run_grade, shared_reader, solution

TOPIC = load_topic(find_content(), "output_size")
RIGHT = solution("output_size")
WRONG = "def conv_out(i, k):\n    return 0\n"
STUB = TOPIC.stub.read_text("utf-8")
NOTEBOOK = json.dumps({"cells": [{"cell_type": "code", "source": RIGHT}], "metadata": {}, "nbformat": 4})
LONG_AGO = 7200
Files = Mapping[str, str | bytes]


def write(folder: Path, files: Files, ages: Mapping[str, float] | None = None) -> Path:
    now = time.time()  # of all of them: two seconds later, one would be the newest
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        when = now - (ages or {}).get(name, 0)
        os.utime(path, (when, when))
    return folder


def zipped(files: Files, when: tuple[int, int, int, int, int, int] = (2026, 3, 1, 12, 0, 0)) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo("x", when)
            info.filename = name  # as given: a backslash too
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def tarred(files: Files, mode: str = "gz", kind: bytes = tarfile.REGTYPE) -> bytes:
    made = io.BytesIO()
    soon: dict[str, Any] = {"gz": {"compresslevel": 1}, "xz": {"preset": 0}}.get(mode, {})
    with tarfile.open(fileobj=made, mode=f"w:{mode}", **soon) as archive:
        for name, text in files.items():
            data = text.encode() if isinstance(text, str) else text
            info = tarfile.TarInfo(name)
            info.type, info.size, info.linkname = kind, len(data) if kind == tarfile.REGTYPE else 0, "/etc/passwd"
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def handed_in(folder: Path, taken: Mapping[str, str] | None = None) -> HandedIn:
    return collect(Student("ann", (folder,)), [TOPIC], reader=shared_reader(), taken=taken).work[0]


TWO_VERSIONS = {"work.zip/old/output_size.py": WRONG, "work.zip/new/output_size.py": RIGHT}
MEANT: dict[str, tuple[Files, Mapping[str, float]]] = {
    "a thousand pictures beside it": (
        {"output_size.py": RIGHT, **{f"data/{number}.png": b"" for number in range(1100)}},
        {},
    ),
    "a notebook and an older file": (
        {"output_size.py": WRONG, "output_size.ipynb": NOTEBOOK},
        {"output_size.py": LONG_AGO},
    ),
    "an old archive beside it": (
        {"output_size.py": RIGHT, "mine.zip": zipped({"output_size.py": WRONG})},
        {"mine.zip": LONG_AGO},
    ),
    "another environment": (
        {"work.zip": zipped({f"w/env/lib/site-packages/{n}.py": "" for n in range(50)} | {"w/output_size.py": RIGHT})},
        {},
    ),
    "backslashes": ({"work.zip": zipped({"work\\output_size.py": RIGHT})}, {}),
    "tar": ({"work.tar": tarred({"./w/output_size.py": RIGHT}, "")}, {}),
    "tgz": ({"work.tgz": tarred({"output_size.py": RIGHT})}, {}),
    "tar.bz2": ({"work.tar.bz2": tarred({"output_size.py": RIGHT}, "bz2")}, {}),
    "tar.xz": ({"work.tar.xz": tarred({"output_size.py": RIGHT}, "xz")}, {}),
    "folders in folders": ({"a/b/c/d/output_size.py": RIGHT}, {}),
    "an archive in an archive": ({"a.zip": zipped({"b.zip": zipped({"output_size.py": RIGHT})})}, {}),
    "a whole workspace": (
        {
            "w.zip": zipped(
                {"w/.receptive/seed": "x", "w/README.md": "x", "w/run.py": "", "w/output_size.py": RIGHT}
                | {"w/output_size.old1.py": WRONG, "w/quizzes/output_size.json": "{}"}
            )
        },
        {},
    ),
    "a browser's copy": ({"output_size (1).py": RIGHT}, {}),
    "Jupyter's copy": ({"output_size-Copy1.ipynb": NOTEBOOK}, {}),
    "a system's copy": ({"output_size-1.py": RIGHT}, {}),
    "a person's copy": ({"Kopie von Output-Size.py": RIGHT}, {}),
    "a copy beside the stub": ({"output_size.py": STUB, "output_size_copy.py": RIGHT}, {}),
    "a newer copy": ({"output_size.py": WRONG, "output_size (2).py": RIGHT}, {"output_size.py": LONG_AGO}),
    "an older copy": ({"output_size.py": RIGHT, "output_size (2).py": WRONG}, {"output_size (2).py": LONG_AGO}),
    "an ending more": ({"output_size.py.txt": RIGHT}, {}),
    "a name before it": ({"ann_lee_output_size.py": RIGHT}, {}),
    "an empty file beside it": ({"output_size.py": "", "output_size.ipynb": NOTEBOOK}, {}),
    "an archive that is called a program": ({"output_size.py": zipped({"output_size.py": RIGHT})}, {}),
    "a notebook that is called a program": ({"output_size.py": NOTEBOOK}, {}),
    "a program that is called a notebook": ({"output_size.ipynb": RIGHT}, {}),
    "UTF-16": ({"output_size.py": RIGHT.encode("utf-16")}, {}),
    "a newer archive": (
        {"w1.zip": zipped({"output_size.py": WRONG}), "w2.zip": zipped({"output_size.py": RIGHT})},
        {"w1.zip": LONG_AGO},
    ),
    "a damaged file beside it": ({"output_size.ipynb": NOTEBOOK[:200], "output_size.py": RIGHT}, {}),
}


@pytest.mark.parametrize("name", MEANT)
def test_what_a_student_meant_is_taken(tmp_path: Path, name: str) -> None:
    handed = handed_in(write(tmp_path, *MEANT[name]))
    assert handed.submission.fault == ""
    assert "def conv2d_out_shape" in handed.submission.source.decode()


@pytest.mark.parametrize("others", ["lesson/.venv/lib/p{}/m.py", "d/{}.png"])
def test_many_other_files_packed_along_hide_nothing(tmp_path: Path, others: str) -> None:
    count = 3000 if others.endswith(".py") else 30_000
    packed = zipped({**{others.format(number): "x = 1\n" for number in range(count)}, "z/output_size.py": RIGHT})
    handed = handed_in(write(tmp_path, {"w.zip": packed}))
    assert handed.submission.fault == ""
    assert "def conv2d_out_shape" in handed.submission.source.decode()


def test_of_members_of_one_archive_the_newest_counts(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for day, (name, text) in enumerate({"new/output_size.py": WRONG, "last/output_size.py": RIGHT}.items(), 1):
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, day, 0, 0, 0)), text)
    assert handed_in(write(tmp_path, {"w.zip": made.getvalue()})).place == "ann/w.zip/last/output_size.py"


SEVEN_ZIP, RAR = b"7z\xbc\xaf\x27\x1c" + bytes(40), b"Rar!\x1a\x07\x01\x00" + bytes(40)
UNCLEAR: dict[str, tuple[Files, str]] = {
    "two of one age": ({"output_size.py": RIGHT, "output_size (1).py": WRONG}, "several files could be output_size"),
    "two archives of one age": (
        {"1.zip": zipped({"output_size.py": RIGHT}), "2.zip": zipped({"output_size.py": WRONG})},
        "several files",
    ),
    "two members of one time": ({"w.zip": zipped({"a/output_size.py": RIGHT, "b/output_size.py": WRONG})}, "several"),
    "another name": ({"homework.py": RIGHT}, "homework.py defines what it asks for"),
    "a former version alone": ({"output_size_old.py": RIGHT}, "output_size_old.py defines"),
    "a stub and a program of another name": ({"output_size.py": STUB, "main.py": RIGHT}, "main.py defines"),
    "nothing but a test": ({"test_output_size.py": "def test_it():\n    pass\n"}, "named after no topic"),
    "nothing but a document": ({"homework.docx": b"PK\x03\x04[Content_Types].xml"}, "homework.docx could not be taken"),
    "7z": ({"w.7z": SEVEN_ZIP}, "a 7z archive, which is not opened here"),
    "RAR": ({"w.rar": RAR}, "a RAR archive"),
    "a RAR that is called a zip": ({"w.zip": RAR}, "a RAR archive"),
    "a stub beside an archive that cannot be read": ({"output_size.py": STUB, "w.7z": SEVEN_ZIP}, "a 7z archive"),
    "a web page": ({"output_size.py": "<!DOCTYPE html>\n<html>"}, "a web page"),
    "formatted text": ({"output_size.py": r"{\rtf1 x}"}, "formatted text"),
    "a PDF": ({"output_size.py": b"%PDF-1.7"}, "a PDF"),
    "a zip cut short": ({"w.zip": zipped({"output_size.py": RIGHT})[:-50]}, "is damaged"),
    "a zip doubled": ({"w.zip": zipped({"output_size.py": RIGHT}) * 2}, "is damaged"),
    "a tgz cut short": ({"w.tgz": tarred({"output_size.py": RIGHT})[:-60]}, "is damaged"),
    "a tar cut short": ({"w.tar": tarred({"a": "x", "output_size.py": RIGHT}, "")[:1024]}, "is damaged"),
    "a tar that leads out": ({"w.tar": tarred({"../output_size.py": RIGHT}, "")}, "leads out of the folder"),
    "a tar with a link": ({"w.tar": tarred({"output_size.py": ""}, "", tarfile.SYMTYPE)}, "is a link"),
    "a tar with a device": ({"w.tar": tarred({"output_size.py": ""}, "", tarfile.CHRTYPE)}, "no ordinary file"),
    "a notebook cut short": ({"output_size.ipynb": NOTEBOOK[:200]}, "or is damaged"),
    "a program that is packed alone": ({"output_size.py.gz": b"\x1f\x8b" + bytes(30)}, "could not be opened"),
}


@pytest.mark.parametrize("name", UNCLEAR)
def test_what_is_unclear_needs_a_look(tmp_path: Path, name: str) -> None:
    files, why = UNCLEAR[name]
    submission = handed_in(write(tmp_path, files)).submission
    assert submission.unclear
    assert why in submission.fault
    assert submission.source == b""


@pytest.mark.parametrize("mode", ["gz", "bz2", "xz"])
def test_a_packed_bomb_is_let_alone(tmp_path: Path, mode: str) -> None:
    files = (
        {"zeros": bytes(600 << 20), "output_size.py": RIGHT} if mode == "gz" else {"output_size.py": " " * (80 << 20)}
    )
    submission = handed_in(write(tmp_path, {"w.tar": tarred(files, mode)})).submission
    assert submission.unclear
    assert not submission.source


@pytest.mark.parametrize("files", [{}, {"output_size.py": ""}, {"output_size.py": STUB}, {"data.csv": "1,2\n"}])
def test_what_is_not_there_is_no_riddle(tmp_path: Path, files: Files) -> None:
    assert not handed_in(write(tmp_path, files)).submission.unclear


def test_a_person_decides_and_every_place_can_be_decided_for(tmp_path: Path) -> None:
    write(tmp_path, {"output_size.py": WRONG, "w.zip": zipped({"b/main.py": RIGHT}), "c/output_size.py": RIGHT})
    assert handed_in(tmp_path).submission.unclear
    for place in ("c/output_size.py", "w.zip/b/main.py"):
        handed = handed_in(tmp_path, {"output_size": place})
        assert handed.submission.source == RIGHT.encode()
        assert handed.place == f"ann/{place}"
    gone = handed_in(tmp_path, {"output_size": "d/output_size.py"}).submission
    assert gone.unclear
    assert "not there any more" in gone.fault


# Downloads of systems

MOODLE = "Ann Lee_5001_assignsubmission_file"
DOWNLOADS: dict[str, tuple[Files, Account]] = {
    "Moodle with folders": ({f"{MOODLE}/output_size.py": RIGHT}, Account("moodle", "5001", "Ann Lee")),
    "Moodle without folders": ({f"{MOODLE}_output_size.py": RIGHT}, Account("moodle", "5001", "Ann Lee")),
    "Canvas": ({"leeann_5001_98765_output_size.py": RIGHT}, Account("canvas", "5001", "leeann")),
    "Canvas, late and again": (
        {
            "leeann_LATE_5001_98770_output_size-1.py": RIGHT,
            "leeann_5001_98765_output_size.py": WRONG,
        },
        Account("canvas", "5001", "leeann"),
    ),
}

WITHOUT_NUMBERS: dict[str, Files] = {
    "Blackboard": {
        "Week 1_annlee_attempt_2026-03-01-12-00-00.txt": "Name: Ann Lee",
        "Week 1_annlee_attempt_2026-03-01-12-00-00_output_size.py": WRONG,
        "Week 1_annlee_attempt_2026-03-02-09-00-00_output_size.py": RIGHT,
    },
    "Brightspace": {
        "1-2 - annlee - Mar 1, 2026 926 AM - output_size.py": WRONG,
        "1-3 - annlee - Mar 1, 2026 1205 PM - output_size.py": RIGHT,
        "1-3 - annlee - Mar 1, 2026 1205 PM - index.html": "<html>",
    },
    "Brightspace with folders": {"1-2 - annlee - Sep 24, 2024 926 PM/output_size.py": RIGHT},
    "Brightspace in another language": {"1-2 - annlee - Mai 1, 2026 926 PM - output_size.py": RIGHT},
}


@pytest.mark.parametrize("name", WITHOUT_NUMBERS)
def test_a_download_that_knows_no_number_of_a_person_is_read_by_name_and_time(tmp_path: Path, name: str) -> None:
    (student,) = find_students(write(tmp_path, WITHOUT_NUMBERS[name])).students
    assert (student.name, student.account) == ("annlee", None)
    assert collect(student, [TOPIC], reader=shared_reader()).work[0].submission.source == RIGHT.encode()


@pytest.mark.parametrize("name", DOWNLOADS)
def test_a_download_says_whose_each_file_is(tmp_path: Path, name: str) -> None:
    files, account = DOWNLOADS[name]
    (student,) = find_students(write(tmp_path, files)).students
    assert student.account == account
    assert (
        "def conv2d_out_shape" in collect(student, [TOPIC], reader=shared_reader()).work[0].submission.source.decode()
    )


def test_two_of_one_name_are_two(tmp_path: Path) -> None:
    names = ("Ann Lee_5001", "Ann Lee_5002", "leeann_1_7", "leeann_2_8")
    files = {f"{name}{'_assignsubmission_file' if 'A' in name else ''}_output_size.py": RIGHT for name in names}
    assert len(find_students(write(tmp_path, files)).students) == 4


def test_a_roster_finds_its_students_by_number_and_by_a_name_that_only_one_has(tmp_path: Path) -> None:
    files = {f"{name}_assignsubmission_file/output_size.py": RIGHT for name in ("Ann Lee_1", "Bo_2", "Cy_3", "Cy_4")}
    listed = (Enrolled("ann", id="1"), Enrolled("bo", name="Bo"), Enrolled("cy", name="Cy"))
    found = find_students(write(tmp_path, files), Roster("class.csv", listed))
    assert [len(student.folders) for student in found.students] == [1, 1, 0]
    assert sum("not in class.csv" in note for note in found.notes) == 2


@pytest.mark.parametrize("around", ["", "week 1/"])
def test_a_packed_class_may_have_a_folder_around(tmp_path: Path, grade: Grade, around: str) -> None:
    write(tmp_path, {"all.zip": zipped({f"{around}{name}/output_size.py": RIGHT for name in ("ann", "bo")})})
    ran = grade("class", "who", "all.zip", "--topic", "output_size", "--json")
    assert [json.loads(line)["student"] for line in ran.out.splitlines()] == ["ann", "bo"]


def test_names_are_read_in_a_time_that_grows_with_them() -> None:
    for name in (
        "output_size" + "_copy_1" * 5000 + "x.py",
        "output_size" + "_copy1_1" * 5000 + "x.py",
        "copy_" * 5000 + ".py",
        "output_size" + "(1)" * 5000 + "x.py",
    ):
        assert topic_of(name, ["output_size"]) == ""


# The commands


@pytest.fixture(scope="module")
def class_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("class")
    write(made / "subs" / "ann", {"output_size.py": RIGHT, "output_size (1).py": WRONG})
    write(made / "subs" / "Bo Li_7_assignsubmission_file", {"main.py": RIGHT})
    write(made / "subs" / "cy", {f"more {number}.txt": "x" for number in range(80)} | {"output_size.py": RIGHT})
    for number in range(80):
        write(made / "subs" / "cy" / f"folder{number}", {"stray.txt": "x"})
    return made


def run(folder: Path, *words: str) -> Ran:
    return run_grade("class", *words, cwd=folder)


def test_from_who_to_a_decision_and_back(class_folder: Path) -> None:
    seen = run(class_folder, "who", "subs", "--topic", "output_size", "--json")
    assert seen.code == 1, seen.err
    arrived = {line["student"]: line for line in map(json.loads, seen.out.splitlines())}
    assert arrived["ann"]["work"][0]["status"] == "needs a look"
    assert arrived["cy"]["work"][0] == {"topic": "output_size", "status": "counts", "text": "output_size.py"}
    bo = "Bo Li_7_assignsubmission_file"
    assert arrived[bo]["account"] == {"system": "moodle", "id": "7", "name": "Bo Li"}
    told = run(class_folder, "who", "subs", "--topic", "output_size", "--topic", "color")
    assert "cy\n  output_size        counts         output_size.py\n  nothing for: color\n" in told.out
    assert f"\nNeeds a look (2): {bo} output_size; ann output_size. `grade class run` names the" in told.out
    assert not (class_folder / "class.sqlite").exists()

    graded = run(class_folder, "run", "subs", "--topic", "output_size", "--seed", "s", "--json")
    assert graded.code == 1
    lines = {line["student"]: line for line in map(json.loads, graded.out.splitlines())}
    assert lines["cy"]["points"] == 20
    assert lines["ann"]["points"] is None
    assert {criterion["status"] for criterion in lines["ann"]["topics"][0]["criteria"]} == {"needs_look"}
    assert lines["ann"]["undecided"] == ["output_size"]
    assert "Needs a look (2)" in graded.err
    assert graded.err.count("several files could be output_size") == 1
    assert f"grade class take '{bo}' main.py --topic output_size" in graded.err

    told = run(class_folder, "notes", "cy")
    assert told.out.count("folder") >= 80
    assert run(class_folder, "take", "ann", "output_size.py").code == 0
    assert run(class_folder, "take", bo, "main.py", "--topic", "output_size").code == 0
    assert points(run(class_folder, "run", "subs", "--topic", "output_size", "--json"), 0) == {
        "ann": 20, bo: 20, "cy": 20,
    }  # fmt: skip
    assert run(class_folder, "verify").code == 0
    assert run(class_folder, "take", "ann", "output_size.py", "--undo").code == 0
    assert points(run(class_folder, "run", "subs", "--topic", "output_size", "--json"), 1)["ann"] is None
    assert run(class_folder, "take", "ann", "output_size.py", "--undo").code == 4
    assert run(class_folder, "take", "nobody", "output_size.py").code == 4
    assert run(class_folder, "take", "ann", "main.py").code == 4


def points(ran: Ran, code: int) -> dict[str, Any]:
    assert ran.code == code, ran.err
    return {line["student"]: line["points"] for line in map(json.loads, ran.out.splitlines())}


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_download_is_read_as_it_came(tmp_path: Path, grade: Grade, pack: Callable[[Files], bytes]) -> None:
    files = {f"{MOODLE}/output_size.py": RIGHT, "Bo_2_assignsubmission_file_output_size (1).ipynb": NOTEBOOK}
    write(tmp_path, {"download.zip": pack(files)})
    ran = grade("class", "who", "download.zip", "--topic", "output_size")
    assert ran.code == 0, ran.err
    assert "moodle 5001, Ann Lee" in ran.out
    assert ran.out.count(" counts ") == 2
    write(tmp_path, {"cut.zip": pack(files)[:-40]})
    assert grade("class", "who", "cut.zip").code == 4


def test_a_folder_that_was_handed_in_is_graded_alone_as_in_a_class(tmp_path: Path, grade: Grade) -> None:
    write(tmp_path / "subs", {"work.tgz": tarred({"deep/output_size (1).py": RIGHT})})
    ran = grade("subs", "--json")
    assert {topic["topic"]: topic["points"] for topic in json.loads(ran.out)["topics"]}["output_size"] == 20


def test_a_reader_tells_what_an_archive_holds_without_what_is_nobodys() -> None:
    with Reader() as reader:
        for data in (
            zipped({"a.py": "x", ".git/b": "", "node_modules/c.js": ""}),
            tarred({"a.py": "x", "__pycache__/b": ""}),
        ):
            assert [one.name for one in reader.listed(data)] == ["a.py"]
