"""What outcomes follow from: the submission, the grader, the versions of what runs them, and the seed."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import importlib.metadata
import platform
from collections.abc import Iterable

import receptive
from receptive.grading.certificate import grader_hash
from receptive.model import Hashes, Submission, Topic

DATA_FOR = {"torch": ("scikit-learn",)}  # real images, if they are there; a grader makes its own if not
SEED_DIGITS = 32


def environment_hash(topic: Topic) -> str:
    return hashlib.sha256(repr(versions([topic])).encode()).hexdigest()


def versions(topics: Iterable[Topic]) -> tuple[tuple[str, str], ...]:
    """Of what runs these topics: what could change an outcome besides the submission and the grader."""
    used = {package for topic in topics for package in (*topic.packages, *topic.importable)}
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
