"""The gradebook of an nbgrader course, in the nouns of a class: for exports into systems that nbgrader does not know.

What formgrader shows counts: automatic and manual scores, extra credit, late penalties. A cell that still waits for a
mark by hand needs a look, so nothing of that student is exported.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from receptive.classroom.errors import ExportError
from receptive.classroom.gradebook import Adjustment, CriterionMark, Gradebook, StudentMarks, TopicMark
from receptive.classroom.roster import Enrolled
from receptive.exchange.gradebook.nbgrader import FILE, open_gradebook
from receptive.model import Hashes, Status, Visibility

NO_HASHES = Hashes("", "", "")
BY_HAND = "waits for a mark by hand"


def nbgrader_gradebook(course: Path, assignment: str) -> Gradebook:
    """One assignment of a course, its notebooks as topics.

    Raises:
        ExportError: there is no such gradebook or assignment, or nbgrader is not installed.
    """
    from_file = course / FILE
    if not from_file.is_file():
        raise ExportError(f"{from_file} is not there; name the folder of your nbgrader course")
    with open_gradebook(course) as opened:
        known = sorted(one.name for one in opened.assignments)
        if assignment not in known:
            raise ExportError(f"{from_file} has no assignment {assignment!r}; it has {', '.join(known) or 'none'}")
        submitted = {one.student_id: one for one in opened.assignment_submissions(assignment)}
        most = {one.name: one.max_score for one in opened.find_assignment(assignment).notebooks}
        students = tuple(_student(one, submitted.get(one.id), most) for one in opened.students)
    return Gradebook("", "", tuple(sorted(students, key=lambda one: one.student)))


def _student(student: Any, submission: Any, most: dict[str, float]) -> StudentMarks:
    name = " ".join(filter(None, (student.first_name, student.last_name)))
    enrolled = Enrolled(student.id, name=name, email=student.email or "", id=student.lms_user_id or "")
    if submission is None or not submission.notebooks:  # nothing collected, or not autograded yet
        return StudentMarks(student.id, (), enrolled=enrolled)
    notebooks = {one.name: one for one in submission.notebooks}
    topics = tuple(_topic(name, points, notebooks.get(name)) for name, points in most.items())
    return StudentMarks(student.id, topics, tuple(_late(notebooks)), enrolled=enrolled)


def _topic(name: str, most: float, notebook: Any) -> TopicMark:
    """A notebook; one that was not handed in has no points, as in nbgrader."""
    if notebook is None:
        return TopicMark(name, 0.0, most, (_mark(name, name, 0.0, most, Status.MISSING),), NO_HASHES)
    marks = tuple(_grade(grade) for grade in notebook.grades)
    return TopicMark(name, sum(mark.points for mark in marks), most, marks, NO_HASHES)


def _grade(grade: Any) -> CriterionMark:
    points, most = float(grade.score or 0.0), float(grade.max_score or 0.0)
    waits = grade.needs_manual_grade or (grade.auto_score is None and grade.manual_score is None)
    status = Status.NEEDS_LOOK if waits else Status.PASSED if points >= most else Status.FAILED
    return _mark(grade.cell.name, grade.notebook.name, points, most, status)


def _mark(name: str, exercise: str, points: float, most: float, status: Status) -> CriterionMark:
    message = BY_HAND if status is Status.NEEDS_LOOK else ""
    return CriterionMark(name, exercise, name, Visibility.HIDDEN, points, most, status, message)


def _late(notebooks: dict[str, Any]) -> Iterator[Adjustment]:
    for name, notebook in notebooks.items():
        if notebook.late_submission_penalty:
            yield Adjustment("late", name, -float(notebook.late_submission_penalty), "late, as nbgrader counts it")
