"""What the class did not understand, as one static page: no network, light and dark, one script that only sorts."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from receptive.classroom.gradebook import Gradebook
from receptive.classroom.report import figures
from receptive.classroom.report.analysis import Analysis
from receptive.classroom.report.heat import SIGNS, maps_of
from receptive.classroom.report.progress import MOST_STUCK
from receptive.classroom.report.similarity import Alike
from receptive.classroom.report.statistics import MIN_STUDENTS
from receptive.limits import Refused
from receptive.pages.static_page import make_visible
from receptive.reading.reader import Reader

FILES = Path(__file__).parent / "page_files"
CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'"
COMMON = 0.1  # of those who could hold it; a mistake of fewer is no headline
MOST_HELD = 15  # mistakes in the picture; the table has all
MOST_GROUPS = 25  # of near-identical submissions that are shown with their programs
MOST_LINES = 400  # of a program


@dataclass(frozen=True)
class Shown:
    """Two programs side by side, and who else is in the group."""

    alike: Alike
    names: tuple[str, ...]
    sources: tuple[str, ...]


def report_html(found: Analysis, anonymous: bool = False) -> str:
    """The page.

    Args:
        anonymous: numbers instead of names, and programs without comments.
    """
    names = found.names(anonymous)
    with Reader() as reader:
        bare = reader if anonymous else None
        groups = [_show(found.gradebook, one, names, bare) for one in found.alike.groups[:MOST_GROUPS]]
    style, script = ((FILES / name).read_text("utf-8") for name in ("report.css", "sort.js"))
    template = _environment().get_template("report.html.j2")
    return template.render(
        policy=f"{CLOSED}; style-src 'sha256-{_digest(style)}'; script-src 'sha256-{_digest(script)}'",
        style=Markup(style),
        script=Markup(script),
        found=found,
        gradebook=found.gradebook,
        anonymous=anonymous,
        names=names,
        begun=[topic for topic in found.topics if topic.students],
        not_begun=[topic.topic for topic in found.topics if not topic.students],
        suspects=[item for topic in found.topics for item in topic.items if item.suspicion],
        common=[one for one in found.held if len(one.students) >= COMMON * one.of][:3],
        pulls=[one for one in found.pulls if one.reasons],
        groups=groups,
        few=MIN_STUDENTS,
        most_stuck=MOST_STUCK,
        **_pictures(found, names),
    )


def _pictures(found: Analysis, names: Mapping[str, str]) -> dict[str, Any]:
    """The drawings, empty where there is nothing to draw, with the numbers that the tables beside them need."""
    begun = {topic.topic for topic in found.topics if topic.students}
    maps = [one for one in maps_of(found.gradebook, names) if one.topic in begun]
    items = [item for topic in found.topics for item in topic.items]
    most = found.held[:MOST_HELD]
    drawn: dict[str, Any] = {"bins": [], "distribution": "", "held_figure": "", "items_figure": "", "keys": []}
    if found.spread:
        counts = figures.count_in_bins(found.spread.percents)
        drawn["bins"] = list(zip(figures.BINS, figures.BINS[1:], counts, strict=False))
        drawn["distribution"] = figures.distribution_svg(found.spread.percents, found.spread.quartiles[1])
    if most:
        counts = tuple(len(one.students) for one in most)
        drawn["held_figure"] = figures.draw_held([one.misconception for one in most], counts, len(names))
    if any(item.discrimination is not None for item in items):
        drawn["items_figure"] = figures.items_svg(items)
    if any(one.cells for one in maps):
        drawn["keys"] = list(SIGNS.items())
    pictures = [figures.groups_svg(one, f"map{number}") if one.shares else "" for number, one in enumerate(maps)]
    return {**drawn, "signs": SIGNS, "maps": list(zip(maps, pictures, strict=True))}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FILES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=make_visible,
    )
    environment.filters |= {"share": _share, "signed": _sign, "strength": _strength}
    return environment


def _show(gradebook: Gradebook, alike: Alike, names: Mapping[str, str], reader: Reader | None) -> Shown:
    """`reader`: takes away the words, where names of people are; None leaves them."""
    pair = alike.students[:2]
    sources = {
        student.student: topic.source
        for student in gradebook.students
        if student.student in pair
        for topic in student.topics
        if topic.topic == alike.topic
    }
    texts = [_bare(reader, sources[name]) if reader else sources[name] for name in pair]
    return Shown(alike, tuple(names[name] for name in alike.students), tuple(map(_bound, texts)))


def _bare(reader: Reader, source: str) -> str:
    try:
        return reader.bare(source)
    except Refused as why:
        return f"(not shown: {why})"


def _bound(source: str) -> str:
    lines = source.splitlines()
    rest = [f"[{len(lines) - MOST_LINES} more lines]"] if len(lines) > MOST_LINES else []
    return "\n".join([*lines[:MOST_LINES], *rest])


def _share(value: float) -> str:
    return f"{100 * value:.0f} %"


def _sign(value: float) -> str:
    """With two places and a real minus."""
    return f"{value:.2f}".replace("-", "−") if abs(value) >= 0.005 else "0.00"


def _strength(value: float) -> str:
    """The words of Ebel & Frisbie 1991, Essentials of Educational Measurement, chapter 13, for a discrimination."""
    return "good" if value >= 0.3 else "fair" if value >= 0.2 else "weak"


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
