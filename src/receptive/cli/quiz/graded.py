"""Quizzes that count, in the terminal: answers are kept and not marked."""

from __future__ import annotations

from pathlib import Path

import click

from receptive.cli.codes import ExitCode
from receptive.cli.quiz.asking import read_response, show_variant, texts_of
from receptive.cli.saying import say
from receptive.quiz.graded_quiz import own_variant
from receptive.quiz.responses import MAX_NAME, Responses, read_responses, with_response, write_responses
from receptive.quiz.responses import SCHEMA as RESPONSES
from receptive.quiz.sealed_quiz import GRADED, SealedQuestion, SealedQuiz, read_sealed
from receptive.quiz.sealing import SCHEMA
from receptive.workspace.folder import QUIZZES

FILE = "quiz-responses.json"


def find_graded_quizzes(workspace: Path, topics: list[str]) -> list[SealedQuiz]:
    """The quizzes of this workspace that count."""
    paths = [workspace / QUIZZES / f"{topic}.json" for topic in topics]
    quizzes = [read_sealed(path, SCHEMA, GRADED) for path in paths if path.exists()]
    return [quiz for quiz in quizzes if quiz.schema == GRADED]


def answer_graded(workspace: Path, quizzes: list[SealedQuiz]) -> int:
    """Ask what is not answered yet; if everything is, ask all again."""
    path = workspace / FILE
    found = read_responses(path) if path.exists() else Responses(RESPONSES, quizzes[0].made_from, _name())
    every = [(quiz, question) for quiz in quizzes for question in quiz.questions]
    left = [(quiz, question) for quiz, question in every if f"{quiz.topic}/{question.id}" not in found.responses]
    if not left:
        say("Everything is answered. You can answer again; what you skip stays as it is.\n")
    say(f"This quiz counts: answers are kept in {FILE} and marked later. At any prompt: hint, skip, quit.\n")
    for quiz, question in left or every:
        changed = _ask(quiz, question, found)
        if changed is None:
            break
        found = changed
        write_responses(path, found)
    done = sum(f"{quiz.topic}/{question.id}" in found.responses for quiz, question in every)
    say(f"{done} of {len(every)} answered. Hand in {path}.")
    return ExitCode.FULL_POINTS if done == len(every) else ExitCode.MISSING_POINTS


def _name() -> str:
    while True:
        name: str = click.prompt("Your name on the class list, which decides your numbers", prompt_suffix=": ").strip()
        if name and name.isprintable():
            return name[:MAX_NAME]
        say("Write a name that can be printed.")


def _ask(quiz: SealedQuiz, question: SealedQuestion, found: Responses) -> Responses | None:
    """The responses after one question; None if the student wants to leave."""
    variant = own_variant(found.release, found.student, quiz.topic, question)
    hints = iter(variant.hints)
    with texts_of(Path(QUIZZES) / f"{quiz.topic}.json", question.id):
        show_variant(quiz, quiz.questions.index(question) + 1, variant)
        response = read_response(variant, lambda: next(hints, variant.hints[-1]))
    if isinstance(response, str):
        return None if response == "quit" else found
    say("  Kept.\n")
    return with_response(found, f"{quiz.topic}/{question.id}", variant.number, response)
