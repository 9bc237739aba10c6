"""A term by the guide: from the release to marks in Canvas's and Moodle's files, with a picture of each page.

    python scripts/term.py FOLDER --students 120

Everything is done by the commands of docs/instructor.md, in FOLDER, which must not exist yet. Students are made up:
right and wrong work, notebooks, zips, odd folders, late work, somebody who withdrew, and some of whom nobody knows
which file they mean. Each command is printed with how it ended; one that ends otherwise than the guide says ends the
script. Pictures need chromium.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from class_sample import TOPIC, submission  # noqa: E402  # of the tests, found by the line above

GRADE = [sys.executable, "-m", "receptive"]
POINTS = 20
LATE = """schema: receptive/late/v1
deadline: 2026-11-02T23:59:00+01:00
grace_minutes: 15
percent_per_day: 10
times: submitted.csv
"""
Files = dict[str, bytes]


def plain(source: str) -> Files:
    return {f"{TOPIC}.py": source.encode()}


def notebook(source: str) -> Files:
    cells = [{"cell_type": "code", "source": text} for text in (source, "input('now what? ')", "%matplotlib inline")]
    return {f"{TOPIC}.ipynb": json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()}


def odd_folder(source: str) -> Files:
    return {"week 1/Output-Size.py": source.encode(), "__MACOSX/._output_size.py": b"\0\5\26\7"}


def packed(source: str) -> Files:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(f"work/{TOPIC}.py", source)
        archive.writestr("work/.venv/pyvenv.cfg", "home = /usr/bin")
    return {"work.zip": made.getvalue()}


def stub(_: str) -> Files:
    return {f"{TOPIC}.py": (ROOT / "exercises" / TOPIC / f"{TOPIC}.py").read_bytes()}


def unclear(source: str) -> Files:
    return {f"a/{TOPIC}.py": source.encode(), f"b/{TOPIC}.py": source.replace("//", "/").encode()}


FORM = Callable[[str], Files]
FORMS: tuple[FORM, ...] = (
    plain, plain, notebook, plain, odd_folder, plain, packed, plain, stub, unclear,
)  # fmt: skip


def name_of(number: int) -> str:
    return f"student{number:03}"


def hand_in(folder: Path, count: int) -> None:
    """`submissions/`, `roster.csv`, `late.yaml`, and the two files that learning systems export."""
    names = [name_of(number) for number in range(count)]
    for number, name in enumerate(names):
        for place, data in FORMS[number % len(FORMS)](submission(number)).items():
            path = folder / "submissions" / name / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    days = ["2026-11-04T10:00:00+01:00" if number % 7 == 3 else "2026-11-01T10:00:00+01:00" for number in range(count)]
    status = ["withdrawn" if number == 5 else "active" for number in range(count)]
    table(folder / "roster.csv", ["student", "name", "status"], zip(names, map(str.title, names), status, strict=True))
    table(folder / "submitted.csv", ["student", "submitted"], zip(names, days, strict=True))
    (folder / "late.yaml").write_text(LATE)
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Week 1 (4711)"]
    possible = ["    Points Possible", "", "", "", "", POINTS]
    rows = [[name.title(), number, "", name, "CNN", ""] for number, name in enumerate(names)]
    table(folder / "gradebook.csv", head, [possible, *rows])
    head = ["Identifier", "Full name", "ID number", "Email address", "Status", "Grade", "Maximum Grade"]
    more = ["Grade can be changed", "Last modified (submission)", "Last modified (grade)", "Feedback comments"]
    people = [
        [
            f"Participant {number}",
            name.title(),
            name,
            f"{name}@example.org",
            "Submitted",
            "",
            POINTS,
            "Yes",
            "-",
            "-",
            "",
        ]
        for number, name in enumerate(names)
    ]
    table(folder / "worksheet.csv", [*head, *more], people)


def table(path: Path, head: list[str], rows: object) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)  # type: ignore[arg-type]  # any table of cells


def call(folder: Path, *words: str, ends: tuple[int, ...] = (0,)) -> str:
    """One command of the guide; what it printed."""
    ran = subprocess.run([*GRADE, *words], cwd=folder, capture_output=True, text=True, check=False)
    print(f"[{ran.returncode}] grade {' '.join(words)}", flush=True)
    if ran.returncode not in ends:
        sys.exit(f"expected {ends}:\n{ran.stdout}\n{ran.stderr}")
    return ran.stdout + ran.stderr


def term(folder: Path, count: int) -> None:
    call(folder, "release", "lesson.zip")
    call(folder, "author", "audit", "lesson.zip")
    hand_in(folder, count)
    run = ("class", "run", "submissions", "--topic", TOPIC, "--seed", "autumn", "--late", "late.yaml")
    said = call(folder, *run, "--roster", "roster.csv", ends=(1,))
    doubtful = [number for number in range(count) if FORMS[number % len(FORMS)] is unclear]
    assert all(name_of(number) in said for number in doubtful), said  # the run ends with the list of these
    for number in doubtful[1:]:  # the first stays undecided, and is in no export
        call(folder, "class", "take", name_of(number), f"a/{TOPIC}.py")
    call(folder, *run, ends=(1,))
    call(folder, "class", "override", name_of(0), TOPIC, "18", "--reason", "explained it at the board")
    call(folder, "class", "comment", name_of(1), "Come and see me about strides.")
    call(folder, "class", "status", ends=(0, 1))
    call(folder, "class", "verify")
    call(folder, "class", "report", "report.html")
    call(folder, "class", "feedback", "feedback")
    call(folder, "class", "export", "csv", "marks.csv")
    call(folder, "class", "export", "canvas", "gradebook.csv", "canvas.csv", "--column", "Week 1")
    call(folder, "class", "export", "moodle", "worksheet.csv", "moodle.csv")
    call(folder, "class", "export", "junit", "results")
    with zipfile.ZipFile(folder / "lesson.zip") as archive:
        archive.extractall(folder / "release")


def take_pictures(folder: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        print("no chromium, so no pictures")
        return
    (folder / "pictures").mkdir()
    pages = [folder / "report.html", *sorted((folder / "feedback").rglob("*.html"))[:3]]
    pages += sorted((folder / "release").rglob("index.html"))[:1]
    for page in pages:
        shot = folder / "pictures" / f"{page.stem}.png"
        options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'browser'}"]
        command = [chromium, *options, "--window-size=1280,3000", f"--screenshot={shot}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True)
        print(f"pictured {shot}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--students", type=int, default=120)
    given = parser.parse_args()
    folder = given.folder.resolve()
    folder.mkdir(parents=True)
    term(folder, given.students)
    take_pictures(folder)


if __name__ == "__main__":
    main()
