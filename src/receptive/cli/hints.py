"""The ladder of hints."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

import click

from receptive.catalogue.content import Content
from receptive.catalogue.manifest import load_lesson
from receptive.cli.targets import find_topic
from receptive.course.sections import where_to_read
from receptive.invocation import typed
from receptive.model import Criterion, Topic
from receptive.standing import BEYOND, FORESEEN, OPEN_PASSED, hints_of, later_text, more_text
from receptive.workspace.results import BEGUN, topic_progress


def hint_text(target: str, step: int, workspace: Path, content: Content) -> str:
    """One step of a criterion's ladder, and how to get the next. Without a target: for what the work lacks first.

    Raises:
        click.UsageError: no such topic, criterion or step.
    """
    topic, name = _find_meant(target.removesuffix(".py"), content) if target else (_at_work(workspace, content), "")
    slug, every = topic.slug, (*topic.criteria, *topic.withheld)
    criterion = _find_named(topic, name, workspace) if name else _first_lacking(every, topic, workspace)
    if criterion is None:
        withheld = [each for each in topic.withheld if name in ("", each.subject)]
        return _nothing_lacks(topic, name, withheld, workspace)
    if not 1 <= step <= len(criterion.hints):
        raise click.UsageError(
            f"{slug}.{criterion.id} has {len(criterion.hints)} hints: --step 1 to {len(criterion.hints)}."
        )
    lines = [
        f"{criterion.subject}: {criterion.title} (hint {step} of {len(criterion.hints)})",
        criterion.hints[step - 1],
    ]
    if step > 1 and not criterion.whole_topic and (read := where_to_read(topic, criterion.exercise)):
        lines.append(f"Read: {read}")
    if step < len(criterion.hints):
        lines.append(f"More: {typed(f'hint {slug}.{criterion.id} --step {step + 1}')}")
    return "\n".join(lines)


def _nothing_lacks(topic: Topic, name: str, withheld: Sequence[Criterion], workspace: Path) -> str:
    """Where all that was run is passed: no hint is needed, or there are hints for what is not run here."""
    if not withheld:
        return f"{name or topic.title}: every criterion was passed in the last run. No hint needed."
    if not name:
        return (
            f"{OPEN_PASSED.sign} {topic.title}: the open criteria were passed in the last run; "
            f"{later_text(withheld)}.\nThere are hints for them too: {typed(f'list {topic.slug}')} names them."
        )
    foreseen = topic_progress(workspace, topic).foreseen
    known = [each.diagnosis.text for each in foreseen if each.exercise == name and each.diagnosis]
    sign, told = (FORESEEN.sign, BEYOND) if known else (OPEN_PASSED.sign, more_text(withheld))
    lines = [f"{sign} {name}: {told}.", *known, "A hint for one of those criteria:"]
    width = max(len(command) for command, _ in hints_of(topic, withheld))
    lines += [f"  {command:{width}}  {criterion.title}" for command, criterion in hints_of(topic, withheld)]
    return "\n".join(lines)


def _at_work(workspace: Path, content: Content) -> Topic:
    """The first topic that was begun and is not done; else the first that is not done."""
    lesson = load_lesson(content)
    rows = [(topic, topic_progress(workspace, topic)) for topic in lesson.topics]
    left = [(topic, row) for topic, row in rows if row.points != row.max_points]
    begun = [topic for topic, row in left if row.file in BEGUN]
    return next(iter((*begun, *(topic for topic, _ in left), lesson.topics[0])))


def _find_meant(target: str, content: Content) -> tuple[Topic, str]:
    """The topic and the rest of the target; an exercise or criterion alone is enough where only one topic has it."""
    slug, _, name = target.partition(".")
    if slug not in content.topics() and not name:
        topics = load_lesson(content).topics
        owners = [t for t in topics if any(slug in (c.id, c.exercise) for c in (*t.criteria, *t.withheld))]
        if len(owners) == 1:
            return owners[0], slug
    return find_topic(slug, content), name


def _find_named(topic: Topic, name: str, workspace: Path) -> Criterion | None:
    """By the criterion's id, or by the exercise's name for the first that its work lacks."""
    for criterion in (*topic.criteria, *topic.withheld):
        if name == criterion.id:
            return criterion
    of_exercise = [criterion for criterion in (*topic.criteria, *topic.withheld) if name == criterion.subject]
    if of_exercise:
        return _first_lacking(of_exercise, topic, workspace)
    known = [criterion.id for criterion in (*topic.criteria, *topic.withheld)]
    close = difflib.get_close_matches(name, known, 1, 0.5)
    rest = f" Did you mean {close[0]}?" if close else f" There are {', '.join(known)}."
    raise click.UsageError(f"{topic.slug} has no criterion {name}.{rest}")


def _first_lacking(criteria: Sequence[Criterion], topic: Topic, workspace: Path) -> Criterion | None:
    """The first of these that was not passed in the last run; the first of all if there was none."""
    progress = topic_progress(workspace, topic)
    if progress.points is None:
        return criteria[0]
    return next((criterion for criterion in criteria if criterion.id in progress.lacking), None)
