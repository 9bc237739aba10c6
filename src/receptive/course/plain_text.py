"""The lesson for a terminal: Markdown whose maths are characters and whose pictures are their words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from receptive.catalogue.blocks import Block, pieces
from receptive.course.sections import Section, all_sections
from receptive.invocation import typed
from receptive.model import Topic
from receptive.quiz.prose import maths_to_plain

PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\.md\)")  # to another chapter


def topic_text(topic: Topic) -> str:
    """What a topic teaches, then its task."""
    return sections_text(topic, all_sections(topic))


def sections_text(topic: Topic, sections: Iterable[Section]) -> str:
    """These parts, one after the other."""
    return "\n\n".join(
        f"{'#' * section.level} {section.title}\n\n{_section_text(topic, section)}" for section in sections
    )


def _section_text(topic: Topic, section: Section) -> str:
    parts = pieces(section.path, section.text, section.line)
    return "\n".join(_block(topic, one) if isinstance(one, Block) else plain(one) for one in parts)


def plain(text: str) -> str:
    """Markdown without maths and pictures, and without links between chapters."""
    return maths_to_plain(LINK.sub(r"\1", PICTURE.sub(r"*(Picture: \1)*", text)))


def _block(topic: Topic, block: Block) -> str:
    """What a terminal says of it: where to find what it shows."""
    match block.kind:
        case "question":
            return f"*(A question, {block.name}: `{typed(f'quiz {topic.slug}')}`)*\n"
        case "exercise":
            return f"*(Exercise `{block.name}`: `{typed(f'{topic.slug}.{block.name}')}`)*\n"
        case _:
            return f"*(On the page, to move: {block.caption})*\n"
