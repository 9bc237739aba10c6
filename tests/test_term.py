"""The script that lives through a term, with fewer students than a class has: it calls every command of the guide."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from support import ROOT

STUDENTS = 20
GUIDE = ROOT / "docs" / "instructor.md"
COMMAND = re.compile(r"(?:nbgrader )?[a-z]+[a-z0-9]*")
GROUPS = ("author", "class", "class export", "nbgrader")  # words behind which another word says what is done
LONG = ("release", "author audit", "lesson", "quiz", "class report", "class run", "class export", "nbgrader")
FILLED = (  # what the script says only after it has compared every mark with the one that it expects
    "Canvas: 18 marks are right",
    "Moodle: 18 marks are right",
    "Moodle, output_size alone: 18 marks are right",
    "marks.csv: 18 marks are right",
    "Moodle's download: 6 marks are right",
)


@dataclass(frozen=True)
class Called:
    """A command without what it is about: which it is, and with which options."""

    name: str
    options: frozenset[str]


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[str]]:
    """What the script said, and the commands that it called or, where they take long, named only."""
    folder = tmp_path_factory.mktemp("class") / "term"
    command = [sys.executable, ROOT / "scripts" / "term", folder, "--students", str(STUDENTS), "--rehearsal"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout, (folder / "commands.txt").read_text("utf-8").splitlines()


@pytest.mark.slow
def test_every_mark_of_a_term_is_the_expected_one(rehearsal: tuple[str, list[str]]) -> None:
    said, _ = rehearsal
    assert [line for line in FILLED if line not in said] == []


@pytest.mark.slow
def test_every_command_of_the_guide_is_called(rehearsal: tuple[str, list[str]]) -> None:
    called = {_parse(line.partition("] ")[2]) for line in rehearsal[1]}
    forgotten = [line for line in _commands_of(GUIDE) if not any(_covers(one, _parse(line)) for one in called)]
    assert forgotten == []


@pytest.mark.slow
def test_a_rehearsal_leaves_out_only_what_takes_long(rehearsal: tuple[str, list[str]]) -> None:
    left_out = [_parse(line.partition("] ")[2]).name for line in rehearsal[1] if line.startswith("[--]")]
    assert [name for name in left_out if not name.startswith(LONG)] == []


def test_the_commands_of_a_guide_are_found_in_blocks_and_in_sentences(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "Say `grade class take ann\n  a.py`.\n\n```yaml\na: b\n```\n\n```\ngrade list --json > x  # all\n```\n"
    )
    assert list(_commands_of(page)) == ["grade list --json", "grade class take ann a.py"]
    assert _parse("grade class export csv a --topic b") == Called("class export csv", frozenset({"--topic"}))
    assert _parse("grade a.py --seed 1") == Called("FILE", frozenset({"--seed"}))


def _commands_of(page: Path) -> list[str]:
    """Lines of blocks that begin with `grade` or `nbgrader`, and then those within sentences."""
    text = page.read_text("utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith(("grade ", "nbgrader "))]
    prose = re.sub(r"^```\w*\n.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    inline = [" ".join(one.split()) for one in re.findall(r"`(grade\s[^`]+)`", prose)]
    return [re.split(r"\s+(?:#|>)", line)[0] for line in [*lines, *inline]]


def _parse(line: str) -> Called:
    program, *words = shlex.split(line)
    if program == "nbgrader":
        return Called(f"nbgrader {words[0]}", frozenset())
    name = words[0] if COMMAND.fullmatch(words[0]) else "FILE"
    for word in words[1:]:
        if name not in GROUPS or word.startswith("-"):
            break
        name = f"{name} {word}"
    return Called(name, frozenset(word for word in words if word.startswith("--")))


def _covers(called: Called, told: Called) -> bool:
    return called.name == told.name and told.options <= called.options
