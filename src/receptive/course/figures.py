"""The lesson's pictures as files: made from `graders/<topic>/lesson_pictures.py`, kept beside the lesson's text."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from receptive.catalogue.grader_package import grader_module
from receptive.figures.canvas import standalone
from receptive.figures.draw import figure_of
from receptive.model import Topic

MODULE = "lesson_pictures"
FOLDER = "figures"


def lesson_figures(topic: Topic) -> Iterator[tuple[Path, str]]:
    """Each picture's file and what belongs into it; none where the topic has no pictures of its own."""
    module = grader_module(topic.grader, MODULE)
    pictures = module.pictures(topic.readme.with_name(FOLDER)) if module else ()
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
