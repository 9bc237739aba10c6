"""A stored mark as the result that it was made of, so that one set of page parts serves at home and over a class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path, PurePosixPath

from receptive.classroom.errors import ClassError
from receptive.classroom.evidence import with_evidence
from receptive.classroom.gradebook import CriterionMark
from receptive.classroom.marks import Mark
from receptive.model import WHOLE_TOPIC, Criterion, Exercise, Limits, Outcome, Topic, TopicResult, quiz_name, words_name

NO_FILE = Path("none")
SUFFIX = f" ({WHOLE_TOPIC})"


def result_of(mark: Mark, lesson: Mapping[str, Topic]) -> TopicResult:
    """The result of one topic.

    Raises:
        ClassError: the store is damaged.
    """
    try:
        outcomes = tuple(with_evidence(_outcome(each), mark.evidence.get(each.id, {})) for each in mark.mark.criteria)
    except (KeyError, TypeError, ValueError) as broken:
        text = f"the mark of {mark.mark.topic} at {mark.topic_json['path']} is damaged: grade class verify says more"
        raise ClassError(text) from broken
    topic = _topic(mark, tuple(outcome.criterion for outcome in outcomes), lesson)
    path = Path(PurePosixPath(str(mark.topic_json["path"])).name)
    notes = tuple(map(str, mark.topic_json.get("notes", ())))
    return TopicResult(topic, path, outcomes, mark.mark.points, mark.mark.hashes, notes=notes)


def _outcome(mark: CriterionMark) -> Outcome:
    title = mark.title.removesuffix(SUFFIX)
    whole = title != mark.title
    criterion = Criterion(mark.id, mark.exercise, title, mark.max_points, mark.visibility, (), whole)
    share = mark.points / mark.max_points if mark.max_points else 0.0
    return Outcome(criterion, mark.status, mark.message, mark.diagnosis, share=share)


def _topic(mark: Mark, criteria: tuple[Criterion, ...], lesson: Mapping[str, Topic]) -> Topic:
    """With the criteria that were run, which may be others than those of the lesson of now.

    One that the lesson does not know, or knows with other exercises, is shown as a list, as a quiz is.
    """
    slug = mark.mark.topic
    exercises = tuple(
        Exercise(name, "", tuple(some)) for name, some in groupby(criteria, key=lambda criterion: criterion.exercise)
    )
    known = lesson.get(slug)
    if known is not None and {one.name for one in exercises} <= {one.name for one in known.exercises}:
        order = [one.name for one in known.exercises]
        names = sorted({one.name for one in exercises}, key=order.index)
        merged = (Exercise(name, "", tuple(c for c in criteria if c.exercise == name)) for name in names)
        # What a page shows of the lesson is the lesson's: a criterion of the whole topic is told where it failed, and
        # would be counted with another exercise for each student
        return replace(known, exercises=tuple(merged), part_of=known.whole)
    for owner in lesson.values():
        for name, what in ((quiz_name(owner.slug), "quiz"), (words_name(owner.slug), "in words")):
            if name == slug:
                return replace(owner, slug=slug, title=f"{owner.title}: {what}", exercises=exercises, is_quiz=True)
    return Topic(slug, slug, mark.order, "", (), Limits(), exercises, NO_FILE, NO_FILE, NO_FILE, is_quiz=True)
