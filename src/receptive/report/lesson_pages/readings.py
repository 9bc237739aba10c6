"""Which part of the lesson an exercise or a diagnosis points to."""

from __future__ import annotations

from markupsafe import Markup

from receptive.model import Topic
from receptive.report.lesson_pages.markdown import to_html
from receptive.report.lesson_pages.sections import find_section, plain_title
from receptive.report.page_parts import Reading


def find_reading(topic: Topic, name: str) -> Reading | None:
    """The part with that heading, or the first that speaks of the exercise of that name; None if there is none."""
    found = find_section(topic, name)
    if found is None:
        return None
    return Reading(found.anchor, plain_title(found), Markup(to_html(found.text, topic.readme.parent)))
