"""`grade quiz`: questions in the terminal. Plain lines, one after the other, so that a screen reader reads them too."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from receptive.cli.codes import ExitCode, NothingToGrade
from receptive.cli.complete import complete_topic
from receptive.content import Content, find_content

if TYPE_CHECKING:
    from receptive.quiz.practice import SealedQuiz
    from receptive.quiz.records import Form, Marked
    from receptive.quiz.sealing import Sealed
    from receptive.quiz.session import Asked, Practice

COMMANDS = "hint, skip, give up, quit"


@click.command(short_help="Answer questions; what was missed comes back.")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...", shell_complete=complete_topic)
@click.option("--due", is_flag=True, help="Only what was missed and is due again, exercises' mistakes included.")
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write the quiz as one page that works offline.")
@click.option(
    "--export", nargs=2, metavar="FORMAT FILE", help="Write it for another system; FORMAT is one of those listed below."
)
@click.option("--answers", is_flag=True, help="With --export printable: with the answers.")
@click.option("--secret", type=click.Path(path_type=Path), help="With --json: that of a graded release, to mark it.")
@click.option("--json", "responses", type=click.Path(path_type=Path), help="Mark a file of responses (- for stdin).")
def quiz(
    topics: tuple[str, ...],
    due: bool,
    page: Path | None,
    export: tuple[str, str] | None,
    answers: bool,
    secret: Path | None,
    responses: Path | None,
) -> int:
    """Answer the questions of a topic, or of all topics. Leave at any time; it goes on where you stopped.

    \b
    Examples:
      grade quiz output_size
      grade quiz --due
      grade quiz output_size --html output_size.html
      grade quiz output_size --export moodle output_size.xml
      grade quiz --json responses.jsonl

    \b
    Formats of --export: canvas, moodle, qti21, jupyterquiz, printable.
    A line of --json: {"question": "output_size/strided-width", "variant": 0, "response": ["64"]}
    """
    content = find_content()
    chosen = _chosen(content, topics)
    if responses is not None:
        from receptive.cli.quiz_marks import graded_marks_json, marks_json

        marked = graded_marks_json(content, chosen, responses, secret) if secret else marks_json(content, responses)
        text, right = marked
        click.echo(text)
        return ExitCode.FULL_POINTS if right else ExitCode.MISSING_POINTS
    if page is not None:
        from receptive.cli.quiz_files import write_page

        click.echo(write_page(content, Path(), chosen, page))
        return ExitCode.FULL_POINTS
    if export is not None:
        from receptive.cli.quiz_files import write_export

        click.echo(write_export(content, chosen, export[0], Path(export[1]), answers))
        return ExitCode.FULL_POINTS
    return _practise(content, chosen, due)


def _chosen(content: Content, topics: tuple[str, ...]) -> list[str]:
    from receptive.cli.targets import find_topic

    if topics:
        return [find_topic(topic, content=content).slug for topic in topics]
    from receptive.catalogue import load_lesson

    return [topic.slug for topic in load_lesson(content).topics]


def _practise(content: Content, topics: list[str], due: bool) -> int:
    from datetime import UTC, datetime

    from receptive.cli.quiz_graded import answer_graded, graded_quizzes
    from receptive.progress_store import is_workspace
    from receptive.quiz.session import Practice
    from receptive.workspace import QUIZZES, WorkspaceError

    graded = graded_quizzes(Path(), topics)
    if graded:
        return answer_graded(Path(), graded)
    if not (is_workspace(Path()) or (Path() / QUIZZES).is_dir()):
        raise WorkspaceError("there is no workspace here to keep your answers in; make one: grade start lesson")
    practice = Practice(content, Path(), topics)
    if not practice.quizzes:
        raise NothingToGrade(f"there is no quiz for {', '.join(topics)}")
    questions = practice.due_questions(datetime.now(UTC)) if due else practice.open_questions()
    if not questions:
        click.echo(
            "Nothing is due. Well done."
            if due
            else "Every question is answered. grade quiz --due brings back what was missed."
        )
        return ExitCode.FULL_POINTS
    click.echo(f"{len(questions)} questions{' are due' if due else ' to answer'}. At any prompt: {COMMANDS}.\n")
    for one in questions:
        if not _ask(practice, one):
            break
    return _summary(practice)


def _ask(practice: Practice, one: Asked) -> bool:
    """One question until it is right, skipped or given up; whether to go on."""
    from datetime import UTC, datetime

    while True:
        _show(one)
        response = read_response(one.variant, partial(practice.hint, one))
        if response == "give up":
            answer, explanation = practice.give_up(one, datetime.now(UTC))
            _tell_given_up(answer, explanation)
            return True
        if isinstance(response, str):
            return response == "skip"
        marked = practice.answer(one, response, datetime.now(UTC))
        _tell(one, marked)
        if marked.right:
            return True
        one = practice.asked(one.quiz, one.question, one.because)


def _show(one: Asked) -> None:
    show_variant(one.quiz, one.place, one.variant, one.because)


def show_variant(quiz: SealedQuiz, place: int, variant: Sealed, because: str = "") -> None:
    """The question as text."""
    from receptive.quiz.prose import to_plain

    points = f"{variant.points:g} {'point' if variant.points == 1 else 'points'}"
    click.echo(f"{quiz.title}, question {place} of {len(quiz.questions)}, {points}: {variant.title}")
    if because:
        click.echo(f"  (because of a mistake in an exercise: {because.rpartition('/')[2]})")
    click.echo(f"\n{_wrapped(to_plain(variant.prompt))}\n")
    for picture in variant.pictures:
        click.echo(_wrapped(f"Picture: {picture.alt}") + "\n")
    for form in variant.forms:
        _show_form(form)


def _show_form(form: Form) -> None:
    from receptive.quiz.prose import to_plain

    for number, left in enumerate(form.lefts, start=1):
        click.echo(f"  {number}. {to_plain(left)}")
    for number, option in enumerate(form.options, start=1):
        name = chr(ord("a") + number - 1) if form.lefts else str(number)
        click.echo(f"  {name}. {to_plain(option)}")
    if form.grid:
        click.echo(f"  {form.label}")
        for row, line in enumerate(form.grid):
            click.echo(f"  row {row}: {'  '.join(line)}")
    if form.options or form.grid:
        click.echo()


def read_response(variant: Sealed, hint: Callable[[], str]) -> list[str] | str:
    """What was typed for each form, or the command that was typed instead."""
    found: list[str] = []
    while len(found) < len(variant.forms):
        form = variant.forms[len(found)]
        text = _line(_prompt(form))
        match text.strip().lower():
            case "":
                continue
            case "hint" | "?":
                click.echo(f"  Hint: {_plain(hint())}")
            case "skip" | "quit" | "give up" as command:
                return command
            case _ if _is_readable(form, text):
                found.append(text.strip())
    return found


def _is_readable(form: Form, text: str) -> bool:
    """Whether a text is an answer at all; how it was read, or how to write it, is said at once and costs nothing."""
    from receptive.quiz.answers import Unreadable, read_answer

    try:
        said = read_answer(form, text).said
    except Unreadable as unreadable:
        click.echo(f"  {unreadable}. That was not counted.")
        return False
    if said:
        click.echo(f"  ({said})")
    return True


def _prompt(form: Form) -> str:
    how = {
        "single": "Number of your choice",
        "multiple": "Numbers of all that are right, or none",
        "matching": "Pairs, like 1b 2a",
        "ordering": "Numbers in the right order",
        "cells": "Cells as row,column like 0,1 1,2",
        "shape": "Sizes, like (12, 7)",
        "expression": f"Formula in {', '.join(form.variables)}",
        "output": "It prints",
    }.get(form.kind, "Answer")
    label = _plain(form.label) if form.label and not form.grid else ""
    return f"{label}: " if label else f"{how}: "


def _line(prompt: str) -> str:
    """A line from the keyboard or a pipe; its end is the wish to leave."""
    click.echo(prompt, nl=False)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        click.echo()
        return "quit"
    return line


def _tell(one: Asked, marked: Marked) -> None:
    if marked.right:
        click.echo(click.style("✓ Right.", fg="green"))
        click.echo(_wrapped(_plain(marked.explanation)) + "\n")
        return
    click.echo(click.style("✗ Not yet.", fg="red"))
    if len(marked.slots) > 1:
        for form, right in zip(one.variant.forms, marked.slots, strict=True):
            click.echo(f"  {'✓ right' if right else '✗ not yet'}: {_plain(form.label)}")
    for belief in marked.beliefs:
        click.echo(_wrapped(_plain(belief.says)))
    again = "with other numbers" if len(one.question.variants) > 1 else "once more"
    click.echo(f"  The question {again}:\n")


def _tell_given_up(answer: str, explanation: str) -> None:
    if not explanation:
        click.echo("  Noted. The explanation opens with the right answer; it is not installed here in clear.\n")
        return
    click.echo(f"  Noted as given up. Right is: {_plain(answer)}")
    click.echo(_wrapped(_plain(explanation)) + "\n")


def _summary(practice: Practice) -> int:
    """How far each quiz is; full points only if everything was answered rightly."""
    complete = True
    for topic, one in practice.quizzes.items():
        right = sum(practice.progress.of(topic, question.id).right for question in one.questions)
        complete = complete and right == len(one.questions)
        click.echo(f"{one.title}: {right} of {len(one.questions)} right")
    click.echo("Your answers are kept; grade quiz goes on from here.")
    return ExitCode.FULL_POINTS if complete else ExitCode.MISSING_POINTS


def _plain(text: str) -> str:
    from receptive.quiz.prose import to_plain

    return to_plain(text)


def _wrapped(text: str) -> str:
    """Paragraphs and items of lists at the terminal's width, for those who read with their eyes; code lines stay."""
    import shutil
    import textwrap

    width = min(shutil.get_terminal_size((100, 24)).columns, 100) - 2
    blocks = []
    for block in text.split("\n\n"):
        if block.startswith("    "):
            blocks.append(block)
        else:
            parts = re.split(r"\n(?=\s*(?:[-*]|\d+\.) )", block)
            blocks.append("\n".join(textwrap.fill(" ".join(part.split()), width) for part in parts))
    return textwrap.indent("\n\n".join(blocks), "  ")
