"""The lesson for a terminal: Markdown whose maths are characters and whose pictures are their words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from receptive.model import Topic
from receptive.quiz.prose import maths_to_plain
from receptive.report.lesson_pages.sections import Section, all_sections

PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")


def topic_text(topic: Topic) -> str:
    """What a topic teaches, then its task."""
    return sections_text(all_sections(topic))


def sections_text(sections: Iterable[Section]) -> str:
    """These parts, one after the other."""
    return "\n\n".join(f"{'#' * section.level} {section.title}\n\n{_plain(section.text)}" for section in sections)


def _plain(text: str) -> str:
    return maths_to_plain(PICTURE.sub(r"*(Picture: \1)*", text))
