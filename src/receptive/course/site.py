"""The course as static pages: contents, chapters, tasks, quizzes, glossary, search.

Beside the pages lie the files that they share. So a site opens from a disk, and can lie on any server.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from markupsafe import Markup

from receptive.course.course import TITLE, Course, Placed
from receptive.course.links import Links
from receptive.course.markdown import inline_html
from receptive.course.page import FILES, show_chapter, show_task
from receptive.course.quizzes import Quizzes
from receptive.course.searching import search_data, term_anchor
from receptive.course.sections import task_sections
from receptive.course.site_files import (
    QUIZ_STYLE_FILE,
    SEARCHING,
    STYLE,
    THEME,
    questions_by_name,
    scripts_of,
    scripts_of_quiz,
    shared_files,
)
from receptive.model import Topic
from receptive.pages.static_page import Frame, site_page
from receptive.quiz.page import site_page_html
from receptive.quiz.sealed_quiz import SealedQuiz

INDEX, GLOSSARY, SEARCH = "index.html", "glossary.html", "search.html"
PLACES = {INDEX: "Contents", GLOSSARY: "Glossary", SEARCH: "Search"}


def site_files(course: Course, quizzes: Quizzes) -> Iterator[tuple[str, str]]:
    """The name and the text of each page, and of what they share.

    Raises:
        ContentError: a picture or a question of a chapter is missing.
    """
    yield INDEX, _page("index", INDEX, course, title=TITLE, quizzes=quizzes.sealed)
    yield GLOSSARY, _page("glossary", GLOSSARY, course, title="Glossary", terms=course.glossary(), inline=inline_html)
    data = search_data(course)
    yield SEARCH, _page("search", SEARCH, course, (SEARCHING,), title="Search", data=data)
    for placed in course.chapters:
        yield placed.file, _chapter(course, placed, quizzes)
    for topic in course.lesson.topics:
        yield task_file(topic), _task(course, topic, quizzes)
        if quiz := quizzes.sealed.get(topic.slug):
            yield f"quiz-{topic.slug}.html", _quiz(course, topic, quiz)
    yield from shared_files(course, quizzes)


def task_file(topic: Topic) -> str:
    return f"task-{topic.slug}.html"


def _chapter(course: Course, placed: Placed, quizzes: Quizzes) -> str:
    topic, chapter = placed.topic, placed.chapter
    opening, *parts = show_chapter(topic, chapter, quizzes, 0, _links(course, topic))
    place = placed.place - 1
    return _page(
        "chapter", placed.file, course, scripts_of(chapter, quizzes),
        title=chapter.title, placed=placed, opening=opening, parts=parts,
        before=course.chapters[place - 1] if place else None,
        after=course.chapters[place + 1] if place + 1 < len(course.chapters) else None,
        is_last=course.of(topic)[-1] == placed, topic=topic, quiz=quizzes.sealed.get(topic.slug),
    )  # fmt: skip


def _task(course: Course, topic: Topic, quizzes: Quizzes) -> str:
    opening, *parts = show_task(topic, quizzes, 0, _links(course, topic))
    title, taught = f"{topic.title}: the task", course.of(topic)
    return _page(
        "task", task_file(topic), course, title=title, topic=topic, opening=opening, parts=parts, taught=taught
    )  # fmt: skip


def _quiz(course: Course, topic: Topic, quiz: SealedQuiz) -> str:
    frame = _frame("", scripts_of_quiz(topic.slug), QUIZ_STYLE_FILE)
    taught = [(placed.file, f"chapter {placed.place}, {placed.chapter.title}") for placed in course.of(topic)]
    return site_page_html(quiz.title, questions_by_name(quiz), frame, taught)


def _links(course: Course, topic: Topic) -> Links:
    files = {placed.chapter.path.resolve(): placed.file for placed in course.chapters}
    return Links(partial(_link_task, topic), lambda path: files.get(path, ""))


def _link_task(topic: Topic, exercise: str) -> str:
    """Where the task speaks of an exercise."""
    told = (section.anchor for section in task_sections(topic) if f"`{exercise}" in section.title)
    return f"{task_file(topic)}#{next(told, 'main')}"


def _page(name: str, file: str, course: Course, scripts: tuple[str, ...] = (), **values: Any) -> str:
    values |= {"course": course, "file": file, "term_anchor": term_anchor}
    return site_page(FILES / f"{name}.html.j2", _frame(file, scripts), **values)


def _frame(file: str, scripts: tuple[str, ...], style: str = STYLE) -> Frame:
    """The bar, with the place in it that a page is, and the files that the page shares."""
    links = Markup(" ").join(
        Markup('<a href="{}"{}>{}</a>').format(page, Markup(' aria-current="page"') if page == file else "", name)
        for page, name in PLACES.items()
    )
    bar = Markup(
        '<div class="bar"><a class="home" href="index.html">{}</a><nav aria-label="Course">{}</nav>'
        '<button type="button" id="theme" hidden>Dark</button></div>'
    ).format(TITLE, links)
    return Frame(bar, style, THEME, scripts)
