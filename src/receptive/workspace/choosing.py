"""Which file of a topic is the student's work in the folder where they write it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from receptive.model import Submission, Topic
from receptive.reading.stubs import has_work
from receptive.workspace.deciding import NOT_BEGUN, Candidate, decide
from receptive.workspace.file_names import topic_of
from receptive.workspace.folder import NOTEBOOK, read_submission


@dataclass(frozen=True)
class Chosen:
    """The file that is graded, and the other one of its topic if there is one. `note`: what the student must know."""

    path: Path
    other: Path | None = None
    note: str = ""


def choose_files(folder: Path, topics: Iterable[Topic]) -> dict[str, Chosen]:
    """The file of each of these topics that is in a folder, links and unreadable ones included.

    The rule is that of `deciding`. Here the lesson's own names come first: a copy beside them is a try-out, and counts
    only where they hold no work.
    """
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        names = []
    found = {}
    for topic in topics:
        own = [f"{topic.slug}{end}" for end in (".py", NOTEBOOK) if os.path.lexists(folder / f"{topic.slug}{end}")]
        copies = [name for name in names if name not in own and topic_of(name, [topic.slug])]
        if copies and not any(has_work(topic, read_submission(folder / name, topic.slug)) for name in own):
            own += copies
        if own:
            found[topic.slug] = _choose(topic, folder, own)
    return found


def read_chosen(chosen: Chosen, topic: str) -> Submission:
    """The submission of a file that was chosen, with what the student must know about the choice."""
    submission = read_submission(chosen.path, topic)
    return replace(submission, notes=(*submission.notes, chosen.note)) if chosen.note else submission


def _choose(topic: Topic, folder: Path, names: Sequence[str]) -> Chosen:
    if len(names) == 1:
        return Chosen(folder / names[0], note=_taken_for(topic, names[0]))
    candidates = [_candidate(topic, folder / name) for name in names]
    decision = decide(candidates, partial(has_work, topic), coarse_s=0)
    counted = decision.counted.place
    told = [f"{one.place} {one.why}" for one in decision.passed_over if one.why != NOT_BEGUN]
    told += [f"{place} holds work too, and is as old as {counted}; keep one of them" for place in decision.rivals]
    other = next(name for name in names if name != counted)
    return Chosen(folder / counted, folder / other, "; ".join(filter(None, [*told, _taken_for(topic, counted)])))


def _candidate(topic: Topic, path: Path) -> Candidate:
    modified = path.lstat().st_mtime_ns / 1e9
    return Candidate(read_submission(path, topic.slug), path.name, modified, exact=path.stem == topic.slug)


def _taken_for(topic: Topic, name: str) -> str:
    is_own = name in (f"{topic.slug}.py", f"{topic.slug}{NOTEBOOK}")
    return "" if is_own else f"{name} was taken for {topic.slug}.py; give it that name"
