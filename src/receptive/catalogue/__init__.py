"""topic.yaml to `Topic`: the border at which content is checked."""

from __future__ import annotations

from receptive.catalogue.manifest import load_topic
from receptive.content import Content, ContentError
from receptive.model import Lesson

__all__ = ["load_lesson", "load_topic"]


def load_lesson(content: Content) -> Lesson:
    """All topics, in the order of teaching.

    Raises:
        ContentError: a manifest is broken, or there is no topic.
    """
    topics = [load_topic(content, slug) for slug in content.topics()]
    if not topics:
        raise ContentError(content.root / "exercises", "no topic here")
    return Lesson(tuple(sorted(topics, key=lambda topic: (topic.order, topic.slug))))
