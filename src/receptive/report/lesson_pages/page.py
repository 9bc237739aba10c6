"""A topic's lesson as one page: what it teaches, then the task."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from receptive.model import Topic
from receptive.report.lesson_pages.markdown import inline_html, to_html
from receptive.report.lesson_pages.sections import Section, lesson_sections, task_sections
from receptive.report.static_page import static_page


@dataclass(frozen=True)
class Shown:
    """A section as the page shows it. `level` is that of its heading on the page."""

    anchor: str
    level: int
    title: Markup
    html: Markup


def lesson_page(topic: Topic) -> str:
    """The page of a topic.

    Raises:
        ContentError: a picture of the lesson is missing.
    """
    taught = [_show(topic, section, 0) for section in lesson_sections(topic)]
    task = [_show(topic, section, 1) for section in task_sections(topic)]
    parts = [*taught[1:], *task] if taught else task
    opening = taught[0] if taught else None
    return static_page("lesson.html.j2", title=topic.title, opening=opening, parts=parts)


def _show(topic: Topic, section: Section, deeper: int) -> Shown:
    html = to_html(section.text, topic.readme.parent)
    level = min(section.level + deeper, 6)
    title = f"The task: {section.title}" if deeper and section.level == 1 else section.title
    return Shown(section.anchor, level, Markup(inline_html(title)), Markup(html))
