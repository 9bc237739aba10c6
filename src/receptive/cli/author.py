"""The author's commands."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from receptive.catalogue.content import PLACE, Content, find_content
from receptive.cli.audit import audit
from receptive.cli.codes import ExitCode
from receptive.cli.complete import complete_topic
from receptive.cli.saying import say

if TYPE_CHECKING:
    from receptive.authoring.findings import TopicCheck


@click.group(short_help="Prove a topic's grader, or begin a topic.")
def author() -> None:
    """Commands for whoever writes a topic.

    \b
    Example: grade author check output_size
    """


author.add_command(audit)


def own_lesson() -> Content:
    """The lesson that an author works on: the one that was named, else the folder they are in, if it is one."""
    here = Content(Path.cwd())
    return here if not os.environ.get(PLACE) and here.topics() and here.has_graders else find_content()


@author.command()
@click.argument("topics", nargs=-1, metavar="[TOPIC]...", shell_complete=complete_topic)
@click.option("--full", is_flag=True, help="20 seeds and every mutant, instead of a quick look.")
@click.option("--jobs", default=2, show_default=True, help="Processes that check at the same time.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output, nothing else.")
def check(topics: tuple[str, ...], full: bool, jobs: int, as_json: bool) -> int:
    """Prove that a grader is fair, strict and recognizes mistakes.

    --full renews graders/TOPIC/certificate.json; until then `grade` calls a changed grader's certificate stale.

    \b
    Example: grade author check output_size --full
    """
    content = own_lesson()
    known = content.topics()
    for topic in topics:
        if topic not in known:
            raise click.UsageError(f"{topic} is no topic. The topics are {', '.join(known)}.")
    checks = _check(content, list(topics) or known, full, jobs, quiet=as_json)
    if as_json:
        say(json.dumps({"schema": "receptive/check/v1", "topics": [_object(one) for one in checks]}))
    else:
        for one in checks:
            _show(one)
            if full:
                say(f"  wrote {content.grader(one.topic) / 'certificate.json'}")
    return ExitCode.FULL_POINTS if all(one.ok for one in checks) else ExitCode.MISSING_POINTS


@author.command()
@click.argument("topic", default="", shell_complete=complete_topic)
def figures(topic: str) -> None:
    """Draw the pictures of the lesson of TOPIC, or of all, again: exercises/TOPIC/figures/.

    \b
    Example: grade author figures output_size
    """
    from receptive.catalogue.manifest import load_lesson
    from receptive.cli.targets import find_topic
    from receptive.course.figures import write_figures

    content = own_lesson()
    for each in [find_topic(topic, content)] if topic else load_lesson(content).topics:
        written = write_figures(each)
        for path in written:
            say(f"wrote {path}")
        if not written:
            say(f"{each.slug} has no pictures: graders/{each.slug}/lesson_pictures.py would draw them")


@author.command()
@click.argument("topic")
def new(topic: str) -> int:
    """Write the first files of a topic, small and right, and prove them: from there on change one thing at a time.

    With --lesson DIR they begin a lesson of their own in DIR.

    \b
    Example: grade author new strides
    """
    from receptive.authoring.scaffold import scaffold

    named = os.environ.get(PLACE)
    content = Content(Path(named)) if named else own_lesson()
    for path in scaffold(content, topic, order=len(content.topics()) + 1):
        say(f"wrote {path}")
    (proof,) = _check(content, [topic], full=True, jobs=2, quiet=True)
    _show(proof)
    say(f"\nNext: change these files, and then: grade author check {topic}")
    return ExitCode.FULL_POINTS if proof.ok else ExitCode.MISSING_POINTS


@author.command()
@click.argument("topics", nargs=-1, metavar="[TOPIC]...", shell_complete=complete_topic)
def seal(topics: tuple[str, ...]) -> None:
    """Seal what students receive: the known mistakes into graders/sealed/, the quizzes into quizzes/sealed/.

    Takes a minute or two for a topic. The schema of quiz files is written beside them.

    \b
    Example: grade author seal output_size
    """
    from receptive.authoring.mistakes.writing import write_mistakes
    from receptive.catalogue.manifest import load_topic
    from receptive.quiz.sealed_quiz import write_schema, write_sealed

    content = own_lesson()
    chosen = [load_topic(content, topic).slug for topic in topics or content.topics()]
    for written in write_mistakes(content, chosen, jobs=os.cpu_count() or 1):
        say(f"wrote {written.path}: {written.mistakes} mistakes, {written.pairs} pairs of them")
        for exercise, name, why in written.unsealed:
            say(f"  {name} in {exercise} is not recognized at home: {why}")
    for topic in chosen:
        path = write_sealed(content, topic)
        say(f"wrote {path}" if path else f"{topic} has no quiz")
    say(f"wrote {write_schema(content)}")


def _check(content: Content, topics: list[str], full: bool, jobs: int, quiet: bool) -> list[TopicCheck]:
    from receptive.authoring.certify import certify

    running = certify(content, topics, "full" if full else "quick", jobs)
    if quiet:
        return list(running)
    from rich.progress import track

    from receptive.report.terminal import make_console

    console = make_console(stderr=True)
    return list(track(running, "checking", total=len(topics), console=console, disable=not console.is_terminal))


def _show(one: TopicCheck) -> None:
    say(f"{one.topic}")
    for line in one.lines:
        say(f"  {'ok    ' if line.ok else 'WRONG '} {line.name:15} {line.found}")
        for problem in line.problems:
            say(f"           {problem}")


def _object(one: TopicCheck) -> dict[str, Any]:
    return {
        "topic": one.topic,
        "ok": one.ok,
        "checks": [
            {"name": line.name, "ok": line.ok, "found": line.found, "problems": list(line.problems)}
            for line in one.lines
        ],
    }
