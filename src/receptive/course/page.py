"""A topic's lesson as one page: its chapters, then the task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from markupsafe import Markup

from receptive.catalogue.chapters import Chapter, load_chapters
from receptive.course.blocks import show_block
from receptive.course.links import NO_LINKS, Links
from receptive.course.markdown import inline_html, section_html
from receptive.course.quizzes import Quizzes
from receptive.course.sections import Section, chapter_sections, task_sections
from receptive.model import Topic
from receptive.moving import moving_script, moving_style
from receptive.pages.static_page import PAGE_STYLE, read_texts, static_page
from receptive.quiz.page import EMBEDDED, QUESTION_SCRIPTS, QUESTION_STYLE, payload
from receptive.quiz.sealing import Sealed

FILES = Path(__file__).parent / "page_files"


@dataclass(frozen=True)
class Shown:
    """A section as a page shows it. `level` is that of its heading on the page."""

    anchor: str
    level: int
    title: Markup
    html: Markup


def topic_page(topic: Topic, quizzes: Quizzes) -> str:
    """The page of a topic.

    Raises:
        ContentError: a picture of the lesson is missing, or a question that it shows.
    """
    chapters = load_chapters(topic)
    anchors = {chapter.path.resolve(): f"#{chapter_sections(chapter)[0].anchor}" for chapter in chapters}
    links = Links(chapter=lambda path: anchors.get(path, ""))
    parts = [shown for chapter in chapters for shown in show_chapter(topic, chapter, quizzes, 1, links)]
    parts += show_task(topic, quizzes, 1, links)
    questions = questions_of(chapters, quizzes)
    return static_page(
        FILES / "topic.html.j2",
        course_style(),
        script_for(chapters, questions),
        title=topic.title,
        summary=topic.summary,
        parts=parts,
        data=payload(topic.title, questions) if questions else None,
    )


def show_chapter(topic: Topic, chapter: Chapter, quizzes: Quizzes, deeper: int, links: Links = NO_LINKS) -> list[Shown]:
    """The sections of a chapter, the first of which is its title and what stands below it."""
    return [_show(topic, section, quizzes, deeper, links) for section in chapter_sections(chapter)]


def show_task(topic: Topic, quizzes: Quizzes, deeper: int, links: Links = NO_LINKS) -> list[Shown]:
    """The sections of a task."""
    return [_show(topic, section, quizzes, deeper, links) for section in task_sections(topic)]


def questions_of(chapters: Iterable[Chapter], quizzes: Quizzes) -> dict[str, tuple[Sealed, ...]]:
    """The sealed variants of every question that these chapters show."""
    blocks = [block for chapter in chapters for block in chapter.blocks if block.kind == "question"]
    found = filter(None, map(quizzes.find, blocks))
    return {f"{quiz.topic}/{question.id}": question.variants for quiz, question in found}


def course_style() -> str:
    return "\n".join([read_texts([PAGE_STYLE, FILES / "course.css", QUESTION_STYLE]), moving_style()])


def script_for(chapters: Iterable[Chapter], questions: Mapping[str, tuple[Sealed, ...]]) -> str:
    """What these chapters need: nothing, if all of them are only to be read."""
    figures = figures_of(chapters)
    asking = read_texts([*QUESTION_SCRIPTS, EMBEDDED]) if questions else ""
    return "\n".join(filter(None, [asking, moving_script(*figures) if figures else ""]))


def figures_of(chapters: Iterable[Chapter]) -> tuple[str, ...]:
    """The kinds of figures in these chapters that a reader moves."""
    blocks = [block for chapter in chapters for block in chapter.blocks if block.kind == "move"]
    return tuple(dict.fromkeys(block.parameters()["figure"] for block in blocks))


def _show(topic: Topic, section: Section, quizzes: Quizzes, deeper: int, links: Links) -> Shown:
    html = section_html(section, partial(show_block, topic, quizzes, links), links)
    title = f"The task: {section.title}" if section.path == topic.readme and section.level == 1 else section.title
    return Shown(section.anchor, min(section.level + deeper, 6), inline_html(title), html)
