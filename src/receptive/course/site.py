"""The course as static pages: contents, chapters, tasks, quizzes, glossary, search.

Every page is one file with all that it needs, so a site opens from a disk and can lie on any server.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from markupsafe import Markup

from receptive.course.course import TITLE, Course, Placed
from receptive.course.links import Links
from receptive.course.markdown import inline_html
from receptive.course.page import FILES, course_style, questions_of, script_for, show_chapter, show_task
from receptive.course.quizzes import Quizzes
from receptive.course.searching import search_data, term_anchor
from receptive.course.sections import task_sections
from receptive.model import Topic
from receptive.pages.static_page import Frame, read_texts, static_page
from receptive.quiz.page import page_html, payload

INDEX, GLOSSARY, SEARCH = "index.html", "glossary.html", "search.html"
PLACES = {INDEX: "Contents", GLOSSARY: "Glossary", SEARCH: "Search"}


def site_pages(course: Course, quizzes: Quizzes) -> Iterator[tuple[str, str]]:
    """The name and the text of each page.

    Raises:
        ContentError: a picture or a question of a chapter is missing.
    """
    yield INDEX, _page("index", INDEX, course, title=TITLE, quizzes=quizzes.sealed)
    yield GLOSSARY, _page("glossary", GLOSSARY, course, title="Glossary", terms=course.glossary(), inline=inline_html)
    data = search_data(course)
    yield SEARCH, _page("search", SEARCH, course, read_texts([FILES / "search.js"]), title="Search", data=data)
    for placed in course.chapters:
        yield placed.file, _chapter(course, placed, quizzes)
    for topic in course.lesson.topics:
        yield task_file(topic), _task(course, topic, quizzes)
    for slug, quiz in quizzes.sealed.items():
        variants = {f"{quiz.topic}/{question.id}": question.variants for question in quiz.questions}
        yield f"quiz-{slug}.html", page_html(quiz.title, variants, frame=_frame(""))


def task_file(topic: Topic) -> str:
    return f"task-{topic.slug}.html"


def _chapter(course: Course, placed: Placed, quizzes: Quizzes) -> str:
    topic, chapter = placed.topic, placed.chapter
    opening, *parts = show_chapter(topic, chapter, quizzes, 0, _links(course, topic))
    questions = questions_of([chapter], quizzes)
    place = placed.place - 1
    return _page(
        "chapter", placed.file, course, script_for([chapter], questions),
        title=chapter.title, placed=placed, opening=opening, parts=parts,
        data=payload(chapter.title, questions) if questions else None,
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


def _links(course: Course, topic: Topic) -> Links:
    files = {placed.chapter.path.resolve(): placed.file for placed in course.chapters}
    return Links(partial(_link_task, topic), lambda path: files.get(path, ""))


def _link_task(topic: Topic, exercise: str) -> str:
    """Where the task speaks of an exercise."""
    told = (section.anchor for section in task_sections(topic) if f"`{exercise}" in section.title)
    return f"{task_file(topic)}#{next(told, 'main')}"


def _page(name: str, file: str, course: Course, script: str = "", **values: Any) -> str:
    values |= {"course": course, "file": file, "term_anchor": term_anchor}
    return static_page(FILES / f"{name}.html.j2", course_style(), script, _frame(file), **values)


def _frame(file: str) -> Frame:
    """The bar, with the place in it that a page is."""
    links = Markup(" ").join(
        Markup('<a href="{}"{}>{}</a>').format(page, Markup(' aria-current="page"') if page == file else "", name)
        for page, name in PLACES.items()
    )
    bar = Markup(
        '<div class="bar"><a class="home" href="index.html">{}</a><nav aria-label="Course">{}</nav>'
        '<button type="button" id="theme" hidden>Dark</button></div>'
    ).format(TITLE, links)
    return Frame(bar, read_texts([FILES / "site.css"]), read_texts([FILES / "theme.js"]))
