"""`grade status`: the map of the lesson, from what was kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from receptive.catalogue.content import Content, find_content
from receptive.cli.saying import say, say_wrapped
from receptive.invocation import typed
from receptive.standing import BEYOND, FORESEEN, standing_of, standings, total_text

if TYPE_CHECKING:
    from receptive.model import Criterion, Lesson, Topic
    from receptive.workspace.results import TopicProgress

WIDTH = 76


@click.command(short_help="Show the map of the lesson, and how far you are.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output, nothing else.")
def status(as_json: bool) -> None:
    """Show topics, exercises and quizzes, and how far the work in the current folder is. Nothing is run.

    \b
    Example: grade status
    """
    from receptive.attempt_json import withheld_object
    from receptive.catalogue.manifest import load_lesson
    from receptive.workspace.folder import is_workspace
    from receptive.workspace.results import topic_progress

    content = find_content()
    lesson = load_lesson(content)
    rows = [topic_progress(Path(), topic) for topic in lesson.topics]
    points, most, withheld = _sums(lesson, rows)
    due = _due(content, lesson)
    if as_json:
        topics = [_object(topic, row, due) for topic, row in zip(lesson.topics, rows, strict=True)]
        total = {"points": points, "max_points": most, "withheld": withheld_object(withheld)}
        say(json.dumps({"schema": "receptive/status/v1", **total, "topics": topics}))
        return
    for topic, row in zip(lesson.topics, rows, strict=True):
        _print_topic(topic, row, due.get(topic.slug, 0))
    say(f"✓ done  {'◐ open criteria passed  ' if withheld else ''}✗ not yet  · not written or not graded yet")
    say_wrapped(f"Together: {total_text(points, most, withheld)}.")
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
    found = standings(topic, row.statuses, row.foreseen)
    names = [standing.label.replace(" ", "\u2007") for standing in found]
    for line in textwrap.wrap("  ".join(names), WIDTH):
        say(f"    {line}".replace("\u2007", " "))
    for standing in found:
        if standing.mark is FORESEEN:
            say_wrapped(f"    {standing.label}: {BEYOND}: {typed(f'hint {topic.slug}.{standing.subject}')}")


def _sums(lesson: Lesson, rows: Sequence[TopicProgress]) -> tuple[float, float, list[Criterion]]:
    """The total of `grade`, after the last run of each topic: points, of how many, and what is decided elsewhere."""
    withheld = [criterion for topic in lesson.topics for criterion in topic.withheld]
    return sum(row.points or 0 for row in rows), sum(row.max_points for row in rows), withheld


def _object(topic: Topic, row: TopicProgress, due: dict[str, int]) -> dict[str, object]:
    return {
        "topic": row.topic,
        "file": row.file,
        "points": row.points,
        "max_points": row.max_points,
        "note": row.note,
        "quiz": row.quiz or None,
        "quiz_due": due.get(row.topic, 0),
        "exercises": {
            exercise.name: standing_of(topic, exercise.name, row.statuses, row.foreseen).mark.word
            for exercise in topic.exercises
        },
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
