"""What is graded for a topic, of all that was found in a submission; or why that is for a person to say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from receptive.model import Submission, Topic
from receptive.reading.reader import Reader
from receptive.reading.stubs import has_work, is_untouched
from receptive.workspace.deciding import Candidate, Decision, decide
from receptive.workspace.finding import Finder, Found
from receptive.workspace.listing import list_files
from receptive.workspace.understanding import is_notebook

NOTHING_CAME = "nothing was handed in"
GAPS_TOLD = 3


@dataclass(frozen=True)
class Settled:
    """The work for one topic. `place`: where it lies in the submission; `places`: all that a person may decide for."""

    submission: Submission
    place: str = ""
    modified: float = 0.0  # seconds since the epoch; 0: not known
    notes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def find_submissions(folder: Path, topics: Sequence[Topic], reader: Reader) -> dict[str, Submission]:
    """The submission of each topic in a folder that somebody handed in, whatever it looks like.

    What its owner must know of the choice stands in its notes.
    """
    found = Finder(topics, reader).find(list_files([folder]))
    settled = {topic.slug: settle(topic, found, reader) for topic in topics}
    return {
        slug: replace(one.submission, path=folder / (one.place or f"{slug}.py"), notes=one.notes)
        for slug, one in settled.items()
    }


def settle(topic: Topic, found: Found, reader: Reader, taken: str = "") -> Settled:
    """Apply the rule, or the decision of a person.

    Args:
        taken: the place that somebody decided for.
    """
    candidates = found.candidates.get(topic.slug, [])
    if taken:
        return _taken(topic, candidates, taken)
    if not candidates:
        return _nothing(topic, found)
    decision = decide(candidates, lambda submission: has_work(topic, submission, reader.statements))
    counted, notes = decision.counted, tuple(_notes(topic, decision))
    unclear = _doubt(topic, decision, found)
    path = Path(f"{topic.slug}.py")
    read = replace(counted.submission, path=path, notes=())
    if unclear:
        read = Submission(topic.slug, path, fault=unclear, unclear=True)
    can_be_taken = unclear and not counted.submission.fault
    places = tuple(sorted({counted.place, *decision.rivals})) if can_be_taken else ()
    return Settled(read, counted.place, counted.modified, notes, places)


def _taken(topic: Topic, candidates: Sequence[Candidate], taken: str) -> Settled:
    for one in candidates:
        if one.place == taken:
            notes = [f"{taken} counts for {topic.slug}, as was decided", *_own_notes(one)]
            read = replace(one.submission, path=Path(f"{topic.slug}.py"), notes=())
            return Settled(read, taken, one.modified, tuple(notes))
    fault = f"{taken}, which was decided to count for {topic.slug}, is not there any more."
    places = tuple(sorted(one.place for one in candidates))
    return Settled(Submission(topic.slug, Path(f"{topic.slug}.py"), fault=fault, unclear=True), places=places)


def _nothing(topic: Topic, found: Found) -> Settled:
    path = Path(f"{topic.slug}.py")
    if found.gaps:
        fault = f"there is no {topic.slug}.py, and {_gaps(found)}."
        return Settled(Submission(topic.slug, path, fault=fault, unclear=True))
    fault = f"{NOTHING_CAME}: there is no {topic.slug}.py and no {topic.slug}.ipynb."
    return Settled(Submission(topic.slug, path, fault=fault, absent=True))


def _doubt(topic: Topic, decision: Decision, found: Found) -> str:
    """Why a person has to say what counts; empty if that is clear."""
    counted, slug = decision.counted, topic.slug
    if decision.unclear:
        places = ", ".join(sorted([counted.place, *decision.rivals]))
        return f"several files could be {slug}: {places}. None was graded; hand in one."
    if counted.submission.fault and not counted.submission.absent:
        return counted.submission.fault
    if counted.submission.absent and is_notebook(counted.place.rpartition("/")[2]):
        return f"{counted.place} is empty, which no notebook is that was saved; hand it in again."
    if not counted.named:
        return f"there is no {slug}.py, but {counted.place} defines what it asks for; name it {slug}.py."
    if found.gaps and (counted.submission.absent or is_untouched(topic, counted.submission)):
        return f"nothing is written in {counted.place}, and {_gaps(found)}."
    return ""


def _gaps(found: Found) -> str:
    return "; ".join(gap.told for gap in found.gaps[:GAPS_TOLD])


def _notes(topic: Topic, decision: Decision) -> Iterator[str]:
    counted = decision.counted
    if not counted.exact and counted.named and not decision.unclear:
        yield f"{counted.place} was taken for {topic.slug}.py"
    if decision.same:
        yield f"{topic.slug}: {', '.join(sorted([counted.place, *decision.same]))} are the same; {counted.place} counts"
    yield from (f"{one.place} {one.why}" for one in decision.passed_over)
    yield from _own_notes(counted)


def _own_notes(one: Candidate) -> Iterator[str]:
    """What could not be read in a notebook."""
    return (f"{one.place}: {text}" for text in one.submission.notes)
