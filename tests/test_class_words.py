"""`grade class words`: answers in words are marked by a person, on a sheet, also without names."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.classroom.chain import verify
from receptive.classroom.marks import read_gradebook
from receptive.classroom.points import find_unsettled, points_of
from receptive.classroom.store import Store
from receptive.cli.app import run
from support import Grade, run_grade, solution
from test_class_report import words as text_of

TOPIC, QUESTION = "color", "when_color_counts"
ANSWERS = {
    "ann": f"## {QUESTION}\n=SUM(1) and (0, 0, 30), (30, 0, 0).\nSecond line.\n",
    "ben": "The whole file is the answer.",
    "cy": "",
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graded class, and answers of three students: under a heading, as the whole file, and none."""
    place = tmp_path_factory.mktemp("words")
    for name, answer in ANSWERS.items():
        folder = place / "submissions" / name
        folder.mkdir(parents=True)
        (folder / "color.py").write_text(solution("color"), "utf-8")
        if answer:
            (folder / "color.md").write_text(answer, "utf-8")
    assert run_grade("class", "run", "submissions", "--topic", TOPIC, "--jobs", "1", cwd=place).code == 0
    return place


@pytest.fixture
def place(graded: Path, tmp_path: Path) -> Path:
    """The same, to change."""
    shutil.copytree(graded, tmp_path, dirs_exist_ok=True)
    return tmp_path


def store(place: Path) -> list[str]:
    return ["--store", str(place / "class.sqlite")]


def words(place: Path, sheet: str, *more: str) -> Any:
    return run(["class", "words", str(place / "submissions"), str(place / sheet), *store(place), *more])


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines(keepends=True)))


