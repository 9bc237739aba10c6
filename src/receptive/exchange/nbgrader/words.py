"""Questions that are answered in words and marked by a person: what a good answer says, for that person."""

from __future__ import annotations

import re

from receptive.catalogue.content import Content, ContentError
from receptive.model import Topic

HEADING = re.compile(r"^## (\S+)\s*$", re.MULTILINE)


def model_answers(content: Content, topic: Topic) -> dict[str, str]:
    """The text under each heading of `graders/<topic>/words.md`, by the id that the heading names.

    Raises:
        ContentError: a question has no answer there.
    """
    if not topic.written:
        return {}
    path = content.grader(topic.slug) / "words.md"
    pieces = HEADING.split(path.read_text("utf-8")) if path.exists() else [""]
    found = dict(zip(pieces[1::2], (text.strip() for text in pieces[2::2]), strict=True))
    for written in topic.written:
        if not found.get(written.id):
            raise ContentError(path, f"has no heading '## {written.id}' with what a good answer says")
    return found
