"""The last result of each topic, kept in the workspace for `status` and `hint`. Losing it loses no work."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from receptive.model import Attempt, Topic, TopicResult
from receptive.report.json import attempt_json
from receptive.workspace import RESULTS, read_submission, submission_files

MAX_BYTES = 1 << 20
CHANGED = "changed since graded"


@dataclass(frozen=True)
class TopicProgress:
    """One line of `grade status`. `points` are those of the last run, None if there was none."""

    topic: str
    file: str
    points: float | None
    max_points: float
    lacking: tuple[str, ...]  # ids of criteria not passed in the last run


def remember(workspace: Path, attempt: Attempt, result: TopicResult) -> None:
    """Keep one topic of an attempt, if this is a workspace that `start` has made."""
    if not is_workspace(workspace):
        return
    folder = workspace / RESULTS
    with contextlib.suppress(OSError):  # a folder that cannot be written to is still graded
        text = attempt_json(replace(attempt, results=(result,)))
        (folder / f"{result.topic.slug}.json").write_text(text, "utf-8")


def topic_progress(workspace: Path, topic: Topic) -> TopicProgress:
    """What is known of a topic without running anything."""
    files = submission_files(workspace, [topic.slug])
    if not files:
        return TopicProgress(topic.slug, "no file", None, topic.max_points, ())
    submission = read_submission(files[topic.slug], topic.slug)
    if submission.fault:
        return TopicProgress(topic.slug, "cannot be graded", None, topic.max_points, ())
    untouched = submission.source == topic.stub.read_bytes()
    last = _last(workspace / RESULTS / f"{topic.slug}.json")
    known = last is not None and last.submission == hashlib.sha256(submission.source).hexdigest()
    file = "not begun" if untouched else "graded" if known else CHANGED if last else "written"
    return TopicProgress(
        topic.slug, file, last.points if last else None, topic.max_points, last.lacking if last else ()
    )


def is_workspace(folder: Path) -> bool:
    """Whether `start` has made this folder."""
    return (folder / RESULTS).is_dir()


@dataclass(frozen=True)
class _Last:
    submission: str
    points: float
    lacking: tuple[str, ...]


def _last(path: Path) -> _Last | None:
    """The stored result, or None if there is none or somebody has written something else there."""
    try:
        with path.open("rb") as file:
            data: Any = json.loads(file.read(MAX_BYTES))
        topic = data["topics"][0]
        lacking = tuple(str(line["id"]) for line in topic["criteria"] if line["status"] != "passed")
        return _Last(str(topic["hashes"]["submission"]), float(topic["points"]), lacking)
    except (OSError, ValueError, KeyError, IndexError, TypeError, RecursionError):
        return None
