"""What is checked of a quiz without drawing it: ids and titles that name one question of the whole lesson."""

from __future__ import annotations

from collections.abc import Iterator

from receptive.catalogue.content import Content
from receptive.quiz.reading import question_line, question_names
from receptive.quiz.schema import Quiz


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
