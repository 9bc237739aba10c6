"""Small gradebooks, written down by hand."""

from __future__ import annotations

from receptive.classroom.gradebook import Adjustment, CriterionMark, Gradebook, StudentMarks, TopicMark
from receptive.model import Diagnosis, Hashes, Status, Visibility

HASHES = Hashes("a" * 64, "b" * 64, "c" * 64)
DEEP = Diagnosis("FIL-9", "You slide the kernel over one channel only.")


def mark(
    name: str,
    status: Status = Status.PASSED,
    points: float = 1.0,
    exercise: str = "conv2d",
    message: str = "",
    diagnosis: Diagnosis | None = None,
) -> CriterionMark:
    """A criterion; its points if it passed, else none."""
    earned = points if status is Status.PASSED else 0.0
    title = f"What {name} asks"
    return CriterionMark(name, exercise, title, Visibility.OPEN, earned, points, status, message, diagnosis)


def topic(name: str, *marks: CriterionMark, source: str = "") -> TopicMark:
    earned, most = sum(one.points for one in marks), sum(one.max_points for one in marks)
    return TopicMark(name, earned, most, marks, HASHES, source)


def small_class() -> Gradebook:
    """Six students: one late, one with a quiz, one whom we failed, one with nothing, one who types formulas."""
    wrong = mark("depth", Status.FAILED, 2.0, message="the result is wrong\x00 <b>", diagnosis=DEEP)
    ours = mark("depth", Status.INTERNAL, 2.0, message="our fault")
    quiz = topic("alpha/quiz", mark("q-depth", points=1.0, exercise=""))
    late = Adjustment("late", "alpha", -0.5, "two days")
    bonus = Adjustment("override", "", 0.25, "asked well")
    students = (
        StudentMarks("=cmd|'/c calc'!A1", (topic("alpha", mark("stride", points=1.5), wrong),), comment="@SUM(A1)"),
        StudentMarks("anna", (topic("alpha", mark("stride", points=1.5), mark("depth", points=2.0)), quiz)),
        StudentMarks("josé ñ", (topic("alpha", mark("stride", points=1.5), wrong),), (late, bonus), "see me"),
        StudentMarks("late one", (), (Adjustment("override", "", 0.0, "excused"),)),
        StudentMarks("ours", (topic("alpha", mark("stride", points=1.5), ours),)),
        StudentMarks("zoë", ()),
    )
    return Gradebook("autumn", "A", students)
