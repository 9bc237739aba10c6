"""What a student has handed in. What is safe to understand is understood, the rest is listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from receptive.classroom.student_names import is_ignored, show_name
from receptive.classroom.students import Student
from receptive.model import Submission, Topic
from receptive.reading.reader import Reader
from receptive.workspace.deciding import COARSE_S
from receptive.workspace.file_names import RESPONSES
from receptive.workspace.finding import Finder, Response
from receptive.workspace.listing import Listing, list_files
from receptive.workspace.settling import Settled, settle


@dataclass(frozen=True)
class HandedIn:
    """One student's work for one topic, or why there is none. `place` is where it was found in the class's folder."""

    submission: Submission
    place: str
    modified: float = 0.0  # 0: not known


@dataclass(frozen=True)
class Collected:
    """All that one student has handed in."""

    work: tuple[HandedIn, ...]  # one of each topic, in their order
    responses: HandedIn | None  # to graded quizzes
    notes: tuple[str, ...]


def collect(
    student: Student,
    topics: Sequence[Topic],
    others: Sequence[Topic] = (),
    reader: Reader | None = None,
    taken: Mapping[str, str] | None = None,
) -> Collected:
    """Read what one student has handed in for these topics.

    Args:
        others: topics of the lesson that are not asked for; their files are no stray files.
        reader: reads what is more than text; without one it is closed again here.
        taken: the places in the student's folder that somebody decided for, by topic.
    """
    if reader is None:
        with Reader() as reader:
            return collect(student, topics, others, reader, taken)
    taken = taken or {}
    found = Finder([*topics, *others], reader, taken).find(list_work(student))
    settled = [settle(topic, found, reader, taken.get(topic.slug, "")) for topic in topics]
    folder = show_name(student.name)
    work = tuple(
        HandedIn(one.submission, _place(folder, topic, one), one.modified)
        for topic, one in zip(topics, settled, strict=True)
    )
    notes = [*(gap.note for gap in found.gaps), *(note for one in settled for note in one.notes), *found.notes]
    responses = _responses(student, found.responses, notes)
    return Collected(work, responses, tuple(notes))


def list_work(student: Student) -> Listing:
    """Every file that one student has handed in."""
    listing = list_files(student.folders)
    listing.files += [file for file in student.files if not is_ignored(file.own_name)]
    return listing


def _place(folder: str, topic: Topic, settled: Settled) -> str:
    """Where the work lies; the folder alone if there is no file that a person could decide for."""
    if settled.submission.unclear and not settled.places:
        return f"{folder}/"
    return f"{folder}/{settled.place or f'{topic.slug}.py'}"


def _responses(student: Student, found: Sequence[Response], notes: list[str]) -> HandedIn | None:
    if not found:
        return None
    newest = max(found, key=lambda one: one.modified)
    others = [one for one in found if one.data != newest.data]
    if any(one.modified + COARSE_S >= newest.modified for one in others):
        places = ", ".join(one.place for one in found)
        notes.append(f"{places}: which of them counts? None was marked; leave one")
        fault = f"several files hold answers to quizzes: {places}. None was marked; leave one."
        unclear = Submission("", Path(RESPONSES), fault=fault, unclear=True)
        return HandedIn(unclear, f"{show_name(student.name)}/{RESPONSES}")
    notes += [f"{one.place} is older than {newest.place}, so only that is marked" for one in others]
    submission = Submission("", Path(newest.place), newest.data)
    return HandedIn(submission, f"{show_name(student.name)}/{newest.place}", newest.modified)
