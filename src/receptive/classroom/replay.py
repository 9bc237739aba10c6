"""One stored mark made again from what the store holds: the source, the seed, and the grader of now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from receptive.classroom.errors import ClassError
from receptive.classroom.gradebook import CriterionMark
from receptive.classroom.marks import NOTHING_RAN, Mark, mark_of
from receptive.classroom.store import Kind, Store
from receptive.classroom.student_names import plain_name, show_name
from receptive.grading.certificate import grader_hash
from receptive.grading.desk import Desk
from receptive.grading.guarded import Lost
from receptive.grading.hashes import environment_hash
from receptive.grading.pool import Unconfined
from receptive.grading.records import Judged, ToGrade
from receptive.model import Hashes, Level, Outcome, Submission, Topic


@dataclass(frozen=True)
class Compared:
    """One criterion then and now. `replies`: what the student's code gave now, as Python writes it, in plain ASCII."""

    then: CriterionMark | None
    now: Outcome | None
    replies: tuple[str, ...] = ()

    @property
    def is_equal(self) -> bool:
        return self.then is not None and self.now is not None and self.then.status is self.now.status


@dataclass(frozen=True)
class Replayed:
    """A mark, and what the same source gives now. `hashes` are those of now; `compared` is empty if nothing can run."""

    mark: Mark
    place: str
    source: bytes
    hashes: Hashes
    compared: tuple[Compared, ...]

    @property
    def is_equal(self) -> bool:
        return all(one.is_equal for one in self.compared)

    @property
    def differing(self) -> Iterator[str]:
        """Which hashes are others than then."""
        then = self.mark.mark.hashes
        for name in ("submission", "grader", "environment"):
            if getattr(then, name) != getattr(self.hashes, name):
                yield name


def replay(store: Store, topics: Sequence[Topic], student: str, slug: str) -> Replayed:
    """Grade the stored source again; nothing is written.

    Raises:
        ClassError: the store has no such mark.
    """
    entry = store.get(plain_name(student), Kind.MARK, slug)
    if entry is None:
        raise ClassError(f"{store.path} has no mark of {show_name(student)} for {slug}; grade class run grades")
    source = store.source(entry.source)
    mark = mark_of(entry, source)
    topic = next((topic for topic in topics if topic.slug == slug), None)
    if topic is None or mark.isolation == NOTHING_RAN:
        return Replayed(mark, entry.place, source, mark.mark.hashes, ())
    hashes = Hashes(entry.source, grader_hash(topic), environment_hash(topic))
    graded = _grade(topic, source, mark)
    return Replayed(mark, entry.place, source, hashes, tuple(_compare(mark, graded)))


def _grade(topic: Topic, source: bytes, mark: Mark) -> Judged:
    submission = Submission(topic.slug, Path(f"{topic.slug}.py"), source)
    desk = Desk()
    asked = ToGrade(topic, submission, mark.seed, weak=mark.isolation == Level.C, with_replies=True)
    try:
        return desk.judge(asked)
    except Lost as lost:
        raise ClassError(f"this mark cannot be made again here: {lost}") from lost
    except Unconfined as refused:
        told = f"student code cannot be confined here: {refused}. Explain it where it was graded"
        raise ClassError(told) from refused
    finally:
        desk.close()


def _compare(mark: Mark, judged: Judged) -> Iterator[Compared]:
    then = {criterion.id: criterion for criterion in mark.mark.criteria}
    for outcome in judged.graded.outcomes:
        name = outcome.criterion.id
        yield Compared(then.pop(name, None), outcome, judged.shown.get(name, ()))
    yield from (Compared(criterion, None) for criterion in then.values())
