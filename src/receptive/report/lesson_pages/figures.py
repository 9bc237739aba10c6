"""The lesson's pictures as files: made from `graders/<topic>/pictures_lesson.py`, kept beside the lesson's text."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from html import escape
from pathlib import Path

from receptive.catalogue.grader_modules import own_modules
from receptive.figures.canvas import standalone
from receptive.figures.draw import figure_of
from receptive.model import Topic

FILE = "pictures_lesson.py"
FOLDER = "figures"


def lesson_figures(topic: Topic) -> Iterator[tuple[Path, str]]:
    """Each picture's file and what belongs into it; none where the topic has no pictures of its own."""
    if not (topic.grader / FILE).exists():
        return
    with own_modules(topic.grader):
        pictures = importlib.import_module(FILE.removesuffix(".py")).pictures(topic.readme.with_name(FOLDER))
    for name, picture in pictures:
        figure = figure_of(picture)
        words = escape("\n".join(figure.text))
        yield topic.readme.with_name(FOLDER) / f"{name}.svg", standalone(figure.svg, words)


def write_figures(topic: Topic) -> list[Path]:
    """Write them; those that were there under other names are the author's to delete."""
    written = []
    for path, text in lesson_figures(topic):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        written.append(path)
    return written
