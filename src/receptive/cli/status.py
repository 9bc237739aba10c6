"""`grade status`: the map of the lesson, from what was kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from receptive.catalogue.content import Content, find_content
from receptive.cli.saying import say
from receptive.invocation import typed

if TYPE_CHECKING:
    from receptive.model import Lesson, Topic
    from receptive.workspace.results import TopicProgress

MARKS = {"done": "✓", "not yet": "✗", "not written": "·", "not graded": "·"}
WIDTH = 76


@click.command(short_help="Show the map of the lesson, and how far you are.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output, nothing else.")
def status(as_json: bool) -> None:
    """Show topics, exercises and quizzes, and how far the work in the current folder is. Nothing is run.

    \b
    Example: grade status
    """
    from receptive.catalogue.manifest import load_lesson
    from receptive.workspace.results import is_workspace, topic_progress

    content = find_content()
    lesson = load_lesson(content)
    rows = [topic_progress(Path(), topic) for topic in lesson.topics]
    due = _due(content, lesson)
    if as_json:
        topics = [_object(topic, row, due) for topic, row in zip(lesson.topics, rows, strict=True)]
        say(json.dumps({"schema": "receptive/status/v1", "topics": topics}))
        return
    for topic, row in zip(lesson.topics, rows, strict=True):
        _print_topic(topic, row, due.get(topic.slug, 0))
    say("✓ done  ✗ not yet  · not written or not graded yet")
    if any(due.values()):
        count = sum(due.values())
        say(f"{count} {'question comes' if count == 1 else 'questions come'} back today: {typed('quiz --due')}")
    if not is_workspace(Path()):
        say(f"This folder is no workspace, so results are not remembered: {typed('start .')}")


def _print_topic(topic: Topic, row: TopicProgress, due: int) -> None:
    import textwrap

    from receptive.workspace.results import CHANGED

    points = "not graded yet" if row.points is None else f"{row.points:g} of {row.max_points:g} points"
    points += " then" if row.file == CHANGED else ""
    quiz = f"quiz {row.quiz} right" if row.quiz else ""
    quiz += f"{', ' if quiz else ''}{due} due" if due else ""
    say(f"{row.topic:16} {row.file:24} {points:24} {quiz}".rstrip())
    if row.note:
        say(f"  ! {row.note}")
    names = [
        f"{MARKS[how]} {name}".replace(" ", "\u2007") for name, how in (*_exercises(topic, row), *_whole(topic, row))
    ]
    for line in textwrap.wrap("  ".join(names), WIDTH):
        say(f"    {line}".replace("\u2007", " "))


def _exercises(topic: Topic, row: TopicProgress) -> list[tuple[str, str]]:
    """Each exercise and how it stands after the last run."""
    if row.points is None:
        return [(exercise.name, "not graded") for exercise in topic.exercises]
    return [
        (exercise.name, _standing({each.id for each in exercise.criteria if not each.whole_topic}, row))
        for exercise in topic.exercises
    ]


def _whole(topic: Topic, row: TopicProgress) -> list[tuple[str, str]]:
    """What is asked of the whole topic, if that is what lacks."""
    from receptive.model import WHOLE_TOPIC

    lacking = {criterion.id for criterion in topic.criteria if criterion.whole_topic}.intersection(row.lacking)
    return [(WHOLE_TOPIC, _standing(lacking, row))] if lacking else []


def _standing(criteria: set[str], row: TopicProgress) -> str:
    lacking = criteria.intersection(row.lacking)
    if not lacking:
        return "done"
    if lacking <= set(row.not_run):
        return "not graded"
    return "not written" if lacking <= set(row.unwritten) else "not yet"


def _object(topic: Topic, row: TopicProgress, due: dict[str, int]) -> dict[str, object]:
    return {
        "topic": row.topic,
        "file": row.file,
        "points": row.points,
        "max_points": row.max_points,
        "note": row.note,
        "quiz": row.quiz or None,
        "quiz_due": due.get(row.topic, 0),
        "exercises": dict(_exercises(topic, row)),
    }


def _due(content: Content, lesson: Lesson) -> dict[str, int]:
    """How many questions of each topic come back now; nothing is loaded where no quiz was begun."""
    from receptive.workspace.folder import RESULTS
    from receptive.workspace.results import mistakes

    if not (Path() / RESULTS / "quiz-progress.json").exists() and not mistakes(Path()):
        return {}
    from datetime import UTC, datetime

    from receptive.quiz.practice import Practice

    found: dict[str, int] = {}
    for one in Practice(content, Path(), [topic.slug for topic in lesson.topics]).due_questions(datetime.now(UTC)):
        found[one.quiz.topic] = found.get(one.quiz.topic, 0) + 1
    return found
