"""The script that runs a term, with fewer students than a class has."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT

STUDENTS = 20


@pytest.mark.slow
def test_a_term_by_the_guide(tmp_path: Path) -> None:
    folder = tmp_path / "term"
    command = [sys.executable, ROOT / "scripts" / "term.py", folder, "--students", str(STUDENTS)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    with (folder / "canvas.csv").open(newline="", encoding="utf-8") as file:
        marks = {row["SIS Login ID"]: row["Week 1 (4711)"] for row in csv.DictReader(file)}
    assert marks["student000"] in ("18", "18.0", "18.00")  # the override
    assert marks["student005"] == ""  # withdrawn
    assert marks["student009"] == ""  # two files, and nobody has decided
    assert marks["student019"] != ""  # decided
    assert float(marks["student008"]) == 0  # the stub
    assert float(marks["student003"]) < 20  # late
    others = [name for name in marks if name.startswith("student") and marks[name]]
    assert len(others) == STUDENTS - 2
