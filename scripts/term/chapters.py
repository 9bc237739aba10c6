"""The term in the order of the guide: handing out, a first week, answers that people mark, a second week, marks out."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path

import handed_in
from commands import Commands
from marks import Expected, Marks, check, read_marks
from programs import CONTENT
from students import DISPUTED, OVERRIDDEN, OVERRIDE, QUIZ, Student

from receptive.quiz.graded_quiz import read_secret

QUIZ_FORMATS = {"canvas": ".zip", "moodle": ".xml", "qti21": ".zip", "jupyterquiz": ".ipynb", "printable": ".html"}
EARLIER = 6  # students of a year ago


def hand_out(term: Commands) -> None:
    term.grade("doctor")
    term.grade("release", "lesson.zip", is_long=True)
    term.grade("author", "audit", "lesson.zip", is_long=True)
    term.grade("release", "handout", is_long=True)
    term.grade("release", "exam.zip", "--graded", "--secret", "exam.secret", is_long=True)
    term.grade("author", "audit", "exam.zip", "--secret", "exam.secret", is_long=True)
    term.grade("release", "practice.zip", "--hold-back", is_long=True)
    term.grade("release", "handout-2", "--no-wheel", is_long=True)
    term.grade("release", "quiet.zip", "--diagnose", "open", is_long=True)
    term.grade("release", "alone.zip", "--self-study", is_long=True)
    term.grade("lesson", "--site", "course-pages", is_long=True)
    for name, ending in QUIZ_FORMATS.items():
        term.grade("quiz", QUIZ, "--export", name, f"quiz-{name}{ending}", is_long=True)
    if term.is_rehearsal:
        read_secret(term.folder / "exam.secret", make=True)


def first_week(term: Commands, students: Sequence[Student], topics: Sequence[str]) -> None:
    """What is handed in, who it is of, a run, what needs a look, and another run."""
    handed_in.write_roster(term.folder, students)
    handed_in.write_submissions(term.folder, students)
    handed_in.write_times(term.folder, students)
    run = _run_words(topics)
    roster, late = ("--roster", "class.csv"), ("--late", "late.yaml")
    disputed = [one for one in students if one.hands_in_two_files]
    said = term.grade("class", "who", "submissions", *run[3:], *roster, ends=(1,))
    _must_name(said, [one.name for one in students if not one.is_withdrawn])
    said = term.grade(*run, "--seed", "autumn", *roster, *late, "--count", "best", ends=(1,))
    _must_name(said, [one.name for one in disputed])
    for one in disputed:
        if not one.is_undecided:  # who stays undecided is in no export
            term.grade("class", "take", one.name, f"old/{DISPUTED}.py")
    term.grade(*run, *late, ends=(1,))
    term.grade("class", "status")
    _must_name(term.grade("class", "notes"), [one.name for one in disputed])
    term.grade("class", "notes", students[0].name)


def corrections(term: Commands, students: Sequence[Student]) -> None:
    """What an instructor says of single marks, and how they came about."""
    name = students[OVERRIDDEN].name
    term.grade("class", "override", name, DISPUTED, f"{OVERRIDE:g}", "--reason", "explained it at the board")
    term.grade("class", "comment", students[1].name, "Come and see me about strides.")
    term.grade("class", "explain", students[1].name, DISPUTED)
    history = term.grade("class", "history", name)
    _must_name(history, ["explained it at the board"])
    term.grade("class", "history", name, "--json")
    term.grade("class", "verify")


def words(term: Commands, students: Sequence[Student]) -> None:
    """Answers in words: a sheet without names goes out, is filled in, and comes back."""
    term.grade("class", "words", "submissions", "words.csv", "--anonymous")
    sheet = term.folder / "words.csv"
    with sheet.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    points = {f"{one.number}.": one.words for one in students}
    for row in rows:  # who wrote what is told by the answer alone
        row["points"] = str(points[row["answer"].split()[-1]])
        row["comment"] = "Which tasks need the difference?" if row["points"] != "2.0" else ""
    with sheet.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    term.grade("class", "words", "submissions", "words.csv", "--anonymous", "--take")


def quizzes(term: Commands, students: Sequence[Student], topics: Sequence[str]) -> float:
    """The quiz that counts; what its choices are worth."""
    secret = term.folder / "exam.secret"
    choices = handed_in.write_quizzes(term.folder, students, secret)
    one = students[0]
    (term.folder / "quiz-responses.json").write_bytes(
        (term.folder / "submissions" / one.name / "quiz-responses.json").read_bytes()
    )
    alone = ("quiz", "--json", "quiz-responses.json", "--secret", "exam.secret", "--student", one.name)
    term.grade(*alone, is_long=True, ends=(0, 1))
    term.grade(*_run_words(topics), "--late", "late.yaml", "--secret", "exam.secret", ends=(1,))
    return choices


def second_week(term: Commands, students: Sequence[Student], topics: Sequence[str]) -> None:
    """Some hand in again. What would change, and then it does."""
    handed_in.write_second_week(term.folder, students)
    run = [*_run_words(topics), "--late", "late.yaml", "--secret", "exam.secret"]
    term.grade("class", "diff", *run[2:], "--attempts", "5", ends=(0, 1))
    said = term.grade(*run, "--attempts", "5", "--json", ends=(1,))
    marks = [line for line in said.splitlines(keepends=True) if line.startswith("{")]
    (term.folder / "marks.jsonl").write_text("".join(marks), "utf-8")
    term.grade("class", "status")
    again = next(one for one in students if one.again)
    _must_name(term.grade("class", "history", again.name, DISPUTED), ["2026-11-09"])


def pages(term: Commands, students: Sequence[Student], topics: Sequence[str]) -> None:
    """The report, also beside an earlier year, and a page for each student."""
    handed_in.write_earlier_year(term.folder, students[:EARLIER])
    earlier = ["class", "run", "autumn-25", "--store", "autumn-25.sqlite", "--seed", "earlier"]
    term.grade(*earlier, *_topic_words(topics))
    term.grade("class", "report", "report.html", "--earlier", "autumn-25.sqlite")
    term.grade("class", "report", "shared.html", "--anonymous")
    term.grade("class", "report", "section-b.html", "--section", "B")
    term.grade("class", "report", "--json", is_long=True)
    term.grade("class", "feedback", "feedback")
    term.grade("class", "feedback", "feedback", "--student", students[1].name)
    zipped = ("--moodle-zip", "feedback.zip", "--worksheet", "worksheet.csv")
    term.grade("class", "feedback", "feedback", "--release", *zipped, "--mail", "mail.csv")


def exports(term: Commands, expected: Expected) -> None:
    """Every format, and Canvas's and Moodle's files hold the marks that were expected, and no others."""
    canvas = ("class", "export", "canvas", "gradebook.csv")
    column = ("--column", "Week 1")
    term.grade(*canvas, "filled.csv", *column, "--dry-run")
    _must_be_absent(term.folder / "filled.csv")
    term.grade(*canvas, "filled.csv", *column)
    rows: Marks = {one.name: None for one in expected.students if one.is_withdrawn}
    found = read_marks(term.folder / "filled.csv", "SIS Login ID", handed_in.CANVAS_COLUMN)
    check("Canvas", found, expected.total() | rows)
    term.grade("class", "export", "moodle", "worksheet.csv", "moodle.csv", "--dry-run")
    _must_be_absent(term.folder / "moodle.csv")
    term.grade("class", "export", "moodle", "worksheet.csv", "moodle.csv")
    check("Moodle", read_marks(term.folder / "moodle.csv", "ID number", "Grade"), expected.total() | rows)
    one_topic = ("--column", "Assignment: Week 1 (Real)", "--maximum", "20", "--topic", DISPUTED)
    term.grade("class", "export", "moodle", "grades.csv", "moodle-topic.csv", *one_topic)
    found = read_marks(term.folder / "moodle-topic.csv", "ID number", "Assignment: Week 1 (Real)")
    check(f"Moodle, {DISPUTED} alone", found, expected.topic(DISPUTED) | rows)
    term.grade("class", "export", "csv", "marks.csv")
    check("marks.csv", read_marks(term.folder / "marks.csv", "student", "total"), expected.total())
    check("marks.csv, the quiz", read_marks(term.folder / "marks.csv", "student", f"{QUIZ}/quiz"), expected.quiz())
    other_exports(term)


def other_exports(term: Commands) -> None:
    term.grade("class", "export", "json", "marks-out.jsonl")
    term.grade("class", "export", "junit", "results")
    term.grade("class", "export", "gradescope", "results")
    autograder = ("autograder.zip", "--topic", DISPUTED, "--seed", "autumn")
    term.grade("class", "export", "gradescope", *autograder, is_long=True)
    term.grade("class", "export", "classroom50", "results", "--classroom", "cnn", "--assignment", "week1")


def last_things(term: Commands, topics: Sequence[str]) -> None:
    """One file alone, everything graded anew, and the store as it was."""
    one = term.folder / "one" / f"{DISPUTED}.py"
    one.parent.mkdir()
    shutil.copy(CONTENT.solution(DISPUTED), one)
    term.grade(f"one/{DISPUTED}.py", "--json", "--seed", "autumn")
    said = term.grade(*_run_words(topics), "--late", "late.yaml", "--secret", "exam.secret", ends=(1,))
    head = said.rpartition("head ")[2].split()[0]
    term.grade("class", "verify", "--head", head)


def _run_words(topics: Sequence[str]) -> list[str]:
    return ["class", "run", "submissions", *_topic_words(topics)]


def _topic_words(topics: Sequence[str]) -> list[str]:
    return [word for topic in topics for word in ("--topic", topic)]


def _must_name(said: str, names: Sequence[str]) -> None:
    missing = [name for name in names if name not in said]
    assert not missing, f"{missing} are not named in\n{said}"


def _must_be_absent(path: Path) -> None:
    assert not path.exists(), f"{path.name} was written by a dry run"
