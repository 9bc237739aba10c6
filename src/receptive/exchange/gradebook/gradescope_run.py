"""What the autograder does inside Gradescope's machine: one submission, whatever it looks like, to its results."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from receptive.attempt_json import attempt_object
from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.exchange.gradebook.gradescope import nothing_handed_in, results_of
from receptive.grading.attempt import grade
from receptive.grading.hashes import submission_seed
from receptive.model import Status
from receptive.reading.reader import Reader
from receptive.text import printable
from receptive.workspace.settling import find_submissions


class OurFault(Exception):
    """A mark is missing through no fault of the student's."""


@dataclass(frozen=True)
class Undecided:
    """Nobody can say what counts. Gradescope has no result without a number, so it gets none."""

    whys: tuple[str, ...]  # a sentence for each topic

    @property
    def told(self) -> str:
        """What the instructor reads, who alone sees what the autograder prints."""
        head = "No result is written, so that nothing counts: it is not clear what was handed in."
        return printable("\n".join((head, *self.whys, "Tell the student to upload one file for each topic.")))


def grade_submission(folder: Path, slugs: Sequence[str], secret: str) -> dict[str, Any] | Undecided:
    """The results of what somebody uploaded. Which of the files count follows the rule of a class.

    Args:
        secret: of the assignment; the same work gets the same inputs.

    Raises:
        OurFault: a criterion could not be judged. So is every other exception one of ours.
    """
    content = find_content()
    topics = [load_topic(content, slug) for slug in slugs]
    with Reader() as reader:
        found = find_submissions(folder, topics, reader)
    whys = dict.fromkeys(one.fault for one in found.values() if one.unclear)
    if whys:
        return Undecided(tuple(whys))
    if all(submission.absent for submission in found.values()):
        return nothing_handed_in(", ".join(f"{slug}.py" for slug in slugs))
    digest = hashlib.sha256(b"".join(found[slug].source for slug in slugs)).hexdigest()
    attempt = grade([(topic, found[topic.slug]) for topic in topics], submission_seed(secret, "gradescope", digest))
    if any(outcome.status is Status.INTERNAL for result in attempt.results for outcome in result.outcomes):
        raise OurFault("a criterion could not be judged")
    notes = [note for submission in found.values() for note in submission.notes]
    return results_of({**attempt_object(attempt), "comment": "\n".join(notes)})
