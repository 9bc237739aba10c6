"""The last result of a topic as the workspace keeps it, and what one exercise that was graded alone changes in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from receptive.model import Diagnosis, Foreseen, Outcome, Status, TopicResult
from receptive.scoring import topic_result
from receptive.workspace.solutions_seen import with_cost

MAX_BYTES = 1 << 20
NO_TEXT = ""


@dataclass(frozen=True)
class Kept:
    """What is read of it. `submission`: the hash of the text that all of it is true of; empty where there is none."""

    submission: str
    points: float
    statuses: Mapping[str, Status]  # by criterion
    foreseen: tuple[Foreseen, ...] = ()


def read_kept(path: Path) -> Kept | None:
    """The stored result, or None if there is none or somebody has written something else there."""
    try:
        with path.open("rb") as file:
            data: Any = json.loads(file.read(MAX_BYTES))
        topic = data["topics"][0]
        statuses = {str(line["id"]): Status(line["status"]) for line in topic["criteria"]}
        foreseen = tuple(_foreseen(each) for each in topic.get("foreseen", ()))  # older releases kept none
        return Kept(str(topic["hashes"]["submission"]), float(topic["points"]), statuses, foreseen)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def merge(last: Kept | None, result: TopicResult, workspace: Path) -> TopicResult:
    """Some exercises of a topic as a result of all of it: the others are as they were, or not run yet.

    It is about no text where that of the others was another one.
    """
    topic = result.topic.whole
    new = {outcome.criterion.id: outcome for outcome in result.outcomes}
    before = last.statuses if last else {}
    outcomes = tuple(
        new.get(criterion.id) or Outcome(criterion, before.get(criterion.id, Status.NOT_RUN))
        for criterion in topic.criteria
    )
    same_text = last is not None and last.submission == result.hashes.submission
    hashes = result.hashes if same_text else replace(result.hashes, submission=NO_TEXT)
    whole = topic_result(topic, result.path, outcomes, hashes)
    foreseen = (*_of_others(last.foreseen if last else (), result), *result.foreseen)
    return with_cost(replace(whole, certificate=result.certificate, foreseen=foreseen), workspace)


def _of_others(foreseen: Sequence[Foreseen], result: TopicResult) -> Iterator[Foreseen]:
    graded = {exercise.name for exercise in result.topic.exercises}
    return (each for each in foreseen if each.exercise not in graded)


def _foreseen(line: Any) -> Foreseen:
    told = line["diagnosis"]
    diagnosis = Diagnosis(str(told["misconception"]), str(told["says"]), example=str(line["example"])) if told else None
    return Foreseen(str(line["exercise"]), diagnosis, str(line["message"]))
