"""Pages for a class, by as many processes as are given: each draws a picture once, and keeps it for the next page."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_lesson
from receptive.classroom.feedback.pictures import Pictures
from receptive.classroom.feedback.student import feedback_of
from receptive.classroom.gradebook import StudentMarks
from receptive.classroom.marks import StudentEntries, read_students
from receptive.classroom.points import find_unsettled
from receptive.classroom.roster import Enrolled
from receptive.classroom.store import Store
from receptive.report.feedback import Feedback, feedback_html

FEW = 8  # students; to start processes for fewer takes longer than to write their pages
BATCH = 64  # students whose entries are held at once


@dataclass(frozen=True)
class Page:
    """One student's page. `total` is what it says on top; `waiting`: something on it is not decided."""

    student: str
    html: str
    total: str
    waiting: bool
    enrolled: Enrolled | None  # what the roster says


class PageWriter:
    """The lesson and its pictures, kept from one page to the next."""

    def __init__(self, is_draft: bool) -> None:
        self.lesson = {topic.slug: topic for topic in load_lesson(find_content()).topics}
        self.pictures = Pictures()
        self.is_draft = is_draft

    def write(self, one: StudentEntries) -> Page:
        """Raises:
        ClassError: the store is damaged.
        """
        feedback: Feedback = feedback_of(one, self.lesson, self.pictures, self.is_draft)
        marks = StudentMarks(one.student, tuple(mark.mark for mark in one.marks), one.adjustments)
        return Page(one.student, feedback_html(feedback), feedback.total, bool(find_unsettled(marks, "")), one.enrolled)


def feedback_pages(store: Path, students: Sequence[str], jobs: int, is_draft: bool) -> Iterator[Page]:
    """A page for each of these students, in the order of their names.

    Raises:
        ClassError: the store cannot be read.
    """
    wanted = frozenset(students)
    with Store(store) as opened:
        chosen = (one for one in read_students(opened, sources=True) if one.student in wanted)
        if jobs == 1 or len(wanted) < FEW:
            yield from map(PageWriter(is_draft).write, chosen)
            return
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(jobs, context, _open_writer, (is_draft,)) as executor:
            while batch := tuple(islice(chosen, BATCH)):
                yield from executor.map(_write, batch)


_writers: list[PageWriter] = []  # of this process, which is one of the pool's


def _open_writer(is_draft: bool) -> None:
    _writers.append(PageWriter(is_draft))


def _write(one: StudentEntries) -> Page:
    return _writers[0].write(one)
