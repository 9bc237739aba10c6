"""`grade quiz`: questions in the terminal. Plain lines, one after the other, so that a screen reader reads them too."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from receptive.catalogue.content import Content, find_content
from receptive.cli.codes import ExitCode, NothingToGrade
from receptive.cli.complete import complete_topic
from receptive.cli.quiz.asking import read_response, show_variant, tell, tell_given_up, texts_of
from receptive.cli.saying import say
from receptive.invocation import given, typed

if TYPE_CHECKING:
    from receptive.quiz.practice import Asked, Practice

COMMANDS = "hint, skip, give up, quit"


@click.command(short_help="Answer questions; what was missed comes back.")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...", shell_complete=complete_topic)
@click.option("--due", is_flag=True, help="Only what was missed and is due again, exercises' mistakes included.")
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write the quiz as one page that works offline.")
@click.option(
    "--export", nargs=2, metavar="FORMAT FILE", help="Write it for another system; FORMAT is one of those listed below."
)
@click.option("--answers", is_flag=True, help="With --export printable: with the answers.")
@click.option("--secret", type=click.Path(path_type=Path), help="That of a graded release: with --json or --export.")
@click.option("--student", default="", help="With --secret and --json: whose answers these are, as on your class list.")
@click.option("--json", "responses", type=click.Path(path_type=Path), help="Mark a file of responses (- for stdin).")
def quiz(
    topics: tuple[str, ...],
    due: bool,
    page: Path | None,
    export: tuple[str, str] | None,
    answers: bool,
    secret: Path | None,
    student: str,
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
      grade quiz --json quiz-responses.json --secret exam.secret --student ann

    \b
    Formats of --export: canvas, moodle, qti21, jupyterquiz, printable.
    A line of --json: {"question": "output_size/strided-width", "variant": 0, "response": ["64"]}
    """
    content = find_content()
    chosen = _choose(content, topics)
    if responses is not None:
        responses = responses if str(responses) == "-" else given(responses)
        from receptive.cli.quiz.marks import mark_graded, marks_json

        if secret and not student:
            raise click.UsageError("whose answers are these? Say --student NAME, as on your class list")
        text, right = (
            mark_graded(content, chosen, responses, secret, student) if secret else marks_json(content, responses)
        )
        say(text)
        return ExitCode.FULL_POINTS if right else ExitCode.MISSING_POINTS
    if page is not None:
        from receptive.cli.quiz.files import write_page

        say(write_page(content, Path(), chosen, given(page)))
        return ExitCode.FULL_POINTS
    if export is not None:
        from receptive.cli.quiz.files import write_export

        say(write_export(content, chosen, export[0], given(export[1]), answers, secret))
        return ExitCode.FULL_POINTS
    return _practise(content, chosen, due)


def _choose(content: Content, topics: tuple[str, ...]) -> list[str]:
    from receptive.cli.targets import find_topic

    if topics:
        return [find_topic(topic, content=content).slug for topic in topics]
    from receptive.catalogue.manifest import load_lesson

    return [topic.slug for topic in load_lesson(content).topics]


def _practise(content: Content, topics: list[str], due: bool) -> int:
    from datetime import UTC, datetime

    from receptive.cli.quiz.graded import answer_graded, find_graded_quizzes
    from receptive.quiz.practice import Practice
    from receptive.workspace.folder import QUIZZES, WorkspaceError
    from receptive.workspace.results import is_workspace

    graded = find_graded_quizzes(Path(), topics)
    if graded:
        return answer_graded(Path(), graded)
    if not (is_workspace(Path()) or (Path() / QUIZZES).is_dir()):
        raise WorkspaceError(f"there is no workspace here to keep your answers in; make one: {typed('start lesson')}")
    practice = Practice(content, Path(), topics)
    if not practice.quizzes:
        raise NothingToGrade(f"there is no quiz for {', '.join(topics)}")
    questions = practice.due_questions(datetime.now(UTC)) if due else practice.open_questions()
    if not questions:
        say(
            "Nothing is due. Well done."
            if due
            else f"Every question is answered. {typed('quiz --due')} brings back what was missed."
        )
        return ExitCode.FULL_POINTS
    count = "1 question" if len(questions) == 1 else f"{len(questions)} questions"
    say(f"{count}{' due' if due else ' to answer'}. At any prompt: {COMMANDS}.\n")
    for one in questions:
        if not _ask(practice, one):
            break
    return _summary(practice)


def _ask(practice: Practice, one: Asked) -> bool:
    """One question until it is right, skipped or given up; whether to go on."""
    from datetime import UTC, datetime

    while True:
        with texts_of(practice.file_of(one), one.question.id):
            show_variant(one.quiz, one.place, one.variant, bool(one.because))
            response = read_response(one.variant, partial(practice.hint, one))
        if response == "give up":
            answer, explanation = practice.give_up(one, datetime.now(UTC))
            tell_given_up(answer, explanation)
            return True
        if isinstance(response, str):
            return response == "skip"
        marked = practice.answer(one, response, datetime.now(UTC))
        tell(one, marked, practice.missed(one))
        if marked.right:
            return True
        one = practice.asked(one.quiz, one.question, one.because)


def _summary(practice: Practice) -> int:
    """How far each quiz is; full points only if everything was answered rightly."""
    complete = True
    for topic, one in practice.quizzes.items():
        right = sum(practice.progress.of(topic, question.id).right for question in one.questions)
        complete = complete and right == len(one.questions)
        points = f"{practice.points(one):g} of {one.points:g} points"
        say(f"{one.title}: {right} of {len(one.questions)} right, {points}")
    say(f"Your answers are kept; {typed('quiz')} goes on from here.")
    return ExitCode.FULL_POINTS if complete else ExitCode.MISSING_POINTS
