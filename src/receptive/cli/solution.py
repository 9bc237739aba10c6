"""`grade solution`: what a right answer looks like, after one's own or at a price."""

from __future__ import annotations

from pathlib import Path

import click

from receptive.catalogue.content import find_content
from receptive.cli.complete import complete_topic
from receptive.cli.saying import say
from receptive.invocation import typed


@click.command(short_help="Show the reference solution, after full points.")
@click.argument("topic", shell_complete=complete_topic)
@click.option("--give-up", is_flag=True, help="Show it now. From then on half of the topic's points count.")
def solution(topic: str, give_up: bool) -> None:
    """Show the reference solution of TOPIC and its reasons. It is free after full points.

    \b
    Example: grade solution output_size
    """
    from receptive.cli.targets import find_topic
    from receptive.workspace.results import GRADED, topic_progress
    from receptive.workspace.solutions_seen import find_seen, note_seen

    content = find_content()
    wanted = find_topic(topic, content=content)
    path = content.solution(topic)
    if not path.exists():
        raise click.UsageError("the solutions are not installed here; your instructor has them")
    progress = topic_progress(Path(), wanted)
    earned = progress.points == wanted.max_points and progress.file == GRADED
    if not earned and topic not in find_seen(Path()):
        if not give_up:
            points = f"{progress.points or 0:g} of {wanted.max_points:g} points"
            raise click.UsageError(
                f"{topic} has {points} in the last run. The solution is shown after full points; "
                "--give-up shows it now, and from then on half of the topic's points count. "
                f"First: {typed(f'hint {topic}')}"
            )
        note_seen(Path(), topic)
    say(path.read_text("utf-8"))
