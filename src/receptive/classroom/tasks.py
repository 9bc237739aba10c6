"""What travels between the coordinator of a run and the processes that grade. Plain records of texts and bytes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from receptive.grading.hashes import submission_seed
from receptive.model import Hashes, Submission


@dataclass(frozen=True)
class Rules:
    """What holds for a whole run."""

    seed: str  # of the class; a secret, from which each submission's own follows
    weak: bool = False  # grade where student code cannot be confined, and say so in every output
    force: bool = False  # grade again what has not changed
    secret: str = ""  # of the graded quizzes; empty: they are not marked


@dataclass(frozen=True)
class Task:
    """One submission to grade. The hashes are those that the coordinator found; a worker must find the same."""

    topic: str
    submission: Submission
    hashes: Hashes
    rules: Rules
    key: str
    student_s: float  # what the student's code may take, of the wall clock

    @property
    def seed(self) -> str:
        """Of this submission alone."""
        return submission_seed(self.rules.seed, self.topic, self.hashes.submission)


@dataclass(frozen=True)
class Graded:
    """What came of it: a mark's body in JSON (`marks.py`), and why it is our fault, for us, if it is."""

    body: str
    incident: str = ""
    noted: str = ""  # what made our code stumble and failed a criterion


def key_of(topic: str, submission: Submission, hashes: Hashes, rules: Rules, written: bool) -> str:
    """The name of everything that decides a mark. Two equal keys have equal marks.

    Args:
        written: False for an untouched stub, which the grader's hash does not know.
    """
    parts = (topic, hashes.submission, hashes.grader, hashes.environment, rules.seed)
    nothing_to_run = (submission.fault, submission.absent, submission.unclear)
    return hashlib.sha256(json.dumps([*parts, *nothing_to_run, rules.weak, written]).encode()).hexdigest()
