"""`grade author audit`: what a release gives away."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from receptive.catalogue.content import find_content
from receptive.cli.codes import ExitCode
from receptive.cli.saying import say

if TYPE_CHECKING:
    from receptive.authoring.mistakes.attack import MistakesAudit
    from receptive.authoring.quiz_audit import QuizAudit


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--secret",
    default="quiz-secret.txt",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Of a graded release, if it is there: tells which guesses at its quiz are right.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output, nothing else.")
def audit(folder: Path, secret: Path, as_json: bool) -> int:
    """Look through a release for answers, hidden tests and solutions; archives and seals are opened where they can be.

    Plays a student who answers the graded quiz from the release alone, and says of each practice question, and of the
    sealed mistakes of each exercise, what it takes to open them by trying. DIR may hold several releases of one class.

    \b
    Example: grade author audit exam.zip --secret exam.secret
    """
    from receptive.authoring.audit import Finding
    from receptive.authoring.audit import audit as audit_release
    from receptive.authoring.mistakes.attack import audit_mistakes
    from receptive.authoring.quiz_audit import audit_quizzes

    content = find_content()
    findings, count = audit_release(content, folder)
    quizzes = audit_quizzes(content, folder, secret)
    mistakes = audit_mistakes(content, folder)
    findings += [Finding(path, what) for path, what in mistakes.problems]
    beside = "the answer of this practice question stands beside it"
    findings += [Finding(one.question, beside) for one in quizzes.seals if one.is_given]
    if as_json:
        rows = [asdict(finding) for finding in findings]
        say(
            json.dumps(
                {"schema": "receptive/audit/v1", "files": count, "findings": rows}
                | _quiz_object(quizzes)
                | _mistakes_object(mistakes)
            )
        )
    else:
        for finding in findings:
            say(f"{finding.path}: {finding.what}")
        _show_quizzes(quizzes)
        _show_mistakes(mistakes)
        say(f"{count} files looked at: {len(findings) or 'nothing'} found")
    return ExitCode.MISSING_POINTS if findings or quizzes.answered else ExitCode.FULL_POINTS


def _quiz_object(quizzes: QuizAudit) -> dict[str, Any]:
    return {
        "graded": {
            "questions": quizzes.graded,
            "answered": [asdict(one) for one in quizzes.answered],
            "with_secret": quizzes.marked,
        },
        "practice": {
            "opened_in_ten_minutes": quizzes.opened_in_a_sitting,
            "seals": [asdict(one) for one in quizzes.seals],
        },
    }


def _show_quizzes(quizzes: QuizAudit) -> None:
    for one in quizzes.seals:
        cost = (
            f"{one.guesses:,} guesses, {one.seconds:,.0f} s of one core" if one.guesses else "nothing to count through"
        )
        say(f"  {one.question}: {cost}")
    if quizzes.seals:
        opened = f"{quizzes.opened_in_a_sitting} of {len(quizzes.seals)}"
        say(f"practice, which never counts: {opened} questions open in ten minutes of one core by trying")
    for answer in quizzes.answered:
        say(f"  {answer.question}: {answer.how}")
    if quizzes.graded:
        known = "" if quizzes.marked else "; only what proves itself was counted, since the secret is not here"
        say(f"questions that count: {len(quizzes.answered)} of {quizzes.graded} answered from the release{known}")


def _mistakes_object(mistakes: MistakesAudit) -> dict[str, Any]:
    costs = [asdict(one) for one in mistakes.costs]
    return {"mistakes": {"opened_by_nothing": list(mistakes.opened), "costs": costs}}


def _show_mistakes(mistakes: MistakesAudit) -> None:
    from receptive.authoring.mistakes.attack import HOUR

    for opened in mistakes.opened:
        say(f"  {opened}")
    if not mistakes.costs:
        return
    cheap = sorted(mistakes.costs, key=lambda one: one.seconds)[:3]
    for one in cheap:
        say(f"  {one.exercise}: {one.answers} answers at once, {one.guesses:,.0f} guesses, {one.seconds:,.0f} s")
    boxes, within = sum(one.boxes for one in mistakes.costs), sum(one.seconds <= HOUR for one in mistakes.costs)
    found = f"sealed mistakes: {boxes} in {len(mistakes.costs)} exercises"
    say(f"{found}; of {within} exercises a box opens within an hour of one core by trying")
