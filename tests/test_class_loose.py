"""A class that comes as files and not as folders: the names say whose each is, or somebody is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.classroom.collecting import collect
from receptive.classroom.enrolling import NO_ROSTER, Roster
from receptive.classroom.loose_files import parse_loose
from receptive.classroom.people import People
from receptive.classroom.roster import Enrolled
from receptive.classroom.students import find_students
from receptive.reading.reader import Reader
from support import Grade
from test_class_arrivals import NOTEBOOK, RIGHT, TOPIC, WRONG, Files, write, zipped

TOPICS = ("color", "output_size")
COLOR = load_topic(find_content(), "color")


@pytest.mark.parametrize(
    ("name", "people", "file"),
    [
        ("ann.zip", ("ann",), ""),
        ("ann.lee.tar.gz", ("ann.lee",), ""),
        ("ann@example.org.zip", ("ann@example.org",), ""),
        ("ann.py", ("ann",), ""),
        ("Zoë Müller.ipynb", ("Zoë Müller",), ""),
        ("output_size_ann.py", ("ann",), "output_size.py"),
        ("ann_output_size.ipynb", ("ann",), "output_size.ipynb"),
        ("ann-Output-Size.PY", ("ann",), "output_size.PY"),
        ("Ann Lee - output_size.ipynb", ("Ann Lee",), "output_size.ipynb"),
        ("output_size - Ann Lee (1).ipynb", ("Ann Lee",), "output_size.ipynb"),
        ("Kopie von ann_output_size.py", ("ann",), "output_size.py"),
        ("hw1_ann_output_size_final_v2.py.txt", ("ann",), "output_size.py.txt"),
        ("week 3 - ann.zip", ("ann",), ""),
        ("student_12.zip", ("student_12",), ""),
        ("color_s1234567.py", ("s1234567",), "color.py"),
        ("ann_output_size.md", ("ann",), "output_size.md"),
        ("ann_quiz-responses.json", ("ann",), "quiz-responses.json"),
        ("ann_color_output_size.zip", ("ann",), ""),
        ("red_output_size_ann.py", ("red", "ann"), "output_size.py"),
        ("output_size (1).py", (), "output_size.py"),
        ("output_size_2.py", (), "output_size.py"),
        ("submissions.zip", (), ""),
        ("homework 1.zip", (), ""),
        ("solution.py", (), ""),
    ],
)
def test_a_files_name_says_whose_it_is(name: str, people: tuple[str, ...], file: str) -> None:
    parsed = parse_loose(name, TOPICS)
    assert parsed.is_work
    assert parsed.people == people
    assert parsed.file.casefold() == file.casefold()


@pytest.mark.parametrize("name", ["class.csv", "late.yaml", "README.md", "run.py", "ann.md", "grades.xlsx", "x.json"])
def test_what_is_no_work_is_nobodys(name: str) -> None:
    assert not parse_loose(name, TOPICS).is_work


def test_a_long_name_is_read_at_once() -> None:
    for name in ("final_" * 50 + ".py", "(1)" * 80 + ".zip", " copy" * 50 + ".py", "a_output_size_" * 18 + ".py"):
        parse_loose(name, TOPICS)


BEGUN: dict[str, Files] = {
    "archives": {"ann.zip": zipped({"work/output_size.py": RIGHT})},
    "a program with both names": {"output_size_ann.py": RIGHT},
    "a notebook with both names": {"ann_output_size.ipynb": NOTEBOOK},
    "a program with the student's name alone": {"ann.py": RIGHT},
    "a notebook with the student's name alone": {"ann.ipynb": NOTEBOOK},
    "a folder and a file": {"ann/color.py": "x = 1\n", "ann_output_size.py": RIGHT},
    "a folder and an archive of the same": {"ann/output_size.py": RIGHT, "ann.zip": zipped({"output_size.py": RIGHT})},
    "an archive that was saved twice": {
        "ann.zip": zipped({"output_size.py": RIGHT}),
        "ann (1).zip": zipped({"output_size.py": RIGHT}),
    },
}


@pytest.mark.parametrize("name", BEGUN)
def test_a_file_is_read_like_the_folder_of_its_student(tmp_path: Path, name: str) -> None:
    found = find_students(write(tmp_path, BEGUN[name]))
    (student,) = found.students
    handed = collect(student, [TOPIC]).work[0]
    assert (student.name, found.unowned, handed.submission.fault) == ("ann", (), "")
    assert "def conv2d_out_shape" in handed.submission.source.decode()


DOUBTFUL: dict[str, Files] = {
    "two archives of one name": {
        "ann.zip": zipped({"output_size.py": WRONG}),
        "ann (1).zip": zipped({"output_size.py": RIGHT}),
    },
    "two programs of one name": {"ann_output_size.py": WRONG, "ann_output_size (1).py": RIGHT},
    "a program of two topics": {"ann.py": f"{RIGHT}\ndef {COLOR.exercises[0].name}(image):\n    return image\n"},
    "a program of no topic": {"ann.py": "x = 1\n"},
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_the_names_leave_open_needs_a_look(tmp_path: Path, name: str) -> None:
    files = DOUBTFUL[name]
    (student,) = find_students(write(tmp_path, files, {next(iter(files)): 7200})).students
    assert collect(student, [TOPIC], [COLOR]).work[0].submission.unclear


def test_work_that_names_nobody_is_asked_about_and_what_is_no_work_is_noted(tmp_path: Path) -> None:
    files = {"output_size (1).py": RIGHT, "red_output_size_ann.py": RIGHT, "submissions.zip": b"", "class.csv": ""}
    found = find_students(write(tmp_path, files))
    assert not found.students
    assert found.notes == ("class.csv: no folder of a student, not graded",)
    assert [line.partition(": whose is it? ")[0] for line in found.unowned] == sorted(set(files) - {"class.csv"})
    assert "is it red or ann?" in found.unowned[1]
    assert all("put it into a folder" in line for line in found.unowned)


ROSTER = Roster(
    "class.csv",
    (
        Enrolled("ann", "Ann Lee", 2, "lee@example.org", id="50011"),
        Enrolled("bo", "Bo Li", 3, "bo.li@example.org", withdrawn=True),
        Enrolled("al1", "Al Ho", 4),
        Enrolled("al2", "Ho, Al", 5),
    ),
)


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("ann", "ann"),
        ("ANN", "ann"),
        ("Lee, Ann", "ann"),
        ("lee_ann_50011", "ann"),
        ("lee@example.org", "ann"),
        ("50011", "ann"),
        ("al2", "al2"),
        ("Al Ho", ""),
        ("Ann Brown", ""),
        ("Lee_Ann_ann_777123", ""),  # her number is another
        ("Ho_Al_al1_777123", "al1"),
        ("week-1-al2", "al2"),
        ("ann_brown", ""),
        ("Lee", "ann"),
        ("Ho", ""),
        ("example", ""),
        ("", ""),
    ],
)
def test_a_roster_knows_whom_a_name_means_or_it_is_nobody(name: str, student: str) -> None:
    assert People(ROSTER).find(name) == student


def test_a_roster_settles_whose_a_file_is(tmp_path: Path) -> None:
    files = {"red_output_size_ann.py": RIGHT, "Bo Li.zip": b"", "Al Ho_output_size.py": RIGHT, "Lee Ann.docx": "x"}
    found = find_students(write(tmp_path, files), ROSTER)
    ann = next(student for student in found.students if student.name == "ann")
    assert [file.place for file in ann.files] == ["Lee Ann.docx", "red_output_size_ann.py"]
    assert any("class.csv:3: bo is withdrawn" in note for note in found.notes)
    assert any("Al Ho_output_size.py: not in class.csv" in note for note in found.notes)
    with Reader() as reader:
        assert collect(ann, [TOPIC], reader=reader).work[0].submission.source == RIGHT.encode()
    assert find_students(tmp_path, NO_ROSTER).unowned


def test_a_class_of_files_is_looked_at_packed_too_and_a_file_of_nobody_ends_with_one(
    tmp_path: Path, grade: Grade
) -> None:
    files = {"week 1/ann.zip": zipped({"output_size.py": RIGHT}), "week 1/output_size_bo.py": RIGHT}
    write(tmp_path, {"all.zip": zipped(files)})
    ran = grade("class", "who", "all.zip", "--topic", "output_size")
    assert ran.code == 0, ran.err
    assert ran.out.count(" counts ") == 2
    write(tmp_path, {"subs/output_size.py": RIGHT})
    ran = grade("class", "run", "subs")
    assert ran.code == 5
    assert "output_size.py: whose is it?" in ran.err
    write(tmp_path, {"subs/ann.py": RIGHT})
    ran = grade("class", "run", "subs", "--topic", "output_size")
    assert ran.code == 1
    assert "Needs a look (1)" in ran.out
    assert "output_size.py: whose is it?" in ran.out
