"""Which file of a topic is the student's work, where a Python file and a notebook lie side by side."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from receptive.model import Submission, Topic
from receptive.reading.stubs import has_work
from receptive.workspace.folder import NOTEBOOK, read_submission


@dataclass(frozen=True)
class Chosen:
    """The file that is graded, and the other one of its topic if there is one. `note`: what the student must know."""

    path: Path
    other: Path | None = None
    note: str = ""


def choose_files(folder: Path, topics: Iterable[Topic]) -> dict[str, Chosen]:
    """The file of each of these topics that is in a folder, links and unreadable ones included.

    Of two the one with work in it is taken. If both hold work, the one that was changed last is, and that is said.
    """
    found = {}
    for topic in topics:
        there = [path for end in (".py", NOTEBOOK) if os.path.lexists(path := folder / f"{topic.slug}{end}")]
        if there:
            found[topic.slug] = Chosen(there[0]) if len(there) == 1 else _choose(topic, there)
    return found


def read_chosen(chosen: Chosen, topic: str) -> Submission:
    """The submission of a file that was chosen, with what the student must know about the choice."""
    submission = read_submission(chosen.path, topic)
    return replace(submission, notes=(*submission.notes, chosen.note)) if chosen.note else submission


def _choose(topic: Topic, paths: Iterable[Path]) -> Chosen:
    rated = []
    for path in paths:
        submission = read_submission(path, topic.slug)
        works = has_work(topic, submission)
        rated.append((works and not submission.fault, works, path.lstat().st_mtime_ns, path))
    (_, both, _, other), (_, _, _, path) = sorted(rated)
    if not both:
        return Chosen(path, other)
    readable = rated[0][0] == rated[1][0]
    why = f"holds work too, but {path.name} was changed last" if readable else f"cannot be read, but {path.name} can"
    return Chosen(path, other, f"{other.name} {why}, so only that counts; keep one of them")
