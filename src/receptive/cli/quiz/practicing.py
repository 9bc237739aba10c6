"""A quiz in the terminal. Plain lines, one after the other, so that a screen reader reads them too."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from receptive.catalogue.content import Content
from receptive.cli.codes import ExitCode, NothingToGrade
from receptive.cli.quiz.asking import read_response, show_variant, tell, tell_given_up, texts_of
from receptive.cli.quiz.graded import answer_graded, find_graded_quizzes
from receptive.cli.saying import say
from receptive.invocation import typed
from receptive.quiz.practice import Asked, Practice
from receptive.workspace.folder import QUIZZES, WorkspaceError, is_workspace

COMMANDS = "hint, skip, give up, quit"


def practice_or_graded(content: Content, topics: list[str], due: bool) -> int:
    """Ask what is open, or due; where a quiz of these topics counts, ask that."""
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
        return _nothing_left(len(practice.open_questions()) if due else 0, due)
    count = "1 question" if len(questions) == 1 else f"{len(questions)} questions"
    say(f"{count}{' due' if due else ' to answer'}. At any prompt: {COMMANDS}.\n")
    for one in questions:
        if not _ask(practice, one):
            break
    return _summary(practice)


def _nothing_left(unanswered: int, due: bool) -> int:
    if unanswered:
        count = "1 question is" if unanswered == 1 else f"{unanswered} questions are"
        say(f"Nothing is due today. {count} still open: {typed('quiz')}")
    else:
        more = f"Every question is answered. {typed('quiz --due')} brings back what was missed."
        say("Nothing is due. Well done." if due else more)
    return ExitCode.FULL_POINTS


def _ask(practice: Practice, one: Asked) -> bool:
    """One question until it is right, skipped or given up; whether to go on."""
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
