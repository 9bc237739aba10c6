"""What one student is told: each topic with its pictures, what counts, and what is not decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from receptive.classroom.feedback.pictures import Pictures
from receptive.classroom.feedback.stored import result_of
from receptive.classroom.gradebook import Adjustment, StudentMarks, TopicMark
from receptive.classroom.marks import Mark, StudentEntries
from receptive.classroom.points import UNSETTLED, find_unsettled, number_text, points_of
from receptive.model import Status, Topic, words_name
from receptive.report.feedback import Feedback
from receptive.report.page_parts import Line, TopicPart, topic_part
from receptive.standing import WORDS, points_text

WAITING = {
    Status.NEEDS_LOOK: "It is not clear what you handed in. Your instructor will look at it; nothing is lost.",
    Status.INTERNAL: "The grader failed here. That is not your fault and costs nothing; it will be graded again.",
    Status.NOT_RUN: "A package was missing where this was graded. It costs nothing; it will be graded again.",
}
NO_NUMBER = "no points yet"


def feedback_of(one: StudentEntries, lesson: Mapping[str, Topic], pictures: Pictures, is_draft: bool) -> Feedback:
    """The contents of a student's page.

    Raises:
        ClassError: the store is damaged.
    """
    marks = StudentMarks(one.student, tuple(mark.mark for mark in one.marks), one.adjustments, one.comment)
    topics = tuple(_with_notes(_topic(mark, marks, lesson, pictures), mark, one.notes) for mark in one.marks)
    return Feedback(one.student, _total(marks), topics, one.comment, is_draft)


def _total(marks: StudentMarks) -> str:
    if not marks.topics:
        return "Nothing of yours was graded."
    waiting = sorted({name.partition(".")[0] for name in find_unsettled(marks, "")})
    if waiting:
        return f"There is no total yet, because something is not decided: {', '.join(waiting)}."
    return f"Together: {_points(points_of(marks, ''), marks.max_points)}"


def _topic(mark: Mark, marks: StudentMarks, lesson: Mapping[str, Topic], pictures: Pictures) -> TopicPart:
    result = pictures.drawn(result_of(mark, lesson))
    slug = mark.mark.topic
    part = topic_part(result, {slug: mark.mark.source}, pictures.find)
    waiting = find_unsettled(marks, slug)
    points = NO_NUMBER if waiting else _points(points_of(marks, slug), mark.mark.max_points)
    beside = [WAITING[status] for status in _waiting_for(mark.mark)] if waiting else []
    beside += _beside(mark.mark, [one for one in marks.adjustments if one.topic == slug])
    parts = tuple(replace(each, hint="", link=None if each.untouched else each.link) for each in part.parts)
    if slug.endswith(words_name("")):  # a person gave points for it, and called nothing wrong
        parts = tuple(replace(each, lines=tuple(map(_as_marked, each.lines))) for each in parts)
    if not waiting:  # what needed a look was decided by a person
        parts = tuple(replace(each, lines=tuple(map(_as_decided, each.lines))) for each in parts)
    file = part.file if mark.mark.source else ""  # else nothing came that could be read
    return _say_once(replace(part, points=points, file=file, parts=parts, beside=(*beside, *part.beside)))


def _say_once(part: TopicPart) -> TopicPart:
    """What keeps a whole file from being run stands on top of its topic, and not again in each criterion."""
    lines = [line for each in part.parts for line in each.lines]
    reason = lines[0].message if lines else ""
    if not reason or len(part.parts) < 2 or any(line.message != reason or line.kind != "failed" for line in lines):
        return part
    first, *others = (
        replace(each, lines=tuple(replace(line, message="", call="") for line in each.lines), figures=(), above="")
        for each in part.parts
    )
    parts = (first, *(replace(each, code=()) for each in others))  # the line at fault is the same everywhere
    return replace(part, parts=parts, beside=(reason, *part.beside))


def _with_notes(part: TopicPart, mark: Mark, notes: Sequence[str]) -> TopicPart:
    """With what the run noted of the file that counts, such as cells that could not be read."""
    place = str(mark.topic_json["path"]).partition("/")[2]
    return replace(part, beside=(*part.beside, *(note for note in notes if note.startswith(f"{place}: "))))


def _as_marked(line: Line) -> Line:
    return replace(line, sign="·", word="marked", kind="") if line.kind else line


def _as_decided(line: Line) -> Line:
    asked = line.word == WORDS[Status.NEEDS_LOOK].word
    return replace(line, sign="·", word="not graded", kind="") if asked else line


def _waiting_for(mark: TopicMark) -> list[Status]:
    found = {criterion.status for criterion in mark.criteria}
    return [status for status in UNSETTLED if status in found]


def _beside(mark: TopicMark, adjustments: list[Adjustment]) -> Iterator[str]:
    """How the number came about, where it is not the sum of the criteria."""
    for one in adjustments:
        if one.kind == "override":
            now = number_text(max(0.0, mark.points + one.points))
            yield f"Your instructor set this to {now}. Reason: {one.reason}"
        else:
            graded = number_text(mark.points)
            yield f"Late work: {number_text(one.points).replace('-', '−')} from {graded} points ({one.reason})."


def _points(points: float | None, most: float) -> str:
    return points_text(float(number_text(points or 0.0)), most)
