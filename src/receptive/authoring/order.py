"""Proves the order of the course: nothing is needed before a chapter has introduced it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from receptive.authoring.findings import Found, Line
from receptive.catalogue.content import Content, ContentError
from receptive.catalogue.manifest import load_lesson
from receptive.course.course import Course, Placed, load_course
from receptive.quiz.reading import question_line, read_quiz
from receptive.quiz.schema import Question


@dataclass(frozen=True)
class Need:
    """What somebody must know, and in which chapter at the latest: the one where it stands, counted from 1."""

    what: str  # such as "question 'strided-width'"
    at: str  # file and line
    terms: tuple[str, ...]
    latest: int


def check_order(content: Content, slug: str) -> Found:
    """What a topic's chapters, questions and exercises need is introduced before, each term once.

    A question or an exercise is met in the first chapter that shows it, else behind the last one of its topic.
    """
    try:
        course = load_course(load_lesson(content))
        questions = {topic: _questions(content, topic) for topic in content.topics()}
    except ContentError as wrong:
        return Found((Line("course", "cannot be read", (str(wrong),)),))
    chapters = [placed for placed in course.chapters if placed.topic.slug == slug]
    needs = [
        *_of_chapters(chapters),
        *_of_questions(content, course, slug, questions[slug]),
        *_of_exercises(course, slug),
    ]
    known = {question.id for each in questions.values() for question in each}
    problems = [*_introduced_twice(course, slug), *_unknown(chapters, known), *_too_early(course, needs)]
    terms = sum(len(placed.chapter.introduces) for placed in chapters)
    count = f"{len(chapters)} chapters, {terms} terms, {sum(len(need.terms) for need in needs)} needs"
    return Found((Line("course", count, tuple(problems)),))


def _questions(content: Content, topic: str) -> list[Question]:
    path = content.quiz(topic)
    return read_quiz(path).questions if path.exists() else []


def _of_chapters(chapters: Iterable[Placed]) -> Iterator[Need]:
    for placed in chapters:
        at = f"{placed.chapter.path}:{_line(placed.chapter.path, 'needs:')}"
        yield Need("this chapter", at, placed.chapter.needs, placed.place - 1)


def _of_questions(content: Content, course: Course, slug: str, questions: Iterable[Question]) -> Iterator[Need]:
    path = content.quiz(slug)
    for question in questions:
        shown = [each.place for each in course.chapters if question.id in each.chapter.links("question")]
        at = f"{path}:{question_line(path, question.id)}"
        yield Need(f"question {question.id!r}", at, tuple(question.needs), _latest(course, slug, shown))


def _of_exercises(course: Course, slug: str) -> Iterator[Need]:
    topic = course.lesson.topic(slug)
    manifest = topic.readme.with_name("topic.yaml")
    for exercise in topic.exercises:
        shown = [each.place for each in course.of(topic) if exercise.name in each.chapter.links("exercise")]
        at = f"{manifest}:{_line(manifest, f'- name: {exercise.name}')}"
        yield Need(f"exercise {exercise.name}", at, exercise.needs, _latest(course, slug, shown))


def _latest(course: Course, slug: str, shown: list[int]) -> int:
    """The chapter in which something is met: the first that shows it, else the last of its topic or before it."""
    if shown:
        return shown[0]
    order = [topic.slug for topic in course.lesson.topics]
    so_far = set(order[: order.index(slug) + 1])
    return max((placed.place for placed in course.chapters if placed.topic.slug in so_far), default=0)


def _too_early(course: Course, needs: Iterable[Need]) -> Iterator[str]:
    places = {term.name: placed for placed in reversed(course.chapters) for term in placed.chapter.introduces}
    for need in needs:
        for term in need.terms:
            placed = places.get(term)
            if placed is None:
                yield f"{need.at}: {need.what} needs {term!r}, which no chapter introduces"
            elif placed.place > need.latest:
                where = f"chapter {placed.place}, {placed.chapter.title}"
                yield f"{need.at}: {need.what} needs {term!r} before it is introduced, in {where}"


def _introduced_twice(course: Course, slug: str) -> Iterator[str]:
    first: dict[str, Placed] = {}
    for placed in course.chapters:
        for term in placed.chapter.introduces:
            before = first.setdefault(term.name, placed)
            if before is not placed and placed.topic.slug == slug:
                told = f"chapter {before.place}, {before.chapter.title}, has introduced it"
                yield f"{placed.chapter.path}:{term.line}: {term.name!r} again: {told}"


def _unknown(chapters: Iterable[Placed], known: set[str]) -> Iterator[str]:
    for placed in chapters:
        for block in placed.chapter.blocks:
            if block.kind == "question" and block.name not in known:
                yield str(block.wrong(f"no quiz of this lesson has a question {block.name!r}"))


def _line(path: Path, beginning: str) -> int:
    """The first line of a file that begins so."""
    pattern = re.compile(rf"\s*{re.escape(beginning)}(?!\w)")
    lines = enumerate(path.read_text("utf-8").splitlines(), start=1)
    return next((number for number, line in lines if pattern.match(line)), 1)
