"""What strangers write, wherever it comes out: no control sequence, no turned line, no broken page."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest

from class_sample import TOPIC
from gradebook_sample import small_class
from receptive.classroom.gradebook import Gradebook
from receptive.classroom.student_names import show_name
from receptive.cli.classroom.gradebook import tell
from receptive.exchange.gradebook.attempts import attempt_of
from receptive.exchange.gradebook.canvas import canvas_csv
from receptive.exchange.gradebook.columns import FillOptions
from receptive.exchange.gradebook.gradescope import results_of
from receptive.exchange.gradebook.junit import junit_xml
from receptive.exchange.gradebook.plain_csv import gradebook_csv
from receptive.figures.draw import figure_of
from receptive.figures.pictures import Ruler
from receptive.figures.side_by_side import beside
from receptive.model import Case, Criterion, Outcome, Status, Visibility
from receptive.notebook.feedback import exercise_text
from receptive.report.terminal import SeenConsole
from receptive.text import in_one_line, printable
from support import Grade, solution

# Clears the screen, names the window, ends the text of C, turns the line around, and is no character at all
HOSTILE = "\x1b[2J\x1b]0;x\x07\x00\x9b31m\u202eevil\u2066\u200b\ufffe\ud800\r"
NAME = "eve\u202e\x1b[2J\n=1"


def unseen(text: str, kept: str = "\n\t") -> list[str]:
    return [char for char in text if not char.isprintable() and char not in kept]


def test_every_character_there_is_can_be_shown() -> None:
    every = "".join(
        map(chr, [*range(0x3000), *range(0xD7F0, 0x11000), *range(0x1FFF0, 0x20010), *range(0xE0000, 0xE0200)])
    )
    once = printable(every)
    assert ET.fromstring(f"<a>{escape(once)}</a>").text == once == printable(once)
    assert in_one_line(every).isprintable()
    assert printable("é\t漢\u00a0字\r\n") == "é\t漢\u00a0字\n"


@pytest.mark.parametrize("value", [HOSTILE, [HOSTILE, 1], {HOSTILE: HOSTILE}, [[HOSTILE]], "\x00"])
def test_a_picture_of_any_text_is_drawn(value: object) -> None:
    for picture in (
        beside(Case("f", f"f({HOSTILE})", (), (), value, 3)),
        Ruler(HOSTILE, 5, (0, 0), 3, 1, theirs=str(value), line=HOSTILE),
    ):
        figure = figure_of(picture)
        ET.fromstring(figure.svg)
        assert not unseen(figure.svg + figure.title + "".join(figure.text))
        assert "\\x" in figure.svg
        assert "\\x" in "".join(figure.text)


def test_a_console_moves_for_nobody() -> None:
    written = io.StringIO()
    console = SeenConsole(file=written, width=200)
    console.print(f"{HOSTILE} [red]:smile:", style="bold")
    assert not unseen(written.getvalue())
    assert "[red]:smile:" in written.getvalue()


def test_feedback_in_a_notebook_can_be_written() -> None:
    criterion = Criterion("a", "f", "Title", 1.0, Visibility.OPEN, ("hint",))
    assert not unseen(exercise_text([Outcome(criterion, Status.FAILED, HOSTILE)], [HOSTILE]))


def hostile_class() -> Gradebook:
    """A gradebook whose names, messages and comments are all hostile."""
    whole = small_class()
    eve = whole.students[2]
    (topic,) = eve.topics
    topics = (replace(topic, criteria=tuple(replace(mark, message=HOSTILE) for mark in topic.criteria)),)
    lines = tuple(replace(line, reason=HOSTILE) for line in eve.adjustments)
    return replace(whole, students=(replace(eve, student=NAME, topics=topics, adjustments=lines, comment=HOSTILE),))


def test_exports_show_what_cannot_be_seen() -> None:
    whole = hostile_class()
    table = gradebook_csv(whole)
    row = next(csv.DictReader(io.StringIO(table, newline="")))
    assert row["student"] == r"eve\u202e\x1b[2J\n=1" == show_name(NAME)
    assert not unseen(table, "\r\n")
    suites = ET.fromstring(junit_xml(whole.students[0]))
    assert suites.get("name") == row["student"]
    assert not unseen("".join(suites.itertext()))
    results = results_of(attempt_of(whole, whole.students[0]))
    assert not unseen(results["output"] + "".join(test["output"] for test in results["tests"]))


def test_json_keeps_what_is_stored() -> None:
    """A format for scripts: escaped by JSON itself, so that nothing is lost."""
    whole = hostile_class()
    text = json.dumps(attempt_of(whole, whole.students[0]))
    assert text.isascii()
    assert not unseen(text)
    assert json.loads(text)["student"] == NAME


def test_a_gradebook_of_another_system_is_filled_byte_for_byte_and_told_of_in_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its names and headers are a stranger's as well: they stay in the file and are not sent to the terminal."""
    path = tmp_path / "gradebook.csv"
    stranger = f"{HOSTILE[:-2]}\nall is well"
    head = 'Student,ID,Week 1\r\n"    Points Possible",,4.5\r\n'
    text = f'{head}=1+1,anna,2\r\n"{stranger}",7,\r\n'
    path.write_bytes(text.encode())
    filled = canvas_csv(small_class(), path, FillOptions("Week 1", match="ID"))
    assert filled.data == text.replace("anna,2", "anna,4.5").encode()
    tell("in the file, not in the gradebook", filled.not_graded)
    told = capsys.readouterr().err
    assert not unseen(told)
    assert "\nall is well" not in told
    assert len(told.splitlines()) == 2


