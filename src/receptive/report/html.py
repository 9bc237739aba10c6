"""An attempt as one static page; `page_parts` says what is in it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from markupsafe import Markup

from receptive.course.reading import Reading
from receptive.figures.canvas import apart
from receptive.figures.pictures import Figure, Moving
from receptive.invocation import typed
from receptive.model import Attempt, Level
from receptive.moving import moving_script, moving_style
from receptive.pages.static_page import PAGE_STYLE, read_texts, static_page
from receptive.report.page_parts import FindReading, TopicPart, no_reading, topic_part
from receptive.standing import total_text

FILES = Path(__file__).parent / "page_files"


def report_html(attempt: Attempt, sources: Mapping[str, str], find: FindReading = no_reading) -> str:
    """The page.

    Args:
        sources: the text of the submission of each topic, by its name.
        find: the part of the lesson that a diagnosis or an exercise points to.
    """
    topics = [topic_part(result, sources, find) for result in attempt.results]
    topics.sort(key=lambda topic: not topic.written)  # what was begun stands first
    weak = " (weak)" if attempt.isolation.level is not Level.A else ""
    return static_page(
        FILES / "report.html.j2",
        f"{read_texts([PAGE_STYLE])}\n{moving_style()}",
        moving_script("window"),
        title="Report of your work",
        points=total_text(attempt.points, attempt.max_points, attempt.withheld),
        topics=topics,
        readings=readings_of(topics),
        moves=moves,
        drawing=drawing,
        end=f"Seed {attempt.seed}, isolation {attempt.isolation.level}{weak}. "
        f"Grade again: {typed(f'--seed {attempt.seed}')}",
    )


def drawing(figure: Figure) -> Markup:
    """The SVG, which is our own and holds texts that were escaped when it was written."""
    return Markup(apart(figure.svg))


def moves(moving: Moving) -> str:
    """For the figure `window` of the page's script."""
    return json.dumps(
        {
            "rows": moving.image,
            "kernel": moving.kernel,
            "stride": moving.stride,
            "dilation": moving.dilation,
            "padding": 0,
            "bias": moving.extra,
        }
    )


def readings_of(topics: Sequence[TopicPart]) -> list[Reading]:
    """The parts of the lesson that a page points to, each once."""
    parts = [part for topic in topics for part in topic.parts]
    links = [link for part in parts for said in part.said for link in said.links]
    links += [part.link for part in parts if part.link]
    return list({link.anchor: link for link in links}.values())
