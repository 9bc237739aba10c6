"""`grade class feedback`: a page for each student of a class that was really graded."""

from __future__ import annotations

import csv
import json
import re
import shutil
import stat
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from accessibility import broken_in_looks
from receptive.catalogue.blocks import Block
from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_lesson
from receptive.classroom.corrections import comment, override
from receptive.classroom.evidence import evidence_of, with_evidence
from receptive.classroom.feedback.stored import result_of
from receptive.classroom.marks import read_students
from receptive.classroom.store import Kind, Store
from receptive.cli.app import run
from receptive.course.blocks import point_to_block
from receptive.model import Case, Criterion, Diagnosis, Outcome, Status, Visibility
from support import solution
from test_class_report import HOSTILE, WellFormed, words

ANN, BEN = "Ann Lee_5001_assignsubmission_file", "ben"
CARD = re.compile(r'<aside class="card exercise".*?</aside>', re.DOTALL)
EVIL = "<b>&{{7*7}}"
WRONG = solution("output_size").replace("return free // s + 1", "return -(-free // s) + 1", 1)
GRAY = solution("color").replace(".mean(axis=channel_axis)", ".sum(axis=channel_axis)", 1)
LATE = """schema: receptive/late/v1
deadline: 2026-01-01T00:00:00+00:00
percent_per_day: 10
times: times.csv
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Right, wrong, late, set by hand, unclear, with a name that is markup, and with nothing handed in."""
    folder = tmp_path_factory.mktemp("class")
    class_folder = folder / "submissions"
    files = {
        f"{ANN}/output_size.py": WRONG + f"\n# {HOSTILE}\n",
        f"{BEN}/output_size.py": solution("output_size"),
        f"{BEN}/color.py": GRAY,
        "cy/output_size.py": WRONG,
        "cy/again/output_size.py": solution("output_size"),
        f"{EVIL}/output_size.py": WRONG + "\n# of EVIL\n",
        "dot/color.py": "PK\3\4 cut off",
    }
    for name, text in files.items():
        path = class_folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / "late.yaml").write_text(LATE, "utf-8")
    (folder / "times.csv").write_text(f"student,submitted\n{BEN},2026-01-01T12:00:00+00:00\n", "utf-8")
    path = folder / "class.sqlite"
    roster = folder / "roster.csv"
    roster.write_text(
        f'student,name,email,section\n{BEN},Ben Ax,ben@x.org,A\n{ANN},=Ann,,B\ncy,,,B\ndot,,,B\n"{EVIL}",,,B\n', "utf-8"
    )
    topics = ["--roster", str(roster), "--topic", "output_size", "--topic", "color", "--jobs", "1", "--seed", "s"]
    assert run(
        ["class", "run", str(class_folder), "--store", str(path), "--late", str(folder / "late.yaml"), *topics]
    ) in (0, 1)
    with Store(path, write=True) as opened:
        comment(opened, ANN, f"See me.\n{HOSTILE}", by="tutor")
        override(opened, BEN, "color", 7.5, "explained at the board", by="tutor")
        override(opened, "dot", "color", 3, "on paper", by="tutor")
    return path