SOURCE = f"""# \x1b[8mhidden\x1b[0m \u202e
def conv_out(i, k, s=1, p=0, d=1):
    return {HOSTILE[:-2]!r}

def tf_out(i, k, s, padding):
    print("\\x1b[2J")
    raise ValueError("\\x1b]0;x\\x07\\u202e")
"""


def files_in(folder: Path, names: Iterable[str]) -> str:
    return "".join((folder / name).read_bytes().decode("utf-8") for name in names)


def test_nothing_of_a_students_moves_the_terminal_or_breaks_the_report(grade: Grade, tmp_path: Path) -> None:
    (tmp_path / f"{TOPIC}.py").write_text(SOURCE, "utf-8")
    done = grade("report", TOPIC, "--no-open", "--seed", "s")
    assert (done.code, "Traceback" in done.err) == (0, False), done.err
    assert not unseen(done.out + done.err + files_in(tmp_path, ["report.html"]))
    told = grade(TOPIC, "--seed", "s")
    assert not unseen(told.out + told.err)
    assert r"\x1b" in told.out


def test_a_class_with_a_hostile_student(grade: Grade, tmp_path: Path) -> None:
    folder = tmp_path / "class" / NAME
    folder.mkdir(parents=True)
    (folder / f"{TOPIC}.py").write_text(SOURCE, "utf-8")
    (folder / "\x1b[2J\u202e.txt").write_text("what is this", "utf-8")
    (tmp_path / "class" / "ann").mkdir()
    (tmp_path / "class" / "ann" / f"{TOPIC}.py").write_text(solution(TOPIC), "utf-8")
    run = grade("class", "run", "class", "--topic", TOPIC, "--seed", "s", "--json")
    assert run.code == 0, run.err
    assert [json.loads(line)["student"] for line in run.out.splitlines()] == ["ann", NAME]
    explained = grade("class", "explain", NAME, TOPIC, "--source")
    assert r"# \x1b[8mhidden\x1b[0m \u202e" in explained.out
    refused = grade("class", "explain", "\x1b[2J", TOPIC)
    assert refused.code == 4
    report = grade("class", "report", "page.html")
    assert report.code == 0, report.err
    page = files_in(tmp_path, ["page.html"])
    assert r"eve\u202e" in page
    for done in (run, explained, refused, report):
        assert not unseen(done.out + done.err)
    assert not unseen(page)
