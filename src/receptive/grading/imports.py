"""What a student is told about imports: what may be imported, and why nothing else."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence

from receptive.model import Submission, Topic
from receptive.student.absent_packages import import_line

WHY = "what counts must give the same wherever it is run, without files, network or screen"


def what_may_be_imported(topic: Topic) -> str:
    """A sentence; the same for all code of a topic on one machine."""
    allowed = _listed(("the standard library", *topic.packages, *topic.importable))
    lacking = [package for package in topic.importable if importlib.util.find_spec(package) is None]
    here = f" ({_listed(lacking)} not installed here)" if lacking else ""
    return f"In this topic code may import {allowed}{here}; nothing else is there: {WHY}."


def absent_notes(packages: Sequence[str], submission: Submission, topic: Topic) -> tuple[str, ...]:
    """One note about all packages that a file imports and that are not there, or none.

    What uses them has failed, and says so; this is said even if nothing does.
    """
    if not packages:
        return ()
    lines = {package: import_line(submission.source, package) for package in packages}
    named = _listed([f"{package} (line {line})" if line else package for package, line in lines.items()])
    told = "it is not there while code is graded: only what uses it fails. Take the import out if nothing does"
    if len(packages) > 1:
        told = (
            "they are not there while code is graded: only what uses them fails. Take out the imports that nothing uses"
        )
    return (f"it imports {named}, but {told}. {what_may_be_imported(topic)}",)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
