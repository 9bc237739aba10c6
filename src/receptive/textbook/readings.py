"""Which part of the lesson an exercise or a diagnosis points to."""

from __future__ import annotations

from markupsafe import Markup

from receptive.model import Topic
from receptive.report.page_parts import Reading
from receptive.textbook.markdown import to_html
from receptive.textbook.sections import Section, all_sections, lesson_sections


def find_reading(topic: Topic, name: str) -> Reading | None:
    """The part with that heading, or the first that speaks of the exercise of that name; None if there is none."""
    found = find_section(topic, name)
    if found is None:
        return None
    title = found.title.partition("(")[0].replace("`", "").strip(" ⚠")
    return Reading(found.anchor, title, Markup(to_html(found.text, topic.readme.parent)))


def find_section(topic: Topic, name: str) -> Section | None:
    """The same before it is rendered."""
    known = list(all_sections(topic))
    exact = [section for section in known if section.title == name]
    taught = [section for section in lesson_sections(topic) if f"`{name}`" in section.text and section.level > 1]
    titled = [section for section in known if f"`{name}" in section.title]
    told = [section for section in known if f"`{name}`" in section.text and section.level > 1]
    return next(iter((*exact, *taught, *titled, *told)), None)
