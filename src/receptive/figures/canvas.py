"""The one style of all pictures: what a cell, a mark and a label look like. matplotlib draws, in pixels from above."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Literal

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from receptive.figures.svg import clean

INK, WRONG, WINDOW = "#010203", "#c9372c", "#2f7bd6"  # the last two are seen on white and on near black
COLORS = {INK: "currentColor"}
BLACK = "#000001"  # of a fill: matplotlib leaves out pure black, and the color of the page's text would take its place
SIZE = 14  # of numbers and words
SMALL = 12  # of labels of places
CHARACTER = 0.62  # width of one, in its size
Dash = Literal["solid", "dashed", "dotted"]


def width_of(text: str, size: float = SIZE) -> float:
    """About how wide a text is; whatever font a page has is not much wider than DejaVu."""
    return len(text) * size * CHARACTER


class Canvas:
    """A picture in the making."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = max(width, 40), height
        self.figure = Figure(figsize=(self.width / 72, self.height / 72), dpi=72)
        self.figure.patch.set_visible(False)

    def rectangle(
        self, x: float, y: float, width: float, height: float,
        edge: str = INK, fill: str = "none", line: float = 1.0, dash: Dash = "solid",
    ) -> None:  # fmt: skip
        """An outline; `dash` is one of matplotlib's line styles."""
        place = (x / self.width, 1 - (y + height) / self.height)
        size = (width / self.width, height / self.height)
        facecolor = BLACK if fill == "#000000" else fill
        shape = Rectangle(place, *size, fill=fill != "none", facecolor=facecolor, edgecolor=edge, linewidth=line)
        shape.set_linestyle(dash)
        shape.set_transform(self.figure.transFigure)
        self.figure.add_artist(shape)

    def text(
        self, x: float, y: float, text: str, size: float = SIZE, anchor: str = "center", bold: bool = False
    ) -> None:
        """One line; y is its base line."""
        artist = Text(x / self.width, 1 - y / self.height, text, color=INK, fontsize=size, ha=anchor, va="baseline")
        artist.set_fontweight("bold" if bold else "normal")
        artist.set_parse_math(False)
        artist.set_transform(self.figure.transFigure)
        self.figure.add_artist(artist)

    def line(
        self, points: Sequence[tuple[float, float]], color: str = INK, width: float = 1.0, dash: Dash = "solid"
    ) -> None:
        across, down = zip(*points, strict=True)
        artist = Line2D([x / self.width for x in across], [1 - y / self.height for y in down], color=color)
        artist.set_linewidth(width)
        artist.set_linestyle(dash)
        artist.set_transform(self.figure.transFigure)
        self.figure.add_artist(artist)

    def svg(self, title: str, at: tuple[float, float] | None = None) -> str:
        """The picture for a page.

        Args:
            at: its place in a larger picture that it is a part of.
        """
        with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "receptive", "path.simplify": False}):
            file = io.StringIO()
            self.figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
        return clean(file.getvalue(), title, COLORS, at)
