"""From a folder of submissions to report and exports, with the real commands on a real store."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from class_sample import SLIPPED
from receptive.catalogue.content import find_content
from support import Grade, run_grade, solution

CONTENT = find_content()


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three students, graded once for all tests."""
    made = tmp_path_factory.mktemp("graded")
    sources = {
        "right": solution("output_size"),
        "slipped": SLIPPED,
        "nothing": CONTENT.stub("output_size").read_text("utf-8"),
    }
    for student, source in sources.items():
        place = made / "class" / student
        place.mkdir(parents=True)
        (place / "output_size.py").write_text(source, "utf-8")
    ran = run_grade("class", "run", "class", "--topic", "output_size", "--seed", "s", "--json", cwd=made)
    assert ran.code == 0, ran.err
    (made / "marks.jsonl").write_text(ran.out)
    return made


@pytest.fixture
def folder(graded: Path, tmp_path: Path) -> Path:
    """The same, to change."""
    shutil.copytree(graded, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_report_and_exports_tell_what_the_run_found(grade: Grade, folder: Path) -> None:
    lines = [json.loads(line) for line in (folder / "marks.jsonl").read_text().splitlines()]
    points = {line["student"]: line["points"] for line in lines}
    assert points["right"] == 20.0 > points["slipped"] > points["nothing"] == 0.0
    for words in (("report", "report.html"), ("export", "csv", "marks.csv"), ("export", "junit", "junit")):
        ran = grade("class", *words)
        assert ran.code == 0, ran.err
    assert "slipped" in (folder / "report.html").read_text()
    with (folder / "marks.csv").open(newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert {name: float(row["total"]) for name, row in rows.items()} == points
    assert grade("class", "export", "json", "-").out == (folder / "marks.jsonl").read_text()
    assert grade("class", "verify").code == 0


def test_the_same_work_gets_the_same_points_alone(grade: Grade, folder: Path) -> None:
    alone = grade("class/slipped/output_size.py", "--json", "--seed", "s")
    lines = map(json.loads, (folder / "marks.jsonl").read_text().splitlines())
    line = next(line for line in lines if line["student"] == "slipped")
    assert [c["status"] for c in line["topics"][0]["criteria"]] == [c["status"] for c in alone.criteria().values()]
