"""From a verdict to what there is to read: hints and diagnoses name it, `grade lesson` shows it, a browser opens it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest
from markupsafe import Markup

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.course.reading import Reading
from receptive.course.sections import find_section
from receptive.model import Diagnosis, Hashes, Submission, TopicResult
from receptive.report.page_parts import topic_part
from support import HALF_WRITTEN, Grade

DEMO = Path("output_size.py")


def test_a_diagnosis_names_the_command_that_shows_where_to_read() -> None:
    found = Diagnosis("SHP-4", "You rounded up.", "output_size", ("One window by hand", "Strides"))
    assert found.text == "You rounded up. (grade lesson output_size: One window by hand or Strides)"
    assert Diagnosis("SHP-4", "You rounded up.").text == "You rounded up."
    of_code = Diagnosis("CNN-1", "Too late.", "build_cnn", ('`conv_block(c_in, c_out, pool="max")` ⚠',))
    assert of_code.text == "Too late. (grade lesson build_cnn: conv_block)"


def test_a_page_links_to_every_heading_of_a_diagnosis(open_grader: Any) -> None:
    session = open_grader("output_size")
    outcomes = session.grade(Submission("output_size", DEMO, HALF_WRITTEN.encode()), "seed").outcomes
    result = TopicResult(session.topic, DEMO, outcomes, 0.0, Hashes("", "", ""))
    part = topic_part(result, {}, lambda _, name: Reading(name.lower(), name, Markup()))
    said = [said for one in part.parts for said in one.said if said.links]
    assert said
    assert all("grade lesson" not in one.text for one in said)


def test_the_second_hint_says_where_to_read(grade: Grade, workspace: Path) -> None:
    first = grade("hint", "output_size.conv_out", cwd=workspace)
    assert "grade lesson" not in first.out
    second = grade("hint", "output_size.conv_out", "--step", "2", cwd=workspace)
    assert "Read: grade lesson output_size.conv_out\n" in second.out


def test_the_lesson_can_be_read_in_a_terminal(grade: Grade, workspace: Path) -> None:
    part = grade("lesson", "output_size.conv_out", "--text", cwd=workspace)
    assert part.code == 0, part.err
    assert "Find the rule" in part.out
    assert "Stride 1." in part.out
    assert "$" not in part.out
    assert grade("lesson", "conv_out", "--text", cwd=workspace).out == part.out
    whole = grade("lesson", "output_size", "--text", cwd=workspace)
    assert len(whole.out) > 5 * len(part.out)
    assert not list(workspace.glob("*.html"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["output_size.conv"], "output_size has no exercise conv. Did you mean conv_out?"),
        (["outputsize.conv_out"], "is no topic"),
        (["output_size", "--text", "--out", "a.html"], "--out is for"),
    ],
)
def test_what_cannot_be_read_is_refused(grade: Grade, workspace: Path, words: list[str], said: str) -> None:
    done = grade("lesson", *words, cwd=workspace)
    assert done.code == 2
    assert said in done.err


def test_a_page_is_opened_at_the_part_that_was_asked_for(grade: Grade, workspace: Path) -> None:
    done = grade("lesson", "output_size.conv_out", "--open", cwd=workspace, BROWSER="echo")
    part = find_section(load_topic(find_content(), "output_size"), "conv_out")
    assert part is not None
    assert f"{(workspace / 'lesson-output_size.html').as_uri()}#{part.anchor}" in done.out
    assert f"Opened {workspace / 'lesson-output_size.html'}." in done.out


@pytest.mark.parametrize(("screen", "word"), [({"BROWSER": "echo"}, "Opened"), ({}, "Open")])
def test_a_browser_opens_where_there_is_a_screen(workspace: Path, screen: dict[str, str], word: str) -> None:
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")}
    run = pexpect.spawn(
        sys.executable, ["-m", "receptive", "lesson", "color"], cwd=str(workspace), env=kept | screen, timeout=60
    )
    run.expect(rf"{word} \S+lesson-color.html")
    run.expect(pexpect.EOF)
