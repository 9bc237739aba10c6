"""Marks of a class for nbgrader's gradebook, read by nbgrader itself, and for Classroom 50."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gradebook_sample import mark, small_class, topic
from preloaded import gradebook_version
from receptive.classroom.errors import ExportError
from receptive.classroom.gradebook import Adjustment, Gradebook, StudentMarks
from receptive.classroom.points import most_points
from receptive.cli.app import run
from receptive.exchange.gradebook.changes import Change
from receptive.exchange.gradebook.classroom50 import Place, result_of, whole_points
from receptive.model import Status

PLACE = Place("cnn", "week1", datetime(2026, 10, 5, 12, tzinfo=UTC))


def test_classroom50_has_whole_points_that_add_up() -> None:
    gradebook = small_class()
    factor, most = whole_points(gradebook), most_points(gradebook, "")
    assert factor == 4  # 0.25 points are the finest
    results = [result_of(student, PLACE, factor, most) for student in gradebook.students]
    for result, student in zip(results, gradebook.students, strict=True):
        assert set(result) == {
            "schema", "classroom", "assignment", "submission", "commit", "release", "review", "datetime", "score",
            "max-score", "tests",
        }  # fmt: skip
        assert result["schema"] == "classroom50/result/v1"
        assert result["datetime"] == "2026-10-05T12:00:00Z"
        assert all(type(result[name]) is int for name in ("score", "max-score"))
        assert result["score"] == student.points * factor
        assert all(set(test) == {"test-name", "passed", "score", "max-score"} for test in result["tests"])
    assert sum(test["score"] for test in results[1]["tests"]) == results[1]["score"] == results[1]["max-score"] == 18


def test_thirds_of_a_point_stay_bounded() -> None:
    many = [StudentMarks(f"s{n}", (topic("t", mark("a", points=1 / n)),)) for n in range(1, 60)]
    assert whole_points(Gradebook("", "A", tuple(many))) == 1000
    assert whole_points(Gradebook("", "A", ())) == 1


@pytest.fixture(scope="module")
def version() -> str:
    pytest.importorskip("sqlalchemy", reason="nbgrader is not installed")
    return gradebook_version()


@pytest.fixture
def course(tmp_path: Path, version: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a gradebook. What nbgrader asks `alembic` for each new one is known here."""
    monkeypatch.setattr("nbgrader.api.get_alembic_version", lambda: version)
    return tmp_path