def write(path: Path, rows: list[dict[str, str]], delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def test_an_answer_travels_with_what_is_handed_in(tmp_path: Path, grade: Grade) -> None:
    home, handed_in = tmp_path / "home", tmp_path / "submissions" / "ann"
    assert grade("start", home).code == 0
    assert "`color.md`" in (home / "README.md").read_text("utf-8")
    (home / "color.py").write_text(solution("color"), "utf-8")
    (home / "color.md").write_text(ANSWERS["ann"], "utf-8")
    handed_in.mkdir(parents=True)
    assert grade("submit", handed_in / "mine.zip", cwd=home).code == 0
    ran = grade("class", "run", "submissions", "--topic", TOPIC, *store(tmp_path), "--jobs", "1")
    assert (ran.code, "color.md" in ran.err) == (0, False)
    assert words(tmp_path, "words.csv") == 0
    (row,) = rows_of(tmp_path / "words.csv")
    assert row["answer"] == "'" + ANSWERS["ann"].split("\n", 1)[1].strip()


def test_marks_come_back_and_count_beside_the_topic(place: Path) -> None:
    assert words(place, "words.csv") == 0
    ann, ben = rows_of(place / "words.csv")
    assert ann["answer"].startswith("'=SUM(1)")  # no spreadsheet computes it
    assert (ben["answer"], ben["of"]) == ("The whole file is the answer.", "2")
    write(place / "words.csv", [{**ann, "points": "1,5", "comment": "Which tasks?"}, ben], ";")
    assert words(place, "words.csv", "--take") == 0
    gradebook = read_gradebook(place / "class.sqlite")
    found = {one.student: one for one in gradebook.students}
    assert points_of(found["ann"], "color/words") == 1.5
    assert points_of(found["cy"], "color/words") == 0
    assert [name.partition(".")[0] for name in find_unsettled(found["ben"], "")] == [
        "color/words"
    ]  # not marked yet is no 0
    with Store(place / "class.sqlite") as opened:
        assert verify(opened).problem == ""


def test_a_second_sheet_and_a_second_run_leave_marks_alone_and_pages_tell_them(place: Path) -> None:
    assert words(place, "one.csv") == 0
    assert words(place, "two.csv") == 0
    ann, ben = rows_of(place / "one.csv")
    write(place / "one.csv", [{**ann, "points": "2", "comment": "Good."}])
    write(place / "two.csv", [{**ben, "points": "0.5"}])
    assert words(place, "one.csv", "--take") == 0
    assert words(place, "two.csv", "--take") == 0
    assert run(["class", "run", str(place / "submissions"), "--topic", TOPIC, *store(place), "--jobs", "1"]) == 0
    found = {one.student: points_of(one, "color/words") for one in read_gradebook(place / "class.sqlite").students}
    assert found == {"ann": 2.0, "ben": 0.5, "cy": 0.0}
    assert run(["class", "feedback", str(place / "pages"), *store(place), "--jobs", "1"]) == 0
    page = text_of((place / "pages" / "draft" / "ann.html").read_text("utf-8"))
    assert "Color: in words 2 of 2 points" in page
    assert "Good." in page
    assert "· marked" in page
    (place / "submissions" / "ann" / "color.md").write_text("Another answer.", "utf-8")
    assert words(place, "two.csv", "--take") == 0
    (ann_now, *_) = read_gradebook(place / "class.sqlite").students
    assert find_unsettled(ann_now, "color/words")  # what was marked is not what stands there now


def test_marks_by_hand_are_in_the_history_with_who_when_and_why(place: Path, grade: Grade) -> None:
    assert words(place, "words.csv") == 0
    ann, ben = rows_of(place / "words.csv")
    for points, comment, by in (("1", "Which tasks?", "mia"), ("2", "Explained.", "jo"), ("2", "Explained.", "kim")):
        write(place / "words.csv", [{**ann, "points": points, "comment": comment}, ben])
        assert words(place, "words.csv", "--take", "--by", by) == 0
    (place / "words.csv").write_bytes((place / "words.csv").read_text("utf-8").replace("Expl", "Zoë").encode("cp1252"))
    assert words(place, "words.csv", "--take") == 4
    done = grade("class", "history", "ann", "--json", *store(place))
    first, second = json.loads(done.out)["changes"]
    assert {**first, "at": ""} == {
        "what": "mark by hand", "topic": "color/words", "before": "", "after": f"{QUESTION} 1",
        "reason": "Which tasks?", "by": "mia", "at": "",
    }  # fmt: skip
    assert first["at"]
    assert (second["before"], second["after"], second["by"]) == (f"{QUESTION} 1", f"{QUESTION} 2", "jo")
    assert (
        f"mark by hand of color/words: {QUESTION} 2 (Explained.)" in grade("class", "history", "ann", *store(place)).out
    )
    assert not json.loads(grade("class", "history", "ben", "--json", *store(place)).out)["changes"]
    with Store(place / "class.sqlite") as opened:
        assert verify(opened).problem == ""


def test_an_anonymous_sheet_holds_no_name_and_finds_its_way_back(place: Path) -> None:
    assert words(place, "words.csv", "--anonymous") == 0
    assert not [name for name in ANSWERS if f"{name}," in (place / "words.csv").read_text("utf-8-sig")]
    rows = [{**row, "points": "1"} for row in rows_of(place / "words.csv")]
    write(place / "words.csv", rows)
    assert words(place, "words.csv", "--take") == 4  # these are codes
    assert words(place, "words.csv", "--anonymous", "--take") == 0
    found = {one.student: points_of(one, "color/words") for one in read_gradebook(place / "class.sqlite").students}
    assert found == {"ann": 1.0, "ben": 1.0, "cy": 0.0}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"points": "3"}, "no points from 0 to 2"),
        ({"points": "-1"}, "no points from 0 to 2"),
        ({"points": "nan"}, "no points from 0 to 2"),
        ({"points": "two"}, "no points from 0 to 2"),
        ({"who": "nobody"}, "no answer of nobody"),
        ({"question": "other"}, "no answer of ann"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_taken(place: Path, change: dict[str, str], told: str, capfd: Any) -> None:
    assert words(place, "words.csv") == 0
    ann, ben = rows_of(place / "words.csv")
    write(place / "words.csv", [{**ben, "points": "1"}, {**ann, **change}])
    assert words(place, "words.csv", "--take") == 4
    said = " ".join(capfd.readouterr().err.split())
    assert "words.csv:" in said
    assert told in said
    assert all(points_of(one, "color/words") is None for one in read_gradebook(place / "class.sqlite").students)


def test_a_sheet_is_never_written_over_and_doubled_lines_and_links_are_refused(place: Path, capfd: Any) -> None:
    secret = place / "secret"
    secret.write_text("not the student's", "utf-8")
    (place / "submissions" / "cy" / "color.md").symlink_to(secret)
    assert words(place, "words.csv") == 0
    assert "not the student's" not in (place / "words.csv").read_text("utf-8-sig")
    assert words(place, "words.csv") == 2
    ann, *_ = rows_of(place / "words.csv")
    write(place / "words.csv", [ann, ann])
    assert words(place, "words.csv", "--take") == 4
    assert "the same answer is in line" in " ".join(capfd.readouterr().err.split())


def test_a_topic_that_the_class_was_not_graded_in_is_not_asked(place: Path, capfd: Any) -> None:
    (place / "submissions" / "ann" / "build_cnn.md").write_text("Weights are shared.", "utf-8")
    assert words(place, "words.csv") == 0
    assert "ann/build_cnn.md: no run has graded build_cnn" in " ".join(capfd.readouterr().err.split())
    assert {row["topic"] for row in rows_of(place / "words.csv")} == {TOPIC}
    assert words(place, "words.csv", "--take") == 0
    (ann, *_) = read_gradebook(place / "class.sqlite").students
    assert [one.topic for one in ann.topics] == [TOPIC, f"{TOPIC}/words"]


def test_an_answer_under_no_heading_or_a_mistyped_one_is_read_by_who_marks_it(tmp_path: Path) -> None:
    answers = {
        "ann": "All in one.",
        "ben": "## why_it_move\nMistyped.",
        "cy": "## why_it_moves\nOne.\n## why_it_moves\nTwo.",
    }
    for name, answer in answers.items():
        (tmp_path / "submissions" / name).mkdir(parents=True)
        (tmp_path / "submissions" / name / "build_cnn.md").write_text(answer, "utf-8")
    assert run(["class", "run", str(tmp_path / "submissions"), "--topic", "build_cnn", *store(tmp_path)]) == 0
    assert words(tmp_path, "words.csv") == 0
    found = {(row["who"], row["question"]): row["answer"] for row in rows_of(tmp_path / "words.csv")}
    first, *others = [one.id for one in load_topic(find_content(), "build_cnn").written]
    assert {found["ann", one] for one in (first, *others)} == {"All in one."}
    assert "Mistyped." in found["ben", first]
    assert found["cy", first].split() == ["One.", "Two."]
    assert not [name for name, question in found if name == "cy" and question in others]
