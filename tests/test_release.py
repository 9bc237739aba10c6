"""What leaves the house: a zip, a wheel, an sdist. Made, looked through, installed and used."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from receptive.authoring.audit import audit
from receptive.authoring.mistakes.attack import audit_mistakes
from receptive.authoring.quiz_audit import audit_quizzes
from receptive.authoring.release import practice_quizzes
from receptive.authoring.wheel import build_wheel
from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_lesson, load_topic
from receptive.model import Visibility
from support import FRESH, ROOT, Grade

CONTENT = find_content()
COUNTED = {"conv_out", "gray_as_conv", "DesignNet"}  # the last is asked what it decides, the others have calls
ENDLESS = "\n\ndef receptive_field(arch):\n    size = 1\n    while arch:"  # the demo's last function: it takes all time
MOST_BYTES = 8_000_000  # of a release: it is sent by mail and through learning systems


def unpacked(wheel: Path, folder: Path) -> Path:
    """What pip would put into an environment."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def installed(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A student's installation, in a folder for PYTHONPATH."""
    return unpacked(next((released / "lesson").glob("*.whl")), tmp_path_factory.mktemp("installed"))


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("alone")
    return unpacked(build_wheel(CONTENT, folder, True, practice_quizzes(CONTENT)), folder / "installed")


def test_a_release_is_one_zip_with_all_that_a_student_needs(released: Path, grade: Grade, tmp_path: Path) -> None:
    assert grade("release", "lesson.zip", **FRESH).code == 0
    made = (tmp_path / "lesson.zip").read_bytes()
    assert hashlib.sha256(made).digest() == hashlib.sha256((released / "lesson.zip").read_bytes()).digest()
    assert len(made) < MOST_BYTES
    names = zipfile.ZipFile(tmp_path / "lesson.zip").namelist()
    handed_out = {name.removeprefix("lesson/") for name in names}
    assert handed_out >= {"README.md", "run.py", "lesson/index.html"}
    page = (released / "lesson" / "README.md").read_text("utf-8")
    assert set(re.findall(r"!\[[^]]*\]\(([^)]*)\)", page)) == {"lesson/report-at-home.png"}
    assert "lesson/report-at-home.png" in handed_out
    assert not any(name.startswith("quizzes/") for name in handed_out)  # the wheel has them, and `start` writes them
    assert not any(f"{slug}{end}" in handed_out for slug in CONTENT.topics() for end in (".py", ".ipynb"))
    assert sum(name.endswith(".whl") for name in names) == 1