@contextmanager
def opened(course: Path) -> Iterator[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.api import Gradebook as Opened

        gradebook = Opened(f"sqlite:///{course / 'gradebook.db'}")
        yield gradebook
        gradebook.db.commit()
        gradebook.close()
        gradebook.engine.dispose()


def test_a_new_gradebook_is_of_nbgraders_version(tmp_path: Path, version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It asks `alembic`, and finds it in an environment that is not activated."""
    from sqlalchemy import text

    from receptive.exchange.gradebook.nbgrader import write_marks

    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    write_marks(small_class(), tmp_path, "week1")
    with opened(tmp_path) as gradebook:
        assert gradebook.db.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == version


@pytest.mark.slow
def test_nbgrader_exports_the_marks_of_the_class(course: Path) -> None:
    from nbgrader_course import marks
    from receptive.exchange.gradebook.nbgrader import write_marks

    written = write_marks(small_class(), course, "week1")
    assert written.students == 3
    assert any(note.startswith("ours: not decided") for note in written.notes)
    assert any("override of 0.25 not written" in note for note in written.notes)
    assert marks(course) == {"=cmd|'/c calc'!A1": 1.5, "anna": 4.5, "josé ñ": 1.0}


def test_manual_scores_and_comments_stay(course: Path) -> None:
    from receptive.exchange.gradebook.nbgrader import write_marks

    write_marks(small_class(), course, "week1")
    with opened(course) as gradebook:
        grade = gradebook.find_grade("alpha-conv2d-grade", "alpha", "week1", "anna")
        grade.manual_score, grade.extra_credit = 3.0, 0.5
        gradebook.add_solution_cell("alpha-text", "alpha", "week1")
    again = write_marks(small_class(), course, "week1")
    assert any("anna: alpha-conv2d-grade keeps its manual score 3" in note for note in again.notes)
    fewer = topic("alpha", mark("stride", points=1.5), mark("depth", Status.FAILED, 2.0))
    changed = replace(small_class(), students=(StudentMarks("anna", (fewer,)),))
    write_marks(changed, course, "week1")
    with opened(course) as gradebook:
        grade = gradebook.find_grade("alpha-conv2d-grade", "alpha", "week1", "anna")
        assert (grade.auto_score, grade.manual_score, grade.extra_credit) == (1.5, 3.0, 0.5)
        assert grade.needs_manual_grade
        assert gradebook.find_submission("week1", "josé ñ").score == 1.5
        assert gradebook.find_submission_notebook("alpha", "week1", "josé ñ").late_submission_penalty == 0.5


def test_a_late_penalty_goes_with_the_line_that_asked_for_it(course: Path) -> None:
    from receptive.exchange.gradebook.nbgrader import write_marks

    def penalty() -> float | None:
        with opened(course) as gradebook:
            found: float | None = gradebook.find_submission_notebook("alpha", "week1", "anna").late_submission_penalty
        return found

    in_time = StudentMarks("anna", (topic("alpha", mark("stride", points=2.0)),))
    late = replace(in_time, adjustments=(Adjustment("late", "alpha", -0.5, "a day late"),))
    write_marks(Gradebook("", "A", (late,)), course, "week1")
    assert penalty() == 0.5
    assert write_marks(Gradebook("", "A", (late,)), course, "week1").changes == ()
    written = write_marks(Gradebook("", "A", (in_time,)), course, "week1")
    assert written.changes == (Change("anna", "alpha, late penalty", "0.5", "0"),)
    assert penalty() is None


def test_scores_of_topics_that_were_not_handed_in_here_stay(course: Path) -> None:
    from receptive.exchange.gradebook.nbgrader import write_marks

    beta = topic("beta", mark("x", points=20.0, exercise="trace"))
    graded = StudentMarks("anna", (topic("alpha", mark("stride")), beta))
    write_marks(Gradebook("", "A", (graded,)), course, "week1")
    not_begun = topic("beta", mark("x", Status.MISSING, 20.0, exercise="trace"))
    later = Gradebook("", "A", (StudentMarks("anna", (topic("alpha", mark("stride", Status.FAILED)), not_begun)),))
    tried = write_marks(later, course, "week1", dry_run=True)
    assert tried.changes == (Change("anna", "alpha-conv2d-grade", "1", "0"),)
    assert tried.notes == ("beta: 1 handed in nothing, and keep what stands there",)
    with opened(course) as gradebook:
        assert gradebook.find_submission("week1", "anna").score == 21
    assert write_marks(later, course, "week1").changes == tried.changes
    with opened(course) as gradebook:
        assert gradebook.find_submission("week1", "anna").score == 20
        assert gradebook.find_grade("beta-trace-grade", "beta", "week1", "anna").auto_score == 20


def test_a_topic_that_nobody_handed_in_adds_no_points_to_the_assignment(course: Path) -> None:
    from receptive.exchange.gradebook.nbgrader import write_marks

    nobody = topic("gamma", mark("x", Status.MISSING, 20.0, exercise="trace"))
    student = StudentMarks("anna", (topic("alpha", mark("stride")), nobody))
    write_marks(Gradebook("", "A", (student,)), course, "week1")
    with opened(course) as gradebook:
        assert gradebook.find_assignment("week1").max_score == 1


def test_nbgraders_own_gradebook_goes_into_a_file_of_canvas(course: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Automatic, manual and extra points and late penalties count; what waits for a mark by hand does not go."""
    from receptive.exchange.gradebook.nbgrader import open_gradebook, write_marks

    names = ("anna", "ben", "cy")
    whole = [StudentMarks(name, (topic("alpha", mark("stride", points=2.0)),)) for name in names]
    with open_gradebook(course) as gradebook:
        gradebook.add_assignment("week1")
        gradebook.add_notebook("alpha", "week1")
        gradebook.add_grade_cell("alpha-words", "alpha", "week1", max_score=8, cell_type="markdown")
    write_marks(Gradebook("", "A", tuple(whole)), course, "week1")
    with opened(course) as gradebook:
        gradebook.add_student("dot", email="dot@uni.example")
        gradebook.find_student("cy").lms_user_id = "104"
        for name, by_hand in (("anna", 5.5), ("ben", None), ("cy", 8.0)):
            grade = gradebook.find_grade("alpha-words", "alpha", "week1", name)
            grade.manual_score, grade.needs_manual_grade = by_hand, by_hand is None
        gradebook.find_submission_notebook("alpha", "week1", "anna").late_submission_penalty = 0.5
    exported, out = course / "canvas.csv", course / "filled.csv"
    exported.write_text(
        "Student,ID,SIS Login ID,Week 1 (7)\n    Points Possible,,,10.00\n"
        "A,101,anna,\nB,102,ben,\nC,104,cy,1.00\nD,103,dot,\n"
    )
    words = ["class", "export", "canvas", str(exported), str(out), "--column", "Week 1"]
    source = ["--from", "nbgrader", str(course), "--assignment"]
    assert run([*words, *source, "week1"]) == 0
    assert out.read_text().splitlines()[2:] == ["A,101,anna,7", "B,102,ben,", "C,104,cy,10", "D,103,dot,"]
    said = capfd.readouterr().err
    assert "ben: not decided, through no fault of the student's: alpha;" in said
    assert "dot: nothing was graded" in said
    assert run([*words, *source, "week2"]) == 2
    assert "has no assignment 'week2'; it has week1" in capfd.readouterr().err
    assert run([*words, *source[:3]]) == 2


def test_a_dry_run_makes_no_gradebook(course: Path) -> None:
    from receptive.exchange.gradebook.nbgrader import write_marks

    before = sorted(path.name for path in course.iterdir())
    assert write_marks(small_class(), course, "week1", dry_run=True).changes
    assert sorted(path.name for path in course.iterdir()) == before


def test_a_topic_that_comes_later_joins_the_submissions(course: Path) -> None:
    from receptive.exchange.gradebook.nbgrader import write_marks

    write_marks(small_class(), course, "week1")
    students = tuple(
        replace(one, topics=(*one.topics, topic("beta", mark("x", exercise="trace"))))
        for one in small_class().students[:2]
    )
    write_marks(Gradebook("", "A", students), course, "week1")
    with opened(course) as gradebook:
        assert gradebook.find_submission("week1", "anna").score == 5.5


def test_a_course_that_counts_other_points_is_left_alone(course: Path, tmp_path: Path) -> None:
    from receptive.exchange.gradebook.nbgrader import write_marks

    write_marks(small_class(), course, "week1")
    before = (course / "gradebook.db").read_bytes()
    other = Gradebook("", "A", (StudentMarks("anna", (topic("alpha", mark("stride", points=9.0)),)),))
    with pytest.raises(ExportError, match=r"counts 3.5 points there and 9 here"):
        write_marks(other, course, "week1")
    assert (course / "gradebook.db").read_bytes() == before
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "gradebook.db").write_text("no database, " * 100)
    with pytest.raises(ExportError, match="cannot be used"):
        write_marks(small_class(), tmp_path / "broken", "week1")
    with pytest.raises(ExportError, match="is no folder"):
        write_marks(small_class(), tmp_path / "none", "week1")


def test_a_course_of_ours_gets_the_marks_in_its_own_cells(course: Path) -> None:
    """The cells are those that `grade nbgrader build` and `generate_assignment` make."""
    from nbgrader_course import nbgrader
    from receptive.catalogue.content import find_content
    from receptive.catalogue.manifest import load_topic
    from receptive.exchange.gradebook.nbgrader import write_marks
    from receptive.exchange.nbgrader.course import build_course

    build_course(find_content(), course, ["output_size"], "sizes", quiz=False)
    nbgrader(course, "generate_assignment", "sizes")
    lesson = load_topic(find_content(), "output_size")
    marks = [mark(one.id, points=one.points, exercise=one.exercise) for one in lesson.criteria]
    full = Gradebook(
        "", "A", (StudentMarks("anna", (topic("output_size", *marks),), (Adjustment("late", "", -1, "x"),)),)
    )
    write_marks(full, course, "sizes")
    with opened(course) as gradebook:
        cells = gradebook.find_notebook("output_size", "sizes").grade_cells
        assert len(cells) == len(lesson.exercises)
        assert gradebook.find_submission("sizes", "anna").score == lesson.max_points