@pytest.fixture(scope="module")
def drafts(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    assert run(["class", "feedback", str(folder), "--store", str(store), "--jobs", "2"]) == 0
    return folder / "draft"


def page_of(drafts: Path, student: str) -> str:
    (path,) = (one for one in drafts.glob("*.html") if one.name.startswith(student))
    return path.read_text("utf-8")


def test_each_student_has_a_page_of_a_safe_name_that_others_cannot_reach(drafts: Path) -> None:
    names = sorted(path.name for path in drafts.iterdir())
    assert len(names) == len({name.casefold() for name in names}) == 5
    assert all(re.fullmatch(r"[\w .-]+\.html", name) for name in names)
    assert stat.S_IMODE(drafts.stat().st_mode) == 0o700


def test_a_page_says_what_failed_and_why_with_a_case_and_a_picture(drafts: Path) -> None:
    page = page_of(drafts, ANN)
    text = words(page)
    assert "✗ wrong answer" in text
    assert "A small case" in text
    assert "<svg" in page.split("From the lesson")[0]
    assert "Your code: conv_out" in text
    assert "From your instructor See me." in text
    assert re.search(r"✓ \w+: done, ", text)  # what is right stands there too


def test_what_a_page_shows_of_the_lesson_is_alike_for_everybody(drafts: Path) -> None:
    """A criterion of the whole topic is told where it failed, and is no part of what that exercise is worth."""
    topics = load_lesson(find_content()).topics
    blocks = [(topic, Block("exercise", one.name, topic.readme, 1)) for topic in topics for one in topic.exercises]
    cards = {str(point_to_block(topic, block)).strip() for topic, block in blocks}
    shown = [card for path in drafts.glob("*.html") for card in CARD.findall(path.read_text("utf-8"))]
    assert len(set(shown)) > 1
    assert set(shown) <= cards


def test_a_page_is_closed_well_formed_and_its_students_alone(drafts: Path) -> None:
    for path in drafts.glob("*.html"):
        page = path.read_text("utf-8")
        WellFormed(page)
        assert "default-src 'none'" in unescape(page)
        assert "<script>alert" not in page
        assert "https://" not in re.sub(r"<a [^>]*>", "", page)
        others = {"Ann Lee", "of EVIL", "See me", "explained at the board"}
        mine = {ANN: {"Ann Lee", "See me"}, BEN: {"explained at the board"}}
        own = next((some for name, some in mine.items() if path.name.startswith(name)), {"of EVIL"})
        assert not [one for one in others - own if one in page.split("From the lesson")[0]]


def test_late_work_an_override_and_the_total_are_told(drafts: Path) -> None:
    text = words(page_of(drafts, BEN))
    assert "Late work: −2 from 20 points (1 day late: 10 percent of the mark each)." in text
    assert "Your instructor set this to 7.5. Reason: explained at the board" in text
    assert "Together: 25.5 of 40 points" in text


def test_what_needs_a_look_is_said_without_a_number(drafts: Path) -> None:
    text = words(page_of(drafts, "cy"))
    assert "There is no total yet, because something is not decided: output_size." in text
    assert "Output size no points yet" in text
    assert "? Needs a look" in text
    assert "again/output_size.py" in text
    assert "of 20 points" not in text.split("Output size no points yet")[2]


def test_what_was_decided_by_hand_and_what_never_came_are_named_as_such(drafts: Path) -> None:
    text = words(page_of(drafts, "dot"))
    assert "Color 3 of 20 points Your instructor set this to 3. Reason: on paper · Not graded" in text
    assert "Output size 0 of 20 points · Not written yet nothing was handed in" in text
    assert "Needs a look" not in text


def test_what_keeps_a_file_from_being_read_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "class" / "ann").mkdir(parents=True)
    (tmp_path / "class" / "ann" / "color.py").write_text(f"{solution('color')}\ndef unfinished(:\n", "utf-8")
    kept = ["--store", str(tmp_path / "class.sqlite"), "--jobs", "1"]
    assert run(["class", "run", str(tmp_path / "class"), "--topic", "color", *kept]) == 0
    assert run(["class", "feedback", str(tmp_path / "pages"), *kept]) == 0
    text = words(page_of(tmp_path / "pages" / "draft", "ann"))
    assert text.count("Python cannot read it") == 1
    assert text.index("Python cannot read it") < text.index("to_gray_mean: not yet, 0 of 3 points")
    assert text.count("Your code:") == 1
    assert "A worked example" not in text


def test_no_seed_stands_on_a_page(store: Path, drafts: Path) -> None:
    with Store(store) as opened:
        seeds = {json.loads(entry.body)["seed"] for entry in opened.entries(kind=Kind.MARK)}
    for path in drafts.glob("*.html"):
        assert not [seed for seed in seeds if len(seed) > 3 and seed in path.read_text("utf-8")]


def test_drafts_say_so_and_released_pages_do_not(store: Path, drafts: Path, tmp_path: Path) -> None:
    assert "Draft, not released." in page_of(drafts, BEN)
    words_given = ["class", "feedback", str(tmp_path), "--store", str(store), "--student", BEN]
    assert run([*words_given, "--moodle-zip", str(tmp_path / "x.zip")]) == 2  # not before they were looked at
    assert run([*words_given, "--release", "--dry-run"]) == 0
    assert list(tmp_path.iterdir()) == []
    assert run([*words_given, "--release"]) == 0
    assert [path.name for path in (tmp_path / "released").iterdir()] == ["ben.html"]
    assert "Draft" not in page_of(tmp_path / "released", BEN)
    assert run(["class", "feedback", str(tmp_path), "--store", str(store), "--student", "nobody"]) == 2


@pytest.mark.parametrize("first", ["Identifier,Full name,Email address", "Kennung,Name,E-Mail"])
def test_moodle_gets_folders_named_as_in_its_download(store: Path, tmp_path: Path, first: str, capfd: Any) -> None:
    worksheet = tmp_path / "worksheet.csv"
    rows = "Participant 7,Ben Ax,b7@x.org\nParticipant 8,Cy,cy@x.org\nParticipant 9,Dot,d@x.org\n"
    worksheet.write_text(f"{first}\n{rows}", "utf-8")
    target = tmp_path / "feedback.zip"
    given = ["class", "feedback", str(tmp_path), "--store", str(store), "--release", "--jobs", "1"]
    assert run([*given, "--moodle-zip", str(target), "--worksheet", str(worksheet)]) == 0
    with zipfile.ZipFile(target) as archive:
        assert archive.namelist() == [
            f"{ANN}/feedback.html",
            "Ben Ax_7_assignsubmission_file/feedback.html",
            "Cy_8_assignsubmission_file/feedback.html",
            "Dot_9_assignsubmission_file/feedback.html",
        ]
        assert "Feedback for ben" in archive.read("Ben Ax_7_assignsubmission_file/feedback.html").decode()
    assert "not in the zip (1):" in capfd.readouterr().err
    worksheet.write_text("a,b\nc,d\n", "utf-8")
    assert run([*given, "--moodle-zip", str(target), "--worksheet", str(worksheet)]) == 2
    assert "worksheet.csv:2" in capfd.readouterr().err


