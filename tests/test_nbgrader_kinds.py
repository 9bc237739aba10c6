"""The other kinds of cells of a course: questions of the quiz, answers in words, exercises in files beside."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from nbgrader_course import cell, marks, nbgrader, read, submitted
from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.exchange.nbgrader.course import build_course
from receptive.exchange.nbgrader.quiz_cells import quiz_variants
from receptive.quiz.forms import Variant
from support import Grade, skip_without

skip_without("nbgrader", "nbgrader is not installed: pip install 'receptive[nbgrader]'")

CONTENT = find_content()
TOPIC = "color"
WEEK = "week 1"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An assignment with all kinds of cells, and one in files; both released."""
    folder = tmp_path_factory.mktemp("course")
    build_course(CONTENT, folder, [TOPIC], WEEK)
    build_course(CONTENT, folder, [TOPIC], "files", quiz=False, in_files=True)
    nbgrader(folder, "generate_assignment", WEEK)
    nbgrader(folder, "generate_assignment", "files")
    return folder


def released(course: Path, assignment: str) -> dict[str, Any]:
    return read(course / "release" / assignment / f"{TOPIC}.ipynb")


def questions(kind: str) -> list[Variant]:
    return [one for one in quiz_variants(CONTENT, TOPIC, WEEK) if [form.kind for form in one.forms] == [kind]]


def respond(notebook: dict[str, Any], variant: Variant, text: str) -> None:
    cell(notebook, f"{TOPIC}-quiz-{variant.question}")["source"] = text


def test_a_release_asks_and_tells_nothing(course: Path, grade: Grade) -> None:
    ran = grade("author", "audit", str(course / "release"))
    assert ran.code == 0, ran.out
    notebook = released(course, WEEK)
    for variant in quiz_variants(CONTENT, TOPIC, WEEK):
        source = "".join(cell(notebook, f"{TOPIC}-quiz-{variant.question}")["source"])
        assert source.endswith(('answer = ""', "]"))
    assert "# right" not in json.dumps(notebook)
    assert "YOUR ANSWER HERE" in "".join(cell(notebook, f"{TOPIC}-words-when_color_counts")["source"])


def test_responses_are_marked_without_being_run(course: Path) -> None:
    notebook = released(course, WEEK)
    number, choice = questions("number")[0], questions("single")[0]
    other = next(one for one in quiz_variants(CONTENT, TOPIC, WEEK) if one not in (number, choice))
    respond(notebook, number, f'answer = "{number.keys[0].shown}"')
    respond(notebook, other, "answer = __import__('os').abort()")
    place = choice.forms[0].options.index(choice.keys[0].shown) + 1
    respond(notebook, choice, f"# mine\nanswer = {place}")
    submitted(course, "asked", WEEK, TOPIC, notebook)
    nbgrader(course, "autograde", WEEK, "--student", "asked")
    nbgrader(course, "generate_feedback", WEEK, "--student", "asked")
    graded = read(course / "autograded" / "asked" / WEEK / f"{TOPIC}.ipynb")
    points = {
        one.question: float(cell(graded, f"{TOPIC}-quiz-{one.question}-grade")["outputs"][0]["data"]["text/plain"][0])
        for one in (number, other, choice)
    }
    assert points == {number.question: number.points, other.question: 0.0, choice.question: choice.points}
    assert marks(course)["asked"] == number.points + choice.points
    feedback = (course / "feedback" / "asked" / WEEK / f"{TOPIC}.html").read_text()
    assert "cannot be read" in feedback
    assert "there is no answer yet" in feedback


