"""`grade class status`: nothing that an instructor must decide is hidden in a long list."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from class_sample import SLIPPED, TOPIC
from receptive.classroom.store import Kind, Store
from support import Grade, run_grade, solution

ROSTER = """student,name,section,status,also
ann,Ann Lee,A,,
bob,,B,,robert
eve,,B,withdrawn,
mia,,B,,
zoe,,A,,
"""
LATE = """schema: receptive/late/v1
deadline: 2026-10-26T12:00:00Z
points_per_day: 1
times: times.csv
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class with one of everything."""
    folder = tmp_path_factory.mktemp("status")
    for name, text in {"ann": solution(TOPIC), "robert": SLIPPED, "eve": "", "zoe": SLIPPED}.items():
        (folder / "class" / name).mkdir(parents=True)
        (folder / "class" / name / f"{TOPIC}.py").write_text(text, "utf-8")
    (folder / "class.csv").write_text(ROSTER)
    (folder / "late.yaml").write_text(LATE)
    (folder / "times.csv").write_text("student,submitted\nzoe,2026-10-27T11:00:00Z\n")
    words = ("class", "run", "class", "--topic", TOPIC, "--roster", "class.csv", "--late", "late.yaml")
    assert run_grade(*words, cwd=folder).code == 0
    (folder / "class" / "zoe" / f"{TOPIC}.py").write_text(f"{SLIPPED}\n# 2\n", "utf-8")
    assert run_grade(*words, cwd=folder).code == 0
    assert run_grade("class", "override", "robert", TOPIC, "9", "--reason", "talk", cwd=folder).code == 0
    assert run_grade("class", "comment", "ann", "Well done.", cwd=folder).code == 0
    with Store(folder / "class.sqlite", write=True) as store:
        mark = store.get("mia", Kind.MARK, TOPIC)
        assert mark is not None
        store.put([type(mark)("mia", Kind.MARK, TOPIC, mark.body.replace('"missing"', '"needs_look"'))])
    return folder


def status(folder: Path, *words: str) -> dict[str, Any]:
    done = run_grade("class", "status", "--json", *words, cwd=folder)
    assert done.code == 0, done.err
    return dict(json.loads(done.out))


def named(lines: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(line["student"], line["what"]) for line in lines]


def test_everything_that_is_to_be_known_has_a_list(folder: Path) -> None:
    found = status(folder)
    assert (found["schema"], found["students"], found["sections"]) == ("receptive/class-status/v1", 4, {"A": 2, "B": 2})
    assert (found["full_points"], found["count"], found["roster"], found["ended"]) == (1, "last", "class.csv", False)
    assert [one["student"] for one in found["nothing"]] == ["mia"]
    assert [(one["student"], one["topic"]) for one in found["needs_look"]] == [("mia", TOPIC)]
    assert named(found["withdrawn"]) == [("eve", "")]
    assert named(found["merged"]) == [("bob", "robert")]
    assert named(found["comments"]) == [("ann", "Well done.")]
    assert named(found["attempts"]) == [("zoe", "2 attempts")]
    assert named(found["late"]) == [("zoe", "-1: 1 day late: 1 points each")]
    assert [(student, what.partition(": ")[2]) for student, what in named(found["overrides"])] == [("bob", "talk")]


def test_one_section_alone(folder: Path) -> None:
    found = status(folder, "--section", "A")
    assert (found["students"], found["withdrawn"], found["merged"]) == (2, [], [])


def test_for_people(grade: Grade, folder: Path) -> None:
    out = grade("class", "status", "--store", folder / "class.sqlite").out
    assert (
        "4 students (A 2, B 2); 1 with full points; of several attempts the last counts; the run has not ended" in out
    )
    assert f"needs a look (1):\n  mia {TOPIC}: " in out
    assert "other folders of a student (1):\n  bob: robert\n" in out


def test_who_withdrew_and_who_is_another_is_in_the_history(grade: Grade, folder: Path) -> None:
    store = ("--store", folder / "class.sqlite")
    assert grade("class", "history", "eve", *store).out == "eve: section B, withdrawn\n"
    assert grade("class", "history", "robert", *store).out.startswith("bob: section B, also robert\n")


def test_without_a_store(grade: Grade) -> None:
    done = grade("class", "status")
    assert done.code == 4
    assert "grade class run DIR" in done.err
