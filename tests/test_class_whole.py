"""From a folder of submissions to report and exports, with the real commands on a real store."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from receptive.catalogue.content import find_content
from support import HALF_WRITTEN, Grade, solution

CONTENT = find_content()


@pytest.fixture
def folder(grade: Grade, tmp_path: Path) -> Path:
    """Three students, graded."""
    sources = {
        "right": solution("output_size"),
        "half": HALF_WRITTEN,
        "nothing": CONTENT.stub("output_size").read_text("utf-8"),
    }
    for student, source in sources.items():
        place = tmp_path / "class" / student
        place.mkdir(parents=True)
        (place / "output_size.py").write_text(source, "utf-8")
    ran = grade("class", "run", "class", "--topic", "output_size", "--seed", "s", "--json")
    assert ran.code == 0, ran.err
    (tmp_path / "marks.jsonl").write_text(ran.out)
    return tmp_path


def test_report_and_exports_tell_what_the_run_found(grade: Grade, folder: Path) -> None:
    lines = [json.loads(line) for line in (folder / "marks.jsonl").read_text().splitlines()]
    points = {line["student"]: line["points"] for line in lines}
    assert points["right"] == 20.0 > points["half"] > points["nothing"] == 0.0
    for words in (("report", "report.html"), ("export", "csv", "marks.csv"), ("export", "junit", "junit")):
        ran = grade("class", *words)
        assert ran.code == 0, ran.err
    assert "half" in (folder / "report.html").read_text()
    with (folder / "marks.csv").open(newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert {name: float(row["total"]) for name, row in rows.items()} == points
    assert grade("class", "export", "json", "-").out == (folder / "marks.jsonl").read_text()
    assert grade("class", "verify").code == 0


def test_the_same_work_gets_the_same_points_alone(grade: Grade, folder: Path) -> None:
    alone = grade("class/half/output_size.py", "--json", "--seed", "s")
    line = json.loads((folder / "marks.jsonl").read_text().splitlines()[0])
    assert [c["status"] for c in line["topics"][0]["criteria"]] == [c["status"] for c in alone.criteria().values()]
