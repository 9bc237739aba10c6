"""What is checked of a quiz without drawing it: ids, titles, and how long options are."""

from __future__ import annotations

from collections.abc import Iterator

from receptive.authoring.findings import Line
from receptive.catalogue.content import Content
from receptive.quiz.reading import question_line, question_names
from receptive.quiz.schema import Quiz, Single

LONGEST = 1.25  # times the mean of the other options
MOST = 0.25  # of the choices in words: in as many the right one of four is the longest by chance
SHORT = 10  # characters: what has fewer is a name or a number


def name_problems(content: Content, topic: str, quiz: Quiz) -> Iterator[str]:
    """Ids and titles that another question has: chapters show questions by id, and people know them by title."""
    path = content.quiz(topic)
    ids: dict[str, str] = {}
    titles: dict[str, str] = {}
    for other in content.topics():
        if other != topic and content.quiz(other).exists():
            for name, title in question_names(content.quiz(other)):
                ids[name] = titles[title] = f"{content.quiz(other).name}"
    for question in quiz.questions:
        place = f"{path}:{question_line(path, question.id)}: question {question.id!r}:"
        if question.id in ids:
            yield f"{place} {ids[question.id]} has this id too; an id names one question of the whole lesson"
        if question.title in titles:
            yield f"{place} {titles[question.title]} has the title {question.title!r} too"
        titles[question.title] = path.name


def option_lengths(quiz: Quiz) -> Line | None:
    """Of the choices in words, those whose right option is the longest by far; None if there are no such choices.

    A finding, no refusal: one long answer is nothing, a habit of them answers a quiz.
    """
    verbal = [question for question in quiz.questions if isinstance(question, Single) and _is_verbal(question)]
    if not verbal:
        return None
    found = [f"{question.id} ({by:.2f})" for question in verbal if (by := _outgrows(question)) > LONGEST]
    many = f", more than {MOST:.0%} of them" if len(found) > MOST * len(verbal) else ""
    words = f"in {len(found)} of {len(verbal)} choices in words the right option is the longest by far{many}"
    return Line("options", f"{words}{': ' if found else ''}{', '.join(found)}")


def _is_verbal(question: Single) -> bool:
    """Whether its options are sentences or phrases, which somebody can measure without reading them."""
    return all("{{" not in choice.text and len(choice.text) >= SHORT for choice in question.choices)


def _outgrows(question: Single) -> float:
    """How many times the mean of the others the right option is long; 0 if another one is as long."""
    right = next(len(choice.text) for choice in question.choices if choice.right)
    others = [len(choice.text) for choice in question.choices if not choice.right]
    return right / (sum(others) / len(others)) if right > max(others) else 0.0
