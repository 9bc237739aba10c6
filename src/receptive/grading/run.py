"""What a run needs before a grader is opened: sandboxes, versions, and whether there is anything to run."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import importlib.metadata
import importlib.util
import platform
from collections.abc import Iterable, Sequence

import receptive
from receptive.grading.certificate import grader_hash
from receptive.grading.isolation import isolation_of
from receptive.model import Hashes, Isolation, Lacking, Level, Outcome, Status, Submission, Topic
from receptive.sandbox.choose import start_sandbox
from receptive.sandbox.client import Sandbox

Work = Sequence[tuple[Topic, Submission]]

IMPORTABLE = ("numpy",)  # a pure-Python topic forgives it: the mistake to see is then the type of a result
DATA_FOR = {"torch": ("scikit-learn",)}  # real images, if they are there; a grader makes its own if not
SEED_DIGITS = 32
LEVELS_BY_TRUST = (Level.C, Level.B, Level.A)


class Sandboxes:
    """One warm sandbox for each set of packages: a numpy topic never waits for torch."""

    def __init__(self) -> None:
        self.started: dict[tuple[str, ...], Sandbox] = {}

    def prepare(self, packages: tuple[str, ...]) -> Sandbox:
        """Start one without waiting for it, or give the one that runs already."""
        if packages not in self.started:
            self.started[packages] = start_sandbox(packages, IMPORTABLE)
        return self.started[packages]

    def isolation(self) -> Isolation:
        """The weakest level in use. Where nothing had to run, a bare sandbox is tried."""
        if not self.started:
            self.prepare(())
        for sandbox in self.started.values():
            sandbox.wait()
        return min(map(isolation_of, self.started.values()), key=lambda found: LEVELS_BY_TRUST.index(found.level))

    def close(self) -> None:
        for sandbox in self.started.values():
            sandbox.close()


def needs_running(topic: Topic, submission: Submission) -> bool:
    """Whether there is code to run: a file that could be read, is no untouched stub, and has its packages."""
    return not submission.fault and not _is_untouched(topic, submission) and not absent_packages(topic)


def absent_packages(topic: Topic) -> list[str]:
    return [package for package in topic.packages if importlib.util.find_spec(package) is None]


def versions(work: Work) -> tuple[tuple[str, str], ...]:
    """What could change an outcome besides the submission and the grader."""
    return versions_for(topic for topic, _ in work)


def environment_hash(topic: Topic) -> str:
    return hashlib.sha256(repr(versions_for([topic])).encode()).hexdigest()


def versions_for(topics: Iterable[Topic]) -> tuple[tuple[str, str], ...]:
    """The versions of what runs these topics."""
    used = {package for topic in topics for package in topic.packages}
    packages = sorted(used | {other for package in used for other in DATA_FOR.get(package, ())})
    found = [("python", platform.python_version()), ("receptive", receptive.__version__)]
    for package in packages:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            found.append((package, importlib.metadata.version(package)))
    return tuple(found)


def hashes_of(topic: Topic, submission: Submission, grader: str = "") -> Hashes:
    """What the outcomes of a submission follow from, besides the seed. `grader`: its hash, if it is known already."""
    return Hashes(
        submission=hashlib.sha256(submission.source).hexdigest(),
        grader=grader or grader_hash(topic),
        environment=environment_hash(topic),
    )


def submission_seed(secret: str, what: str, digest: str) -> str:
    """Decides the hidden inputs of one submission, and of one that is equal to it.

    Another one gets others, so that nothing is learned by handing in again; and whoever does not know the secret of a
    class cannot foretell them.

    Args:
        what: what it is a submission for, such as the topic.
        digest: of what was handed in.
    """
    return hmac.new(secret.encode(), f"{what} {digest}".encode(), hashlib.sha256).hexdigest()[:SEED_DIGITS]


def without_running(topic: Topic, submission: Submission) -> tuple[Outcome, ...]:
    """The outcomes of a submission for which `needs_running` is false."""
    absent = absent_packages(topic)
    if submission.fault:
        status, message = (Status.MISSING if submission.absent else Status.ERROR), submission.fault
    elif absent:
        status, message = Status.NOT_RUN, f"{' and '.join(absent)} is not installed; `grade doctor` says how to get it"
    else:
        return tuple(
            Outcome(criterion, Status.MISSING, f"{criterion.exercise} is not written yet.", lacking=Lacking.UNWRITTEN)
            for criterion in topic.criteria
        )
    return tuple(Outcome(criterion, status, message) for criterion in topic.criteria)


def _is_untouched(topic: Topic, submission: Submission) -> bool:
    return submission.source == topic.stub.read_bytes()
