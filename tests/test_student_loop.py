"""Handing in, and looking at a solution: what a student's folder gives away to whom, and when."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from receptive.catalogue.content import find_content
from support import Grade, taught_topics

CONTENT = find_content()
# Two functions, of which the first counts one too many: why it is wrong is found soon
HALF_WRITTEN = (
    "def conv_out(i, k, s=1, p=0, d=1):\n    return (i + 2 * p - d * (k - 1) - 1) // s + 2\n\n\n"
    "def tf_out(i, k, s=1, d=1, padding='VALID'):\n"
    "    return -(-i // s) if padding == 'SAME' else (i - d * (k - 1) - 1) // s + 1\n"
)


@pytest.fixture
def folder(grade: Grade, tmp_path: Path) -> Path:
    grade("start", "lesson")
    (tmp_path / "lesson" / "output_size.py").write_text(HALF_WRITTEN)
    shutil.copy(CONTENT.solution("color"), tmp_path / "lesson" / "color.py")
    return tmp_path / "lesson"


def test_a_submission_is_what_is_graded_and_comes_with_a_receipt(grade: Grade, folder: Path) -> None:
    (folder / "filter_math.py").unlink()
    ran = grade("submit", "mine.zip", cwd=folder)
    assert ran.code == 0, ran.err
    assert "missing  filter_math: there is no file" in ran.out
    assert "missing  parameter_count: not begun" in ran.out
    first = (folder / "mine.zip").read_bytes()
    receipt = json.loads((folder / "mine.receipt.json").read_text())
    assert receipt["topics"]["color"] == 20.0 > receipt["topics"]["output_size"] > 0.0
    with zipfile.ZipFile(folder / "mine.zip") as archive:
        names = archive.namelist()
        assert json.loads(archive.read("manifest.json"))["schema"] == "receptive/submission/v1"
        assert archive.read("color.py") == (folder / "color.py").read_bytes()
    assert set(names) == {"manifest.json", *(f"{slug}.py" for slug in taught_topics())} - {"filter_math.py"}
    assert names == sorted(names)
    grade("submit", "mine.zip", cwd=folder)
    assert (folder / "mine.zip").read_bytes() == first


def test_a_class_takes_the_zip_as_it_is(grade: Grade, folder: Path, tmp_path: Path) -> None:
    grade("submit", "mine.zip", cwd=folder)
    place = tmp_path / "class" / "somebody"
    place.mkdir(parents=True)
    shutil.copy(folder / "mine.zip", place)
    ran = grade("class", "run", "class", "--topic", "color", "--json")
    line = json.loads(ran.out)
    assert (line["points"], line["notes"]) == (20.0, [])


def test_of_two_files_of_a_topic_the_one_with_work_counts(grade: Grade, folder: Path) -> None:
    grade("start", "--notebooks", cwd=folder)  # newer than the finished color.py, and empty
    for path in (each for slug in taught_topics() if slug != "color" for each in folder.glob(f"{slug}.*")):
        path.unlink()
    assert grade("color", cwd=folder).code == 0
    ran = grade("submit", "mine.zip", cwd=folder)
    assert "packed   color.py" in ran.out
    assert "left out color.ipynb: nothing is written in it" in ran.out
    assert "left out color.py" not in ran.out
    assert "left out quizzes: they are practice" in ran.out
    notebook = json.loads((folder / "color.ipynb").read_text("utf-8"))
    notebook["cells"][3]["source"] = "def to_gray_mean(image):\n    return image.mean(axis=-1)"
    (folder / "color.ipynb").write_text(json.dumps(notebook))
    told = "color.py holds work too, but color.ipynb was changed last, so only that counts; keep one of them"
    for command in ("color", "status", "submit"):
        ran = grade(command, cwd=folder)
        assert told in ran.out + ran.err, command
    (folder / "helpers.py").write_text("")
    (folder / "color.ipynb").write_text("{")  # cannot be read, and nothing is taken for it in silence
    ran = grade("submit", cwd=folder)
    assert "packed   color.py" in ran.out
    assert "left out color.ipynb cannot be read, but color.py can" in ran.out
    assert "left out helpers.py: no topic has this name" in ran.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("submit", "color.py"), "color.py is no name of a zip; grade submit mine.zip packs all work of this folder"),
        (("submit", "color"), "color is no name of a zip"),
        (("quiz", "color", "--html", "color.py"), "color.py is not named as a page"),
        (("quiz", "color", "--export", "jupyterquiz", "color.py"), "color.py is there and may be somebody's work"),
        (("report", "color", "--no-open", "color.py", "color.html", "other.html"), "one page at a time"),
        (("lesson", "color", "--out", "color.py"), "color.py is not named as a page"),
    ],
)
def test_no_command_writes_over_work(grade: Grade, folder: Path, words: tuple[str, ...], told: str) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    ran = grade(*words, cwd=folder)
    assert ran.code == 2
    assert told in " ".join(ran.err.split())
    assert {path: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


def test_what_was_handed_out_and_not_changed_is_renewed(grade: Grade, folder: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer"
    for room in ("exercises", "graders"):
        shutil.copytree(CONTENT.root / room, newer / room)
    for stub in newer.glob("exercises/*/*.py"):
        stub.write_text(stub.read_text("utf-8") + "# newer\n", "utf-8")
    ran = grade("--lesson", newer, "start", cwd=folder)
    assert "wrote filter_math.py anew" in ran.out
    assert "kept  output_size.py" in ran.out  # changed
    assert (folder / "color.py").read_text("utf-8") == CONTENT.solution("color").read_text("utf-8")
    assert "kept  filter_math.py" in grade("--lesson", newer, "start", cwd=folder).out


def test_nothing_to_hand_in_and_a_place_that_cannot_be_written(grade: Grade, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = grade("submit", cwd=tmp_path / "empty")
    assert (ran.code, "can be handed in" in ran.err) == (2, True)
    ran = grade("submit", "no/such/folder.zip", cwd=folder)
    assert (ran.code, "cannot write" in ran.err) == (2, True)
    (folder / "color.py").write_text("")
    ran = grade("submit", cwd=folder)
    assert (ran.code, "color.py is empty" in ran.err) == (2, True)


def test_a_solution_is_free_after_full_points(grade: Grade, folder: Path) -> None:
    assert grade("solution", "color", cwd=folder).code == 2
    assert grade("color", cwd=folder).code == 0
    ran = grade("solution", "color", cwd=folder)
    assert (ran.code, "def to_gray_mean" in ran.out) == (0, True)
    assert not grade("color", "--json", cwd=folder).attempt["topics"][0]["solution_seen"]


def test_a_solution_before_that_has_its_price_in_every_result(grade: Grade, folder: Path) -> None:
    before = grade("output_size", "--json", "--seed", "s", cwd=folder).attempt["points"]
    refused = grade("solution", "output_size", cwd=folder)
    assert (refused.code, "--give-up shows it now" in refused.err) == (2, True)
    assert "def conv_out" in grade("solution", "output_size", "--give-up", cwd=folder).out
    after = grade("output_size", "--json", "--seed", "s", cwd=folder).attempt
    assert after["points"] == before / 2
    assert after["topics"][0]["solution_seen"]
    assert "half of its points count" in grade("output_size", cwd=folder).out


def test_an_import_that_is_not_there_is_told_beside_the_marks(grade: Grade, folder: Path) -> None:
    with (folder / "color.py").open("a", encoding="utf-8") as file:
        file.write("\nimport absent_one\n")
    ran = grade("color", "--json", cwd=folder)
    assert ran.code == 0
    (note,) = ran.attempt["topics"][0]["notes"]
    assert "it imports absent_one (line" in note
    assert f"color.py: {note}" in ran.err


def test_a_solution_is_not_shown_where_its_price_cannot_be_noted(grade: Grade, tmp_path: Path) -> None:
    (tmp_path / "output_size.py").write_text(HALF_WRITTEN)
    ran = grade("solution", "output_size", "--give-up")
    assert (ran.code, "def conv_out" in ran.out) == (2, False)


def test_a_hint_without_a_target_is_for_what_was_begun(grade: Grade, folder: Path) -> None:
    assert "color." in grade("hint", cwd=folder).out  # it is done, but nothing is known of it yet
    grade("color", "output_size", cwd=folder)
    assert "output_size." in grade("hint", cwd=folder).out
    shutil.rmtree(folder)
    grade("start", "lesson")
    assert "color." in grade("hint", cwd=folder).out


def test_the_map_tells_what_is_wrong_from_what_is_not_written(grade: Grade, folder: Path) -> None:
    grade("output_size", cwd=folder)
    told = json.loads(grade("status", "--json", cwd=folder).out)["topics"]
    exercises = next(topic["exercises"] for topic in told if topic["topic"] == "output_size")
    assert (exercises["conv_out"], exercises["tf_out"], exercises["configs"]) == ("not yet", "done", "not written")
    kept = folder / ".receptive" / "output_size.json"  # as it is where a package is missing
    kept.write_text(re.sub(r'"status": "\w+"', '"status": "not_run"', kept.read_text()))
    told = json.loads(grade("status", "--json", cwd=folder).out)["topics"]
    exercises = next(topic["exercises"] for topic in told if topic["topic"] == "output_size")
    assert set(exercises.values()) == {"not graded"}


def test_commands_in_a_notebook_begin_with_a_magic(folder: Path) -> None:
    lines = (
        "from receptive.notebook import grade",
        "get_ipython().run_line_magic('grade', 'hint color.mean_by_hand')",
        "get_ipython().run_line_magic('grade', 'quiz')",
    )
    ipython = [sys.executable, "-m", "IPython", "--quick", "--no-banner", "-c", "\n".join(lines)]
    ran = subprocess.run(ipython, cwd=folder, capture_output=True, text=True, timeout=60, check=True)
    assert "More: %grade hint color.mean_by_hand --step 2" in ran.stdout
    assert "quiz asks and answers" in ran.stdout