@pytest.mark.slow
def test_what_a_person_marked_survives_a_regrade(course: Path) -> None:
    from nbgrader.api import Gradebook

    notebook = released(course, WEEK)
    name = f"{TOPIC}-words-when_color_counts"
    cell(notebook, name)["source"] = "Red and green of one brightness become one gray."
    submitted(course, "words", WEEK, TOPIC, notebook)
    nbgrader(course, "autograde", WEEK, "--student", "words")
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        found = gradebook.find_grade(name, TOPIC, WEEK, "words")
        assert found.needs_manual_grade
        found.manual_score = 1.5
        exercise = gradebook.find_grade(f"{TOPIC}-to_gray_mean-grade", TOPIC, WEEK, "words")
        exercise.extra_credit = 0.5
        gradebook.find_comment(name, TOPIC, WEEK, "words").manual_comment = "And for which tasks does it not matter?"
        gradebook.db.commit()
    nbgrader(course, "autograde", WEEK, "--student", "words", "--force")
    nbgrader(course, "generate_feedback", WEEK, "--student", "words", "--force")
    assert marks(course)["words"] == 2.0
    assert "does it not matter?" in (course / "feedback" / "words" / WEEK / f"{TOPIC}.html").read_text()


@pytest.mark.parametrize(
    ("student", "points"),
    [
        ("right", None),
        pytest.param("stub", 0.0, marks=pytest.mark.slow),
        pytest.param("absent", 0.0, marks=pytest.mark.slow),
        ("forger", 0.0),
    ],
)
def test_exercises_in_a_file(course: Path, student: str, points: float | None) -> None:
    folder = course / "submitted" / student / "files"
    shutil.copytree(course / "release" / "files", folder)
    file = folder / f"{TOPIC}.py"
    if student == "right":
        shutil.copy(CONTENT.solution(TOPIC), file)
    elif student == "absent":
        file.unlink()
    elif student == "forger":
        file.write_text("import os\nprint(100)\nos._exit(0)\n")
    nbgrader(course, "autograde", "files", "--student", student)
    nbgrader(course, "generate_feedback", "files", "--student", student)
    most = load_topic(CONTENT, TOPIC).max_points
    nbgrader(course, "export")
    found = [line for line in (course / "grades.csv").read_text().splitlines() if f",{student}," in line]
    score = next(line for line in found if line.startswith("files,"))
    assert f",{most if points is None else points}," in score
    if student == "absent":
        assert "there is no color.py" in (course / "feedback" / student / "files" / f"{TOPIC}.html").read_text()
    if student == "right":
        assert (course / "autograded" / student / "files" / file.name).read_text() == file.read_text()


