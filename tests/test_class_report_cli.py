"""`grade class report` and `grade class export`, as they are typed, on a gradebook that stands for a store."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from gradebook_sample import small_class
from receptive.classroom.enrolling import EVERYBODY, Part
from receptive.classroom.gradebook import Gradebook
from receptive.classroom.store import Entry, Kind, Store
from receptive.cli.app import run

FILES = Path(__file__).parent / "class_files"


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A path; whatever reads a store finds the small class there, or nobody in one called `empty`."""

    def read_gradebook(path: Path, _: Part = EVERYBODY) -> Gradebook:
        return Gradebook("", "A", ()) if path.name == "empty" else small_class()

    monkeypatch.setattr("receptive.classroom.marks.read_gradebook", read_gradebook)
    return tmp_path / "class.sqlite"


def test_every_format_is_written(store: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    words = ["class", "export"]
    assert run([*words, "csv", str(tmp_path / "marks.csv"), "--store", str(store)]) == 0
    assert run([*words, "junit", str(tmp_path / "junit"), "--store", str(store)]) == 0
    assert len(list((tmp_path / "junit").glob("*.xml"))) == 6
    capfdbinary.readouterr()
    assert run([*words, "csv", "-", "--store", str(store)]) == 0
    assert capfdbinary.readouterr().out == (tmp_path / "marks.csv").read_bytes()


def test_a_column_is_filled_and_what_was_not_is_said(
    store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "filled.csv"
    words = ["class", "export", "canvas", str(FILES / "canvas.csv"), str(out), "--store", str(store)]
    assert run([*words, "--column", "Week 1"]) == 0
    assert out.read_bytes() == (FILES / "canvas_filled.csv").read_bytes()
    said = capfd.readouterr().err
    assert "2 marks; students were found by 'SIS Login ID'" in said
    assert "in the gradebook, not in the file (2):" in said
    assert run([*words, "--column", "Week 9"]) == 2
    assert "has no column 'Week 9'" in capfd.readouterr().err
    words[2:5] = ["moodle", str(FILES / "moodle_worksheet.csv"), str(out)]
    assert run(words) == 0
    assert out.read_bytes() == (FILES / "moodle_worksheet_filled.csv").read_bytes()


def test_an_empty_class_and_a_place_that_cannot_be_written(store: Path, tmp_path: Path) -> None:
    assert run(["class", "export", "csv", "-", "--store", str(tmp_path / "empty")]) == 5
    (tmp_path / "file").touch()
    assert run(["class", "export", "csv", str(tmp_path / "file" / "x.csv"), "--store", str(store)]) == 2


def test_a_report_is_written(store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "report.html"
    with Store(store, write=True) as opened:
        opened.put([Entry("anna", Kind.NOTE, "", json.dumps(["old.zip: cannot be opened"]))])
    assert run(["class", "report", str(page), "--store", str(store)]) == 0
    assert "anna: old.zip: cannot be opened" in page.read_text("utf-8")
    assert "wrote" in capfd.readouterr().out
    assert "josé ñ" in page.read_text("utf-8")
    assert run(["class", "report", str(page), "--anonymous", "--store", str(store)]) == 0
    assert "josé ñ" not in page.read_text("utf-8")
    assert run(["class", "report", str(page), "--store", str(tmp_path / "empty")]) == 5
    capfd.readouterr()
    assert run(["class", "report", "--json", "--store", str(store)]) == 0
    assert json.loads(capfd.readouterr().out)["students"] == 6
    assert run(["class", "report", "--store", str(store)]) == 2


def test_systems_that_grade_get_their_files(store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    words = ["class", "export"]
    assert run([*words, "gradescope", str(tmp_path / "gs"), "--store", str(store)]) == 0
    assert len(list((tmp_path / "gs").glob("*/results.json"))) == 4
    said = capfd.readouterr().err
    assert "ours: not decided, through no fault of theirs: alpha.depth\n  zoë: nothing was graded" in said
    place = ["--classroom", "cnn", "--assignment", "week1", "--store", str(store)]
    assert run([*words, "classroom50", str(tmp_path / "c50"), *place]) == 0
    assert len(list((tmp_path / "c50").glob("*/result.json"))) == 4
    said = capfd.readouterr().err
    assert "multiplied by 4" in said
    assert "ours: not decided" in said
    assert run([*words, "gradescope", str(tmp_path / "a.zip"), "--topic", "nothing"]) == 2
    assert run([*words, "gradescope", str(tmp_path / "a.zip"), "--topic", "color"]) == 0
    assert zipfile.is_zipfile(tmp_path / "a.zip")
    assert run([*words, "nbgrader", str(tmp_path / "none"), "--store", str(store)]) == 2


def test_a_dry_run_says_what_would_change_and_writes_nothing(
    store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "filled.csv"
    words = ["class", "export", "canvas", str(FILES / "canvas.csv"), str(out), "--store", str(store)]
    assert run([*words, "--column", "Week 1", "--dry-run"]) == 0
    said = capfd.readouterr()
    assert not out.exists()
    assert "anna: line 4: nothing -> 4.5\njosé ñ: line 5: 3.00 -> 1.25\n" in said.out
    assert "not written (2):" in said.err


@pytest.mark.parametrize("words", [["csv", "marks.csv"], ["junit", "results"], ["gradescope", "results"]])
def test_a_dry_run_of_files_names_them_and_writes_none(
    store: Path, tmp_path: Path, words: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    export = ["class", "export", words[0], str(tmp_path / words[1]), "--store", str(store)]
    assert run([*export, "--dry-run"]) == 0
    assert not (tmp_path / words[1]).exists()
    assert "would be new" in capfd.readouterr().out
    assert run(export) == 0
    assert run([*export, "--dry-run"]) == 0
    said = capfd.readouterr().out
    assert "the same stands there" in said
    assert "would" not in said
