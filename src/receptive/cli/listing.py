"""`grade list`: what there is to write, and what is asked of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from receptive.catalogue.content import find_content
from receptive.cli.complete import complete_topic
from receptive.cli.saying import say, say_wrapped
from receptive.invocation import typed
from receptive.model import Criterion, Exercise, Topic
from receptive.standing import FORESEEN, LATER, UNGRADED, WORDS, later_text, standing_of, worth_text

if TYPE_CHECKING:
    from receptive.workspace.results import TopicProgress


@click.command("list")
@click.argument("target", default="", metavar="[TOPIC|EXERCISE]", shell_complete=complete_topic)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output, nothing else.")
def list_topics(target: str, as_json: bool) -> None:
    """List the topics and their exercises; of TOPIC or EXERCISE each criterion, hidden ones too.

    \b
    Examples:
      grade list
      grade list output_size.conv_out
    """
    from receptive.catalogue.manifest import load_lesson
    from receptive.cli.targets import find_part

    topics = load_lesson(find_content()).topics
    chosen = (find_part(topics, target),) if target else topics
    if as_json:
        listed = {"schema": "receptive/list/v1", "topics": [_object(topic) for topic in chosen]}
        say(json.dumps(listed, ensure_ascii=False))
        return
    for line in _criteria_lines(chosen[0]) if target else _exercise_lines(topics):
        say_wrapped(line)


def _exercise_lines(topics: Iterable[Topic]) -> Iterator[str]:
    """Every exercise with its mark after the last run."""
    width = max(len(exercise.name) for topic in topics for exercise in topic.exercises)
    for topic in topics:
        last = _last_run(topic)
        yield f"{topic.slug}  ({topic.full_points:g} points)  {topic.title}: {topic.summary}"
        for exercise in topic.exercises:
            mark = standing_of(topic, exercise.name, last.statuses, last.foreseen).mark
            known = f" ({mark.word})" if mark is FORESEEN else ""
            yield f"  {mark.sign} {exercise.name:{width}}  {exercise.summary}{known}"


def _criteria_lines(topic: Topic) -> Iterator[str]:
    """Every criterion of these exercises, how it ended in the last run, and where there are hints for it."""
    last = _last_run(topic)
    statuses = last.statuses
    for exercise in topic.exercises:
        standing = standing_of(topic, exercise.name, statuses, last.foreseen)
        word = f" ({standing.mark.word})" if statuses else ""
        yield f"{standing.label}{word}: {exercise.summary}"
        width = max(len(criterion.id) for criterion in (*topic.criteria, *topic.withheld))
        for criterion in exercise.criteria:
            mark = WORDS[statuses[criterion.id]] if criterion.id in statuses else UNGRADED
            yield _criterion_line(criterion, mark.sign, width, f", {mark.word}")
        for criterion in exercise.withheld:
            yield _criterion_line(criterion, LATER.sign, width)
    if topic.withheld:
        yield f"{later_text(topic.withheld)}."
    yield f"A hint for any of them: {typed(f'hint {topic.slug}.ID')}"


def _criterion_line(criterion: Criterion, sign: str, width: int, ended: str = "") -> str:
    about = f"{criterion.visibility.value}, {worth_text(criterion.points)}{ended}"
    return f"    {sign} {criterion.id:{width}}  {criterion.full_title}  ({about})"


def _last_run(topic: Topic) -> TopicProgress:
    from receptive.workspace.results import topic_progress

    return topic_progress(Path(), topic.whole)


def _object(topic: Topic) -> dict[str, object]:
    return {
        "topic": topic.slug,
        "title": topic.title,
        "summary": topic.summary,
        "max_points": topic.full_points,
        "exercises": [_exercise_object(exercise) for exercise in topic.exercises],
    }


def _exercise_object(exercise: Exercise) -> dict[str, object]:
    return {
        "name": exercise.name,
        "summary": exercise.summary,
        "criteria": [
            {
                "id": criterion.id,
                "title": criterion.full_title,
                "visibility": criterion.visibility.value,
                "points": criterion.points,
                "run_here": criterion not in exercise.withheld,
            }
            for criterion in (*exercise.criteria, *exercise.withheld)
        ],
    }