def test_without_what_packs_the_program_a_release_says_how_to_get_it(grade: Grade, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['hatchling'] = None\n")
    ran = grade("release", "lesson.zip", PYTHONPATH=str(tmp_path))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("grade: hatchling packs the program for students and is not installed: pip install 'rec")
    assert "grade release --no-wheel lesson.zip" in " ".join(ran.err.split())
    assert not (tmp_path / "lesson.zip").exists()


@pytest.fixture(scope="module")
def handed_out(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release and the sdist: most of their files are the same, so that they are looked at together."""
    folder = tmp_path_factory.mktemp("handed-out")
    made = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    assert len(list(folder.glob("*.tar.gz"))) == 1
    shutil.copy(released / "lesson.zip", folder)
    return folder


def test_a_release_and_the_sdist_give_nothing_away(handed_out: Path, tmp_path: Path) -> None:
    """The wheel in the zip, too. test_release_code.py runs the command."""
    findings, count = audit(CONTENT, handed_out)
    assert findings == []
    assert count > 1000
    quizzes = audit_quizzes(CONTENT, handed_out, tmp_path / "no secret")
    assert not quizzes.graded
    assert len(quizzes.seals) > 80  # it found the quizzes, which lie in the wheel in the zip
    assert not any(one.is_given for one in quizzes.seals)
    mistakes = audit_mistakes(CONTENT, handed_out, counted=COUNTED)  # of all that are sealed, how often one must guess
    assert mistakes.problems == ()
    assert {one.exercise for one in mistakes.costs} == COUNTED


@pytest.mark.slow
def test_the_command_says_of_all_that_is_sealed_what_it_takes_to_open_it(handed_out: Path, grade: Grade) -> None:
    ran = grade("author", "audit", handed_out)
    assert (ran.code, "nothing found" in ran.out) == (0, True), ran.out
    assert "practice, which never counts" in ran.out
    assert "sealed mistakes: " in ran.out


def test_a_folder_without_the_wheel(grade: Grade, tmp_path: Path) -> None:
    assert grade("release", "handout", "--no-wheel").code == 0
    assert not list((tmp_path / "handout").glob("*.whl"))
    assert not (tmp_path / "handout" / "run.py").exists()
    assert (tmp_path / "handout" / "quizzes" / "color.json").exists()
    assert grade("start", "handout").code == 0
    assert (tmp_path / "handout" / "color.py").exists()
    again = grade("release", "handout")
    assert (again.code, "is not empty" in again.err) == (2, True)
    assert grade("release", "x", "--no-wheel", "--self-study").code == 2


def test_students_install_the_open_criteria_and_nothing_else(installed: Path) -> None:
    lesson = installed / "receptive" / "lesson"
    assert not (lesson / "solutions").exists()
    assert {path.suffix for path in (lesson / "quizzes").rglob("*") if path.is_file()} == {".json"}
    text = "".join(path.read_text("utf-8") for path in (lesson / "graders").rglob("*.py"))
    for topic in load_lesson(CONTENT).topics:
        for criterion in topic.criteria:
            assert (f'"{criterion.id}"' in text) or criterion.visibility is Visibility.HIDDEN


@pytest.mark.parametrize(
    "topic",
    [pytest.param(slug, marks=[pytest.mark.slow] if slug == "build_cnn" else []) for slug in CONTENT.topics()],
)
def test_the_open_criteria_decide_as_they_do_in_the_whole(
    installed: Path, grade: Grade, tmp_path: Path, topic: str
) -> None:
    open_ones = [c.id for c in load_topic(CONTENT, topic).criteria if c.visibility is Visibility.OPEN]
    file = tmp_path / f"{topic}.py"
    for source in (CONTENT.solution(topic), ROOT / "docs" / "demo" / f"{topic}.py", CONTENT.stub(topic)):
        if not source.exists():
            continue
        file.write_text(source.read_text("utf-8").partition(ENDLESS)[0], "utf-8")
        there = grade(file, "--json", "--seed", "s", RECEPTIVE_LESSON=str(installed / "receptive" / "lesson"))
        here = grade(file, "--json", "--seed", "s")
        statuses = {name: line["status"] for name, line in here.criteria().items() if name in open_ones}
        assert {name: line["status"] for name, line in there.criteria().items()} == statuses
        assert (there.code == 0) is (source == CONTENT.solution(topic))


def test_a_student_is_told_what_is_still_to_come(installed: Path, grade: Grade, tmp_path: Path) -> None:
    shutil.copy(CONTENT.solution("output_size"), tmp_path)
    ran = grade("output_size.py", PYTHONPATH=str(installed))
    assert "All open points." in ran.out
    assert "hidden criteria, worth" in ran.out
    assert "certificate" not in ran.out
    assert "hint 1 of" in grade("hint", "output_size.stride", PYTHONPATH=str(installed)).out


@pytest.mark.slow
def test_whoever_works_alone_has_everything_and_nothing_in_clear(alone: Path, grade: Grade, tmp_path: Path) -> None:
    assert audit(CONTENT, alone)[0] == []
    assert not (alone / "receptive" / "lesson" / "graders").exists()
    shutil.copy(ROOT / "docs" / "demo" / "output_size.py", tmp_path)
    there = grade("output_size.py", "--json", "--seed", "s", PYTHONPATH=str(alone), TMPDIR=str(tmp_path))
    here = grade("output_size.py", "--json", "--seed", "s")
    assert there.criteria() == here.criteria()
    assert not list(tmp_path.glob("receptive-*"))  # what was opened is gone


def test_a_damaged_seal_is_named(alone: Path, grade: Grade, tmp_path: Path) -> None:
    broken = shutil.copytree(alone, tmp_path / "broken")
    path = broken / "receptive" / "lesson.sealed"
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    ran = grade("list", PYTHONPATH=str(broken))
    assert (ran.code, "lesson.sealed: is damaged" in ran.err) == (4, True)


@pytest.mark.slow
def test_the_zip_sets_itself_up(released: Path, tmp_path: Path) -> None:
    """As a student without anything: unpack, run.py, grade."""
    unpacked(released / "lesson.zip", tmp_path)
    bare = tmp_path / "bare"
    venv.create(bare, symlinks=True)
    shutil.copy(CONTENT.solution("color"), tmp_path / "lesson" / "color.py")
    ran = subprocess.run(
        [bare / "bin" / "python", "run.py", "color"],
        cwd=tmp_path / "lesson",
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (ran.returncode, "All open points." in ran.stdout) == (0, True), ran.stdout + ran.stderr
