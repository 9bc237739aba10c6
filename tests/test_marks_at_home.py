"""What a student is told where only the open criteria are installed: one mark, one total, and never that it is done."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from receptive.catalogue.content import Content, find_content
from receptive.catalogue.manifest import load_topic
from receptive.model import Outcome, Status
from receptive.notebook.feedback import exercise_text
from support import HALF_WRITTEN, WITH_A_SLIP, Grade, Ran, run_grade, solution, wait_until
from watch_terminal import ESCAPES, Copied, Terminal

CONTENT = find_content()
OVERSTATED = re.compile(r"All points|[Nn]o hint needed|Everything is right|\bdone\b(?!  ◐)|✓ to_gray|✓ conv_out")
# Two functions, of which the second is wrong: why is found soon
BEGUN = """
def conv_out(i, k, s=1, p=0, d=1):
    return -(-(i + 2 * p - d * (k - 1) - 1) // s) + 1  # rounds up, which only hidden criteria notice


def tf_out(i, k, s=1, d=1, padding="VALID"):
    return 7
"""
DURATION = re.compile(r"\d+\.\d")


@pytest.fixture
def lesson(home_lesson: Path) -> Path:
    return home_lesson


@pytest.fixture
def at_home(lesson: Path, workspace: Path) -> Iterator[Grade]:
    """`grade` at home, in a workspace with one topic that passes all it is asked, and one half-written."""
    shutil.copy(CONTENT.solution("color"), workspace)
    (workspace / "output_size.py").write_text(BEGUN)

    def grade(*words: str) -> Ran:
        return run_grade(*words, cwd=workspace, RECEPTIVE_LESSON=str(lesson))

    return grade


def total(text: str) -> str:
    """The one sentence that says how far it is."""
    found = re.findall(
        r"[\d.]+ of [\d.]+ points that can be reached here; \d+ hidden criteria, worth [\d.]+ points", text
    )
    assert len(found) == 1, text
    return str(found[0])


def test_nothing_says_more_than_was_run(at_home: Grade, workspace: Path) -> None:
    ran = at_home("color")
    assert ran.code == 0  # full points of what was run
    assert set(re.findall(r"(\d+) (?:more when you hand|hidden criteria, worth)", ran.out)) == {"29"}
    others = (["status"], ["list"], ["hint", "color"], ["hint", "to_gray_mean"])
    told = [ran.out, *(at_home(*words).out for words in others)]
    assert all("◐" in text for text in told)
    at_home("report", "color", "--no-open")
    told.append((workspace / "report.html").read_text())
    assert not [text for text in told if OVERSTATED.search(text)]
    assert "◐ <code>to_gray_mean</code>: open criteria passed" in told[-1]


def test_the_hidden_criteria_are_known_by_title_and_have_hints(at_home: Grade, workspace: Path, lesson: Path) -> None:
    topic = load_topic(Content(lesson), "color")
    hidden = [criterion for criterion in topic.withheld if criterion.subject == "to_gray_mean"]
    at_home("report", "color", "--no-open")
    page = (workspace / "report.html").read_text()
    listed, hints = at_home("list", "to_gray_mean").out, at_home("hint", "to_gray_mean").out
    for criterion in hidden:
        assert criterion.title in page
        assert criterion.title in listed
        assert f"grade hint color.{criterion.id} " in hints
    assert listed.endswith("A hint for any of them: grade hint color.ID\n")
    assert hidden[0].hints[0] in at_home("hint", f"color.{hidden[0].id}").out
    assert hidden[0].title in at_home("color.to_gray_mean").out


def test_all_say_one_total(at_home: Grade) -> None:
    graded = total(at_home().out)
    assert {total(at_home(*words).out) for words in (["status"], ["report", "--no-open"], ["submit"])} == {graded}
    told = [json.loads(at_home(*words).out) for words in (["--json"], ["status", "--json"], ["submit", "--json"])]
    numbers = [(one["points"], one["max_points"], *one["withheld"].values()) for one in told]
    assert [list(map(float, re.findall(r"[\d.]+", graded)))] * 3 == [list(map(float, each)) for each in numbers]


def test_one_exercise_is_graded_at_home(at_home: Grade, workspace: Path) -> None:
    ran = at_home("output_size.conv_out", "--json")
    assert (ran.code, ran.attempt["points"], ran.attempt["max_points"]) == (0, 0.5, 0.5)
    assert {line["exercise"] for line in ran.criteria().values()} == {"conv_out"}
    (workspace / "output_size.py").write_text(WITH_A_SLIP)
    wrong = at_home("trace")
    assert (wrong.code, "Nothing in it was run" in wrong.out) == (1, False)
    assert "…" in wrong.out.partition("The call in full: ")[0]
    assert "'units': 10}], (1, 32, 32))" in wrong.out.partition("The call in full: ")[2]


def test_watching_at_home(workspace: Path, lesson: Path, at_home: Grade) -> None:
    shutil.copy(CONTENT.solution("output_size"), workspace)
    window = Terminal(workspace, width=80, RECEPTIVE_LESSON=str(lesson))
    try:
        window.shows("◐ conv_out: open criteria passed")
        window.shows("points that can be reached here")
        window.run.send("h")
        screen = window.shows("grade hint output_size.stride")
        assert not OVERSTATED.search(screen)
        wait_until(lambda: (workspace / ".receptive" / "output_size.json").exists())
    finally:
        window.close()
    assert "◐ conv_out" in at_home("status").out


def test_with_a_known_mistake_nothing_says_to_hand_in(workspace: Path, at_home: Grade) -> None:
    forgets_the_dilation = "\n\ndef conv_out(i, k, s=1, p=0, d=1):\n    return (i + 2 * p - k) // s + 1\n"
    assert "packs what you hand in" in at_home("gray_as_conv").out
    (workspace / "output_size.py").write_text(solution("output_size") + forgets_the_dilation)
    ran = at_home("conv_out")
    assert "a mistake that is noticed when you hand in" in ran.out
    assert "packs what you hand in" not in ran.out


@pytest.mark.parametrize("words", [["output_size"], ["list"], ["status"], ["hint", "no_such_exercise"]], ids=" ".join)
def test_a_terminal_of_80_columns_breaks_no_word(
    workspace: Path, lesson: Path, at_home: Grade, words: list[str]
) -> None:
    (workspace / "output_size.py").write_text(f"import requests\n{HALF_WRITTEN}\n\ndef unused_pixles(): ...\n")
    wide = at_home(*words)
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    environment |= {"RECEPTIVE_LESSON": str(lesson), "RECEPTIVE_NO_SERVER": "1"}
    window = Copied(words, workspace, environment, (60, 80))
    seen = re.split(r"[\r\n]+", ESCAPES.sub("", window.read().decode()))
    window.close()
    assert max(map(len, seen)) <= 80
    told = {word for word in (wide.out + wide.err).split() if not DURATION.fullmatch(word)}
    assert told <= set(" ".join(seen).split())


def test_a_notebook_says_what_a_cell_has_not_run() -> None:
    criteria = load_topic(CONTENT, "output_size").exercises[0].criteria
    ran, left = [Outcome(criteria[0], Status.PASSED)], criteria[1:]
    assert "◐ open criteria passed; 5 hidden criteria not run here" in exercise_text(ran, not_run=left)
    failed = [Outcome(criteria[0], Status.FAILED, "wrong")]
    assert "◐" not in exercise_text(failed, not_run=left)
    assert left[0].title in exercise_text(failed, not_run=left)
