"""The files of a term that do not come from `grade`: submissions, roster, times, and what learning systems export."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from forms import FORMS, Files, pack, plain, twice, write
from programs import CONTENT, Program, right
from students import DISPUTED, POLICY, QUIZ, SECOND_WEEK, WORDS, Student

from receptive.quiz.forms import Variant
from receptive.quiz.graded_quiz import draw_graded_pools, read_secret, release_name
from receptive.quiz.programs import Programs
from receptive.quiz.sealed_quiz import first_number

CANVAS_COLUMN = "Week 1 (4711)"
MOODLE_HEAD = ("Identifier", "Full name", "ID number", "Email address", "Status", "Grade", "Maximum Grade")
MOODLE_MORE = ("Grade can be changed", "Last modified (submission)", "Last modified (grade)", "Feedback comments")


def write_submissions(folder: Path, students: Sequence[Student]) -> None:
    """`submissions/STUDENT/…`, each program in the form that this student likes."""
    for student in students:
        for number, program in enumerate(student.programs):
            two = student.hands_in_two_files and program.topic == DISPUTED
            form = twice if two else FORMS[(student.number + number) % len(FORMS)]
            write(folder / "submissions" / student.name, form(program))
        if student.words is not None:
            text = f"Red and blue of the same mean. Answer {student.number}.\n"
            write(folder / "submissions" / student.name, {f"{WORDS}.md": text.encode()})


def write_second_week(folder: Path, students: Sequence[Student]) -> None:
    """The same folders after another week: what came in since lies in the place of the earlier file."""
    for student in students:
        if student.again:
            for old in list((folder / "submissions" / student.name).rglob("*")):
                if old.is_file() and old.stem.replace("-", "_").lower() == DISPUTED:
                    old.unlink()
            write(folder / "submissions" / student.name, plain(student.again))
    write_times(folder, students)
    table = folder / "submitted.csv"
    lines = [f"{one.name},{SECOND_WEEK},{DISPUTED}\n" for one in students if one.again]
    table.write_text(table.read_text("utf-8") + "".join(lines), "utf-8")


def write_quizzes(folder: Path, students: Sequence[Student], secret: Path) -> float:
    """`quiz-responses.json` of those who answer; returns what the choices that are answered right are worth."""
    key = read_secret(secret, make=False)
    release = release_name(key)
    drawn = draw_graded_pools(Programs(CONTENT), CONTENT, QUIZ, key)
    pools = {name: pool for name, pool in drawn.items() if all(map(_can_be_chosen, pool))}
    for student in students:
        if student.quiz_is_right is not None:
            responses = {name: _respond(student, release, name, pool) for name, pool in pools.items()}
            made = {"schema": "receptive/responses/v1", "release": release, "student": student.name}
            text = json.dumps(made | {"responses": responses})
            write(folder / "submissions" / student.name, {"quiz-responses.json": text.encode()})
    return sum(pool[0].points for pool in pools.values())


def _can_be_chosen(variant: Variant) -> bool:
    return variant.type == "single" and _key(variant) in variant.forms[0].options


def _key(variant: Variant) -> str:
    return variant.keys[0].accepted[0].removeprefix("choice:")


def _respond(student: Student, release: str, name: str, pool: Sequence[Variant]) -> dict[str, object]:
    """The right choice of this student's own variant, or the one after it."""
    variant = pool[first_number(f"{release}/{student.name}", name, len(pool))]
    options = variant.forms[0].options
    place = options.index(_key(variant)) + (0 if student.quiz_is_right else 1)
    return {"variant": variant.number, "response": [str(place % len(options) + 1)]}


def write_times(folder: Path, students: Sequence[Student]) -> None:
    write_table(folder / "submitted.csv", ("student", "submitted", "topic"), ((s.name, s.moment, "") for s in students))


def write_roster(folder: Path, students: Sequence[Student]) -> None:
    """`class.csv` and `late.yaml`."""
    head = ("student", "name", "email", "section", "group", "id", "status")
    rows = (
        (s.name, s.shown, s.email, s.section, "red" if s.number < 6 else "blue", 5000 + s.number, _status(s))
        for s in students
    )
    write_table(folder / "class.csv", head, rows)
    (folder / "late.yaml").write_text(POLICY, "utf-8")


def write_exports(folder: Path, students: Sequence[Student], points: float) -> None:
    """What Canvas (`gradebook.csv`) and Moodle (`worksheet.csv`, `grades.csv`) export of an assignment that nobody has
    a mark in.

    Args:
        points: what the assignment counts.
    """
    write_canvas(folder / "gradebook.csv", students, points)
    write_worksheet(folder / "worksheet.csv", students, points)
    head = ("First name", "Last name", "ID number", "Email address", "Assignment: Week 1 (Real)")
    write_table(folder / "grades.csv", head, [("Student", f"{s.number:03}", s.name, s.email, "-") for s in students])


def write_canvas(path: Path, students: Sequence[Student], points: float) -> None:
    head = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", CANVAS_COLUMN)
    possible = ("    Points Possible", "", "", "", "", f"{points:g}")
    rows = [(s.shown, 100 + s.number, "", s.name, f"CNN {s.section}", "") for s in students]
    write_table(path, head, [possible, *rows])


def write_worksheet(path: Path, students: Sequence[Student], points: float) -> None:
    rows = [
        (
            f"Participant {5000 + s.number}",
            s.shown,
            s.name,
            s.email,
            "Submitted",
            "",
            f"{points:g}",
            "Yes",
            "-",
            "-",
            "",
        )
        for s in students
    ]
    write_table(path, (*MOODLE_HEAD, *MOODLE_MORE), rows)


def write_download(path: Path, students: Sequence[Student], topic: str) -> Mapping[str, Program]:
    """Moodle's zip of all submissions of one topic; what each handed in."""
    found = {student.name: right(topic, student.number) for student in students}
    files: Files = {}
    for student in students:
        place = f"{student.shown}_{5000 + student.number}_assignsubmission_file"
        files |= {f"{place}/{name}": data for name, data in plain(found[student.name]).items()}
    path.write_bytes(pack(files))
    return found


def write_earlier_year(folder: Path, students: Sequence[Student]) -> None:
    """Submissions of a year ago, two of which came back this year under another name."""
    for student in students:
        for program in student.programs:
            write(folder / "autumn-25" / f"former-{student.number}", plain(program))


def write_table(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)


def _status(student: Student) -> str:
    return "withdrawn" if student.is_withdrawn else ""