def test_a_quiz_that_changed_since_is_not_marked(course: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(course, tmp_path / "course")
    lesson = tmp_path / "lesson"
    for room in ("exercises", "graders", "quizzes", "solutions"):
        shutil.copytree(CONTENT.root / room, lesson / room)
    quiz = lesson / "quizzes" / f"{TOPIC}.yaml"
    quiz.write_text(quiz.read_text("utf-8").replace("Television computes", "A television computes", 1), "utf-8")
    submitted(folder, "late", WEEK, TOPIC, released(folder, WEEK))
    said = nbgrader(folder, "autograde", WEEK, "--student", "late", ok=False, RECEPTIVE_LESSON=str(lesson))
    assert "the quiz has changed since week 1 was made" in said


def test_a_student_sees_how_an_answer_is_read(tmp_path: Path) -> None:
    """In a kernel: the cells of a release, run as Jupyter runs them."""
    import nbformat
    from nbclient import NotebookClient

    number, choice = questions("number")[0], questions("single")[0]
    sources = []
    for variant, text in ((number, '"1/2"'), (choice, '""')):
        sources += [
            f"answer = {text}",
            f'from receptive.notebook import answered\nanswered("{TOPIC}", "{variant.question}", answer)',
        ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    NotebookClient(
        notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    told = [one["outputs"][0]["data"]["text/plain"] for one in notebook.cells[1::2]]
    assert "Your answer: 1/2" in told[0]
    assert "there is no answer yet" in told[1]


def test_a_student_who_sends_nothing_or_twice_stops_nobody(course: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(course, tmp_path / "course", ignore=shutil.ignore_patterns("submitted", "autograded"))
    (folder / "submitted" / "nothing" / WEEK).mkdir(parents=True)
    number = questions("number")[0]
    notebook = released(folder, WEEK)
    respond(notebook, number, f'answer = "{number.keys[0].shown}"')
    submitted(folder, "twice", WEEK, TOPIC, notebook)
    shutil.copy(
        folder / "submitted" / "twice" / WEEK / f"{TOPIC}.ipynb", folder / "submitted" / "twice" / WEEK / "copy.ipynb"
    )
    assert "Skipping unknown notebook" in nbgrader(folder, "autograde", WEEK)
    found = marks(folder)
    assert found["twice"] == number.points
    assert found.get("nothing", 0.0) == 0.0  # nbgrader names them in its log


def test_a_course_without_its_gradebook_says_so(course: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(course, tmp_path / "course", ignore=shutil.ignore_patterns("submitted", "gradebook.db"))
    submitted(folder, "right", WEEK, TOPIC, released(folder, WEEK))
    assert f"No assignment with ID '{WEEK}' exists" in nbgrader(folder, "autograde", WEEK, ok=False)


def test_another_nbgrader_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.metadata

    from traitlets.config import Config

    from receptive.exchange.nbgrader import configure

    for version in ("0.9.5", "0.10.0", "1.0"):
        monkeypatch.setattr(importlib.metadata, "version", lambda _, version=version: version)
        with pytest.raises(RuntimeError, match=f"nbgrader {version} is not supported"):
            configure(Config())


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """nbgrader's, as the configuration of a course leaves it; in a folder of its own."""
    from nbgrader import api as found
    from traitlets.config import Config

    from receptive.exchange.nbgrader.configuration import configure

    monkeypatch.setattr(found, "create_engine", found.create_engine)  # which it replaces, as it does PATH
    monkeypatch.setattr(found, "get_alembic_version", lambda: "1")
    monkeypatch.setenv("PATH", os.environ["PATH"])
    monkeypatch.chdir(tmp_path)
    for _ in range(2):  # the second time there is nothing left to do
        configure(Config(), tmp_path)
    return found


def test_a_gradebook_that_is_opened_again_knows_its_queries(api: Any) -> None:
    """One engine for each gradebook: those of two courses have nothing to do with each other."""
    used = []
    for name in ("one", "two", "two", "one"):
        with api.Gradebook(f"sqlite:///{name}.db") as gradebook:
            gradebook.update_or_create_student(name)
            assert [student.id for student in gradebook.students] == [name]
            used.append(gradebook.engine)
        gradebook.close()  # twice, which changes nothing
    assert used[0] is used[3]
    assert used[1] is used[2] is not used[0]


def test_each_gradebook_closes_its_own_connections(api: Any, tmp_path: Path) -> None:
    """Also where two are open at once: a file that is held cannot be replaced on Windows."""

    def held() -> list[str]:
        return [name for name in map(os.path.realpath, Path("/proc/self/fd").iterdir()) if name.endswith("two.db")]

    outer, inner = (api.Gradebook("sqlite:///two.db") for _ in range(2))
    outer.add_student("outer")
    assert [student.id for student in inner.students] == ["outer"]
    inner.close()
    assert outer.engine is not inner.engine
    assert held()
    outer.close()
    assert not held()
    (tmp_path / "two.db").unlink()
    with api.Gradebook("sqlite:///two.db") as made_anew:
        assert made_anew.students == []


def test_an_address_means_a_file_of_the_present_folder(
    api: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ada", "bob"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        with api.Gradebook("sqlite:///gradebook.db") as gradebook:
            gradebook.add_student(name)
            assert [student.id for student in gradebook.students] == [name]
    assert (tmp_path / "bob" / "gradebook.db").exists()


def test_names_that_nbgrader_cannot_take(grade: Grade) -> None:
    for name in ("a+b", "a/b", " ", ""):
        assert grade("nbgrader", "build", "course", "--assignment", name).code == 2
    assert subprocess.run([sys.executable, "-m", "receptive", "nbgrader", "build"], capture_output=True).returncode == 2
