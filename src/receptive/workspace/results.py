"""What the workspace remembers for `grade`, `status` and `hint`: last results, how quizzes stand, mistakes seen.

Losing it loses no work.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from receptive.attempt_json import attempt_json
from receptive.invocation import typed
from receptive.model import (
    Attempt,
    Criterion,
    Exercise,
    Foreseen,
    Hashes,
    Outcome,
    Status,
    Submission,
    Topic,
    TopicResult,
    Visibility,
    quiz_name,
)
from receptive.reading.stubs import has_work
from receptive.scoring import topic_result
from receptive.workspace.choosing import choose_files
from receptive.workspace.folder import RESULTS, is_workspace, read_submission
from receptive.workspace.kept import MAX_BYTES, Kept, merge, read_kept

MISTAKES = "mistakes.json"
MAX_MISTAKES = 500
SEED = "seed"
SEED_LENGTH = 16  # hexadecimal digits
MAX_POINTS = 1000.0
GRADED = "graded"
IN_PART = "graded in part"  # some exercises, each alone and maybe at another time
CHANGED = "changed since graded"
WRITTEN = "written"
BEGUN = (GRADED, IN_PART, CHANGED, WRITTEN)  # the file holds work


@dataclass(frozen=True)
class TopicProgress:
    """One line of `grade status`. `points` are those of the last run, None if there was none."""

    topic: str
    file: str
    points: float | None
    max_points: float
    statuses: Mapping[str, Status]  # how each criterion ended in the last run, by id
    quiz: str = ""  # "5 of 16"; empty: not begun
    note: str = ""  # which of two files counts
    foreseen: tuple[Foreseen, ...] = ()  # what the last run knew beyond the criteria that were run

    @property
    def lacking(self) -> tuple[str, ...]:
        """Ids of the criteria that the last run did not pass."""
        return tuple(name for name, status in self.statuses.items() if status is not Status.PASSED)


def with_quizzes(attempt: Attempt) -> Attempt:
    """The attempt with the quizzes that were begun beside the exercises of their topics, in the current folder.

    Practice is for whoever practises: of another folder's, which anybody may have written, nothing is said.
    """
    results: list[TopicResult] = []
    for result in attempt.results:
        own = result.path.stem == result.topic.slug and result.path.parent.resolve() == Path.cwd()
        own = own and result.topic.part_of is None
        quiz = quiz_result(result.path.parent, result.topic) if own else None
        results += [result, quiz] if quiz else [result]
    return replace(attempt, results=tuple(results))


def remember(workspace: Path, attempt: Attempt, result: TopicResult) -> bool:
    """Keep one topic of an attempt, if this is a workspace that `start` has made.

    Of some exercises of a topic it keeps these, beside what was known of the others.

    Gives False if it could not be written; who cannot write is still graded.
    """
    if not is_workspace(workspace):
        return True
    folder = workspace / RESULTS
    try:
        path = folder / f"{result.topic.slug}.json"
        whole = merge(read_kept(path), result, workspace) if result.topic.part_of else result
        path.write_text(attempt_json(replace(attempt, results=(whole,))), "utf-8")
        _keep_mistakes(folder, result)
    except OSError:
        return False
    return True


def seed_of(workspace: Path) -> str:
    """The seed of this workspace, drawn at its first run: unchanged work gets the same points again, everywhere.

    Outside a workspace, or where nothing can be written, it is another one each time.
    """
    path = workspace / RESULTS / SEED
    with contextlib.suppress(OSError, ValueError), path.open(encoding="ascii") as file:
        kept = file.read(SEED_LENGTH + 1)
        if re.fullmatch(f"[0-9a-f]{{{SEED_LENGTH}}}", kept):
            return kept
    seed = secrets.token_hex(SEED_LENGTH // 2)
    if is_workspace(workspace):
        with contextlib.suppress(OSError):
            path.write_text(seed, "ascii")
    return seed


def topic_progress(workspace: Path, topic: Topic) -> TopicProgress:
    """What is known of a topic without running anything."""
    chosen = choose_files(workspace, [topic]).get(topic.slug)
    if chosen is None:
        return TopicProgress(topic.slug, "no file", None, topic.max_points, {})
    submission = read_submission(chosen.path, topic.slug)
    if submission.fault:
        return TopicProgress(topic.slug, "cannot be graded", None, topic.max_points, {}, note=chosen.note)
    last = read_kept(workspace / RESULTS / f"{topic.slug}.json")
    known = _how_known(last, submission)
    is_begun = has_work(topic, submission)
    file = known if is_begun else "not begun"
    quiz = _quiz_words(workspace, topic)
    if last is None or not (is_begun or known == GRADED):  # what is remembered is of work that is no longer there
        return TopicProgress(topic.slug, file, None, topic.max_points, {}, quiz, chosen.note)
    return TopicProgress(
        topic.slug, file, last.points, topic.max_points, last.statuses, quiz, chosen.note, last.foreseen
    )


def _how_known(last: Kept | None, submission: Submission) -> str:
    if last is None:
        return WRITTEN
    if not last.submission:
        return IN_PART
    return GRADED if last.submission == hashlib.sha256(submission.source).hexdigest() else CHANGED


def _quiz_words(workspace: Path, topic: Topic) -> str:
    rows = _standing(workspace / RESULTS / f"{topic.slug}.quiz.json")
    return f"{sum(row.status == 'passed' for row in rows)} of {len(rows)}" if rows else ""


@dataclass(frozen=True)
class QuestionStanding:
    """How one question of a quiz stands: passed, failed or missing. `share` of its points: what is right in part."""

    id: str
    title: str
    points: float
    status: str
    share: float = 0.0


def write_standing(workspace: Path, topic: str, rows: Sequence[QuestionStanding]) -> None:
    """Keep how the quiz of a topic stands, for `grade` and `status`, which do not load quizzes."""
    path = workspace / RESULTS / f"{topic}.quiz.json"
    with contextlib.suppress(OSError):
        path.write_text(json.dumps([asdict(row) for row in rows]), "utf-8")


def quiz_result(workspace: Path, topic: Topic) -> TopicResult | None:
    """The quiz of a topic as a result beside its exercises; None if it was not begun."""
    path = workspace / RESULTS / f"{topic.slug}.quiz.json"
    rows = _standing(path)
    if not rows:
        return None
    criteria = [Criterion(row.id, row.id, row.title, row.points, Visibility.OPEN, ()) for row in rows]
    exercises = tuple(Exercise(criterion.id, criterion.title, (criterion,)) for criterion in criteria)
    quiz = replace(topic, slug=quiz_name(topic.slug), title=f"{topic.title}: quiz", exercises=exercises, is_quiz=True)
    outcomes = tuple(
        Outcome(criterion, Status(row.status), _TOLD[row.status].format(typed(f"quiz {topic.slug}")), share=row.share)
        for criterion, row in zip(criteria, rows, strict=True)
    )
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return topic_result(quiz, path, outcomes, Hashes(digest, "", ""))


_TOLD = {
    "passed": "",
    "failed": "Not right yet: {}",
    "missing": "Not answered yet: {}",
}


def mistakes(workspace: Path) -> list[str]:
    """The misconceptions that `grade` has recognized in this workspace."""
    try:
        with (workspace / RESULTS / MISTAKES).open("rb") as file:
            found: Any = json.loads(file.read(MAX_BYTES))
        return [str(name) for name in found][:MAX_MISTAKES]
    except (OSError, ValueError, TypeError, RecursionError):
        return []


def _keep_mistakes(folder: Path, result: TopicResult) -> None:
    said = [outcome.diagnosis.misconception for outcome in result.outcomes if outcome.diagnosis]
    new = [name for names in said if "/" not in names for name in names.split("+")]
    known = mistakes(folder.parent)
    if set(new) - set(known):
        (folder / MISTAKES).write_text(json.dumps(list(dict.fromkeys([*known, *new]))), "utf-8")


def _standing(path: Path) -> list[QuestionStanding]:
    try:
        with path.open("rb") as file:
            rows: Any = json.loads(file.read(MAX_BYTES))
        found = [
            QuestionStanding(
                str(row["id"]), str(row["title"]), float(row["points"]), str(row["status"]), float(row.get("share", 0))
            )
            for row in rows
        ]
        whole = all(row.status in _TOLD and 0 <= row.points < MAX_POINTS and 0 <= row.share <= 1 for row in found)
        return found if whole else []
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []
