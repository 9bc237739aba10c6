"""The pictures of a report. Each has a table beside it that says the same; none holds a student's name or words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from markupsafe import Markup
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from receptive.classroom.report.charts import ACCENT, INK, LINE, RIGHT, WRONG, settings, svg_of
from receptive.classroom.report.heat import Map
from receptive.classroom.report.statistics import Item

BINS = tuple(range(0, 101, 10))  # percent
ROW, COLUMN = 0.21, 0.34  # inches; one criterion, and one group, of a map


def count_in_bins(percents: Sequence[float]) -> tuple[int, ...]:
    """How many totals lie in each tenth; more than all points lie in the last."""
    return tuple(map(int, np.histogram(np.clip(percents, 0, 100), BINS)[0]))


def distribution_svg(percents: Sequence[float], median: float) -> Markup:
    """Totals in tenths of what could be reached."""
    counts = count_in_bins(percents)
    with settings("distribution"):
        figure = Figure((4.8, 2.5), layout="constrained")
        axes = figure.add_subplot()
        axes.bar([edge + 5 for edge in BINS[:-1]], counts, width=9, color=ACCENT)
        axes.axvline(min(max(median, 0), 100), color=INK, linestyle=(0, (4, 3)), linewidth=1.2)
        axes.text(min(max(median, 0), 100), 1.02, "median", transform=axes.get_xaxis_transform(), ha="center")
        axes.set(xlim=(0, 100), xticks=BINS[::2], xlabel="percent of all points", ylabel="students")
        axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    return svg_of(
        figure, "distribution", f"Totals of {len(percents)} students in tenths: {', '.join(map(str, counts))}."
    )


def draw_held(names: Sequence[str], counts: Sequence[int], students: int) -> Markup:
    """How many hold each mistake, the most common on top."""
    with settings("held"):
        figure = Figure((4.8, 0.7 + 0.27 * len(names)), layout="constrained")
        axes = figure.add_subplot()
        places = range(len(names))
        axes.barh(places, counts, color=ACCENT, height=0.62)
        for place, count in zip(places, counts, strict=True):
            axes.text(count + max(counts) / 50, place, str(count), va="center")
        axes.set(yticks=places, yticklabels=names, xlim=(0, max(counts) * 1.12), xlabel=f"students of {students}")
        axes.invert_yaxis()
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    return svg_of(
        figure, "held", f"The {len(names)} most common mistakes, by the number of students; the table names them."
    )


def items_svg(items: Sequence[Item]) -> Markup:
    """Each item by how many pass it, and how far that goes with the rest; suspect ones as numbered crosses."""
    shown = [item for item in items if item.discrimination is not None]
    suspects = [item for item in shown if item.suspicion]
    with settings("items"):
        figure = Figure((4.8, 3.2), layout="constrained")
        axes = figure.add_subplot()
        for marker, color, some in (("o", ACCENT, [i for i in shown if not i.suspicion]), ("x", WRONG, suspects)):
            found = [(100 * item.difficulty, item.discrimination or 0.0) for item in some]
            axes.plot([x for x, _ in found], [y for _, y in found], marker, color=color, fillstyle="none", markersize=6)
        for number, item in enumerate((item for item in items if item.suspicion), start=1):
            if item.discrimination is not None:
                place = (100 * item.difficulty, item.discrimination)
                axes.annotate(str(number), place, (5, 4), textcoords="offset points")
        axes.axhline(0, color=LINE, linewidth=1)
        axes.set(xlim=(0, 100), ylim=(-1, 1), xlabel="percent who pass", ylabel="discrimination")
    return svg_of(
        figure, "items", f"{len(shown)} items by share who pass and discrimination; {len(suspects)} are suspect."
    )


def groups_svg(found: Map, name: str) -> Markup:
    """Criteria down, groups of students across: the larger a disc, the more were right."""
    left = 0.2 + 0.085 * max(len(one.id) for one in found.criteria)
    wide, tall = COLUMN * len(found.columns), ROW * len(found.criteria)
    size = (left + max(wide, 1.6) + 0.1, tall + 0.6)
    with settings(name):
        figure = Figure(size)
        axes = figure.add_axes((left / size[0], 0.53 / size[1], wide / size[0], tall / size[1]))
        _shares(axes, found)
        axes.set(xlim=(-0.5, len(found.columns) - 0.5), ylim=(len(found.criteria) - 0.5, -0.5))
        axes.set_yticks(range(len(found.criteria)), [one.id for one in found.criteria])
        axes.set_xticks(range(len(found.columns)), [str(place + 1) for place in range(len(found.columns))])
        axes.set_xlabel("groups, best first", loc="left")
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        for edge in range(1, len(found.criteria)):
            axes.axhline(edge - 0.5, color=LINE, linewidth=0.3)
    what = "groups of students; the larger the disc, the more were right"
    return svg_of(figure, name, f"{found.topic}: {len(found.criteria)} criteria × {len(found.columns)} {what}.")


def _shares(axes, found: Map) -> None:  # type: ignore[no-untyped-def]  # matplotlib's types are partial
    places = [(x, y, share) for x, row in enumerate(found.shares) for y, share in enumerate(row) if share is not None]
    xs, ys, shares = (np.array([place[axis] for place in places]) for axis in range(3))
    axes.scatter(xs, ys, s=1 + 110 * shares, color=RIGHT, linewidths=0)
