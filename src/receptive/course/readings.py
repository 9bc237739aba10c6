"""Which part of the lesson an exercise or a diagnosis points to."""

from __future__ import annotations

from functools import partial

from receptive.course.blocks import point_to_block
from receptive.course.markdown import section_html
from receptive.course.reading import Reading
from receptive.course.sections import find_section, plain_title
from receptive.model import Topic


def find_reading(topic: Topic, name: str) -> Reading | None:
    """The part with that heading, or the first that speaks of the exercise of that name; None if there is none."""
    found = find_section(topic, name)
    if found is None:
        return None
    return Reading(found.anchor, plain_title(found), section_html(found, partial(point_to_block, topic)))