def test_a_table_for_mail_has_the_addresses_of_the_roster(store: Path, tmp_path: Path, capfd: Any) -> None:
    given = ["class", "feedback", str(tmp_path), "--store", str(store), "--release", "--jobs", "1"]
    assert run([*given, "--mail", str(tmp_path / "mail.csv"), "--section", "A"]) == 0
    (row,) = csv.DictReader((tmp_path / "mail.csv").read_text("utf-8").splitlines())
    assert (row["email"], row["name"], row["total"]) == ("ben@x.org", "Ben Ax", "Together: 25.5 of 40 points")
    assert "Feedback for ben" in Path(row["attachment"]).read_text("utf-8")
    assert [path.name for path in (tmp_path / "released").iterdir()] == ["ben.html"]  # of that section
    assert run([*given, "--mail", str(tmp_path / "none.csv"), "--section", "B"]) == 2
    assert "no student has an e-mail address" in capfd.readouterr().err


def test_a_stored_outcome_is_the_one_that_was_graded(store: Path) -> None:
    lesson = {topic.slug: topic for topic in load_lesson(find_content()).topics}
    with Store(store) as opened:
        results = [result_of(mark, lesson) for one in read_students(opened) for mark in one.marks]
    cases = [outcome.case for result in results for outcome in result.outcomes if outcome.case]
    assert cases
    assert all(isinstance(case.arguments, tuple) for case in cases)
    assert all(
        outcome.case is None
        for result in results
        for outcome in result.outcomes
        if outcome.criterion.visibility is Visibility.HIDDEN
    )
    for result in results:
        known = lesson[result.topic.slug]
        assert [one.criterion.whole_topic for one in result.outcomes] == [one.whole_topic for one in known.criteria]


def test_evidence_keeps_plain_data_to_the_type() -> None:
    case = Case(
        "f", "f(1)", ((1, [2.5, float("inf")]), {(0, 1): {"a"}}, range(3)), (("k", None),), "raises ValueError", True
    )
    criterion = Criterion("c", "f", "t", 1.0, Visibility.OPEN, ())
    diagnosis = Diagnosis("M-1", "says", "alpha", ("A heading",), "f(1) gives 2", case)
    outcome = Outcome(criterion, Status.FAILED, "message", diagnosis, case=case, line=3, call="f(1)")
    stored = json.loads(json.dumps(evidence_of([outcome])))["c"]
    bare = Outcome(criterion, Status.FAILED, "message", Diagnosis("M-1", diagnosis.text))
    assert with_evidence(bare, stored) == outcome
    assert with_evidence(bare, {}) == bare  # of a store that was written before there was any
    with pytest.raises(ValueError, match="a case cannot be read"):
        with_evidence(bare, {**stored, "case": "AAAA"})


def test_a_damaged_store_is_said_and_no_page_invented(store: Path, tmp_path: Path, capfd: Any) -> None:
    copy = tmp_path / "copy.sqlite"
    shutil.copy(store, copy)
    copy.chmod(0o600)
    with Store(copy, write=True) as opened:
        entry = opened.get(ANN, Kind.MARK, "output_size")
        assert entry is not None
        body = json.loads(entry.body)
        name = next(iter(body["evidence"]))
        body["evidence"][name]["case"] = "no base64!"
        opened.put(
            [
                type(entry)(
                    entry.student, entry.kind, entry.topic, json.dumps(body), entry.key, entry.place, entry.source
                )
            ]
        )
    assert run(["class", "feedback", str(tmp_path / "out"), "--store", str(copy), "--student", ANN]) == 4
    assert "is damaged" in capfd.readouterr().err
    assert run(["class", "feedback", str(tmp_path / "out"), "--store", str(tmp_path / "none.sqlite")]) == 4


def test_the_pages_are_accessible(browser: Any, drafts: Path) -> None:
    context = browser.new_context(reduced_motion="reduce")  # no color on its way to another
    context.set_offline(True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for path in sorted(drafts.glob("*.html")):
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert broken_in_looks(page, ("light", 1280), ("dark", 390)) == "", path.name
    assert said == []
    context.close()
