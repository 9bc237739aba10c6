"""What the class did not understand, as one static page: no script, no network, light and dark."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from receptive.classroom import figures
from receptive.classroom.exports.marks import number_text, topics_of, unsettled
from receptive.classroom.fingerprints import bare_source
from receptive.classroom.heat import Cell, maps_of, ranked
from receptive.classroom.misconception_map import NONE, Held, Item, distractor_pull, misconception_map
from receptive.classroom.records import Gradebook
from receptive.classroom.similarity import Alike, similarities
from receptive.classroom.statistics import MIN_STUDENTS, spread_of, topic_statistics

FILES = Path(__file__).parent / "report_files"
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


def report_html(
    gradebook: Gradebook,
    catchers: Mapping[str, frozenset[Item]],
    stubs: Mapping[str, str],
    sentences: Mapping[str, str] = NONE,
    anonymous: bool = False,
) -> str:
    """The page.

    Args:
        catchers: by misconception, the questions that have an answer for it.
        stubs: by topic, what students started from.
        sentences: by misconception, what is done by who holds it.
        anonymous: numbers instead of names, and programs without comments.
    """
    ranks = {one.student: number for number, one in enumerate(ranked(gradebook), start=1)}
    names = {student: f"student {rank}" if anonymous else student for student, rank in ranks.items()}
    labels = names if anonymous else {student: f"{rank}. {student}" for student, rank in ranks.items()}
    style = (FILES / "report.css").read_text("utf-8")
    topics = topic_statistics(gradebook)
    items = [item for topic in topics for item in topic.items]
    spread = spread_of(gradebook)
    held = misconception_map(gradebook, catchers, sentences)
    found = similarities(gradebook, stubs)
    begun = {topic.topic for topic in topics if topic.students}
    maps = [one for one in maps_of(gradebook, labels) if one.topic in begun]
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            policy=f"{CLOSED}; style-src 'sha256-{_digest(style)}'",
            style=Markup(style),
            gradebook=gradebook,
            anonymous=anonymous,
            names=names,
            class_topics=topics_of(gradebook),
            spread=spread,
            bins=list(zip(figures.BINS, figures.BINS[1:], figures.binned(spread.percents), strict=False))
            if spread
            else [],
            distribution=figures.distribution_svg(spread.percents, spread.quartiles[1]) if spread else "",
            topics=topics,
            begun=[topic for topic in topics if topic.students],
            suspects=[item for item in items if item.suspicion],
            items_figure=figures.items_svg(items) if any(item.discrimination is not None for item in items) else "",
            few=MIN_STUDENTS,
            held=held,
            common=[one for one in held if len(one.students) >= COMMON * one.of][:3],
            not_begun=[topic.topic for topic in topics if not topic.students],
            held_figure=_held_figure(held, len(gradebook.students)),
            pulls=[one for one in distractor_pull(gradebook) if one.reasons],
            maps=[(one, figures.map_svg(one, f"map{number}")) for number, one in enumerate(maps)],
            keys=[(cell, figures.key_svg(cell)) for cell in figures.SHAPES] if any(one.cells for one in maps) else [],
            groups=[_shown(gradebook, one, names, anonymous) for one in found.groups[:MOST_GROUPS]],
            group_count=len(found.groups),
            skipped=found.skipped,
            undecided=[(names[one.student], unsettled(one, "")) for one in gradebook.students if unsettled(one, "")],
        )
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FILES), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    environment.filters |= {"share": _share, "signed": _signed, "points": number_text, "strength": _strength}
    environment.globals["not_asked"] = Cell.NOT_ASKED
    return environment


def _held_figure(held: Sequence[Held], students: int) -> Markup | str:
    first = held[:MOST_HELD]
    return (
        figures.held_svg([one.misconception for one in first], [len(one.students) for one in first], students)
        if first
        else ""
    )


def _shown(gradebook: Gradebook, alike: Alike, names: Mapping[str, str], anonymous: bool) -> Shown:
    pair = alike.students[:2]
    sources = {
        student.student: topic.source
        for student in gradebook.students
        if student.student in pair
        for topic in student.topics
        if topic.topic == alike.topic
    }
    texts = [bare_source(sources[name]) if anonymous else sources[name] for name in pair]
    return Shown(alike, tuple(names[name] for name in alike.students), tuple(map(_bounded, texts)))


def _bounded(source: str) -> str:
    lines = source.splitlines()
    rest = [f"[{len(lines) - MOST_LINES} more lines]"] if len(lines) > MOST_LINES else []
    return "\n".join([*lines[:MOST_LINES], *rest])


def _share(value: float) -> str:
    return f"{100 * value:.0f} %"


def _signed(value: float) -> str:
    """With two places and a real minus."""
    return f"{value:.2f}".replace("-", "−") if abs(value) >= 0.005 else "0.00"


def _strength(value: float) -> str:
    """The words of Ebel & Frisbie 1991, Essentials of Educational Measurement, chapter 13, for a discrimination."""
    return "good" if value >= 0.3 else "fair" if value >= 0.2 else "weak"


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
