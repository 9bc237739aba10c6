"""The one style of all pictures, and the SVG that they are: places in pixels from the upper left corner.

Text stays text and takes the color of the page, so a picture is readable in light and dark. No style attributes and no
ids: a strict page forbids the first, and a page has many pictures.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from html import escape
from typing import Literal
from unicodedata import east_asian_width

INK, WRONG, WINDOW = "currentColor", "#c9372c", "#2f7bd6"  # the last two are seen on white and on near black
SIZE = 14  # of numbers and words
SMALL = 12  # of labels of places
WIDE, NARROW = frozenset("mwMW@%×…→✓✗"), frozenset(" .,:;'!|()[]-fijlrtI")
WIDEST = 700  # then the next parts go below
ACROSS, DOWN = 18, 12  # between parts
DASHES = {"solid": (), "dashed": (3.7, 1.6), "dotted": (1.5, 2)}  # in widths of the line
DARK = "@media (prefers-color-scheme: dark) { svg { color: #eceef1; background: #16181b; } }"
Dash = Literal["solid", "dashed", "dotted"]
Anchor = Literal["start", "middle", "end"]


def width_of(text: str, size: float = SIZE) -> float:
    """About how wide a text is; whatever font a page has is not much wider than DejaVu."""
    return size * sum(map(_width, text))


def hex_of(color: Sequence[float], full: float = 255) -> str:
    """A color whose brightest value is `full`; what lies outside is cut."""
    return "#" + "".join(f"{round(255 * min(max(part / full, 0), 1)):02x}" for part in color)


class Canvas:
    """A picture in the making."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = max(width, 40), height
        self.drawn: list[str] = []

    def rectangle(
        self, x: float, y: float, width: float, height: float,
        edge: str = INK, fill: str = "none", line: float = 1.0, dash: Dash = "solid",
    ) -> None:  # fmt: skip
        tag = _tag(
            "rect", x=x, y=y, width=width, height=height, fill=fill,
            stroke=edge, stroke_width=line, stroke_dasharray=_dashes(dash, line),
        )  # fmt: skip
        self.drawn.append(f"{tag}/>")

    def text(
        self, x: float, y: float, text: str, size: float = SIZE, anchor: Anchor = "middle",
        bold: bool = False, color: str | None = None,
    ) -> None:  # fmt: skip
        """One line; y is its base line."""
        tag = _tag(
            "text", x=x, y=y, font_size=size, text_anchor=anchor, font_weight="bold" if bold else None, fill=color
        )
        self.drawn.append(f"{tag}>{escape(text)}</text>")

    def line(
        self, points: Sequence[tuple[float, float]], color: str = INK, width: float = 1.0, dash: Dash = "solid"
    ) -> None:
        places = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
        tag = _tag(
            "polyline", points=places, fill="none",
            stroke=color, stroke_width=width, stroke_dasharray=_dashes(dash, width),
        )  # fmt: skip
        self.drawn.append(f"{tag}/>")

    def polygon(
        self, points: Sequence[tuple[float, float]], edge: str = INK, fill: str = "none", line: float = 1.0,
        dash: Dash = "solid", opacity: float = 1.0,
    ) -> None:  # fmt: skip
        """A closed line; `opacity` is that of the fill, so that what lies behind is seen on any paper."""
        places = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
        tag = _tag(
            "polygon", points=places, fill=fill, fill_opacity=None if opacity == 1 else opacity,
            stroke=edge, stroke_width=line, stroke_dasharray=_dashes(dash, line), stroke_linejoin="round",
        )  # fmt: skip
        self.drawn.append(f"{tag}/>")

    def image(self, x: float, y: float, width: float, height: float, png: bytes) -> None:
        """An image whose pixels stay squares however large it is drawn."""
        source = f"data:image/png;base64,{b64encode(png).decode()}"
        tag = _tag(
            "image", x=x, y=y, width=width, height=height, href=source,
            preserveAspectRatio="none", image_rendering="pixelated",
        )  # fmt: skip
        self.drawn.append(f"{tag}/>")

    def put(self, part: Canvas, x: float, y: float) -> None:
        """A drawing in this one. Parts stand before all else, or `apart` does not find them."""
        self.drawn.append(f"{_tag('svg', x=x, y=y, **_size(part))}>{_lines(part)}</svg>")

    def svg(self, title: str) -> str:
        """The picture for a page.

        Args:
            title: what a screen reader says of it; the text beside the picture says the rest.
        """
        head = _tag(
            "svg", xmlns="http://www.w3.org/2000/svg", role="img", aria_label=escape(title), **_size(self),
            fill=INK, font_family="system-ui, sans-serif",
        )  # fmt: skip
        return f"{head}>{_lines(self)}</svg>"


def in_rows(parts: Sequence[Canvas]) -> Canvas:
    """A picture of parts. A page takes them apart again, so that they wrap where it is narrow."""
    whole = Canvas(0, 0)
    x, y = 0.0, 0.0
    for part in parts:
        if x and x + part.width > WIDEST:
            x, y = 0.0, whole.height + DOWN
        whole.put(part, x, y)
        whole.width, whole.height = max(whole.width, x + part.width), max(whole.height, y + part.height)
        x += part.width + ACROSS
    return whole


def standalone(svg: str, words: str) -> str:
    """The picture as a file of its own, which has no page around it to give it a color.

    Args:
        words: its text twin, escaped.
    """
    head, _, rest = svg.partition(">")
    return f"{head}><desc>{words}</desc><style>{DARK}</style>{rest}\n"


def apart(svg: str) -> str:
    """For a page: the parts of a picture in a box whose style wraps them; a picture of one part as it is."""
    head, _, rest = svg.partition(">")
    if not rest.startswith("<svg"):
        return svg
    label = re.search(r'aria-label="[^"]*"', head)
    return f'<div class="parts" role="img" {label[0] if label else ""}>{rest.removesuffix("</svg>")}</div>'


def _width(character: str) -> float:
    """In its height."""
    if character in WIDE or east_asian_width(character) in "WF":
        return 1
    return 0.42 if character in NARROW else 0.65


def _tag(name: str, **attributes: str | float | None) -> str:
    """A tag that is not closed yet, without the attributes that are None."""
    written = [f"<{name}"]
    for key, value in attributes.items():
        if value is not None:
            written.append(f'{key.replace("_", "-")}="{value if isinstance(value, str) else _number(value)}"')
    return " ".join(written)


def _number(value: float) -> str:
    return f"{round(value, 2):.8g}"  # a hundredth of a pixel is not seen


def _size(canvas: Canvas) -> dict[str, str]:
    width, height = _number(canvas.width), _number(canvas.height)
    return {"width": width, "height": height, "viewBox": f"0 0 {width} {height}"}


def _dashes(dash: Dash, width: float) -> str | None:
    return ",".join(_number(part * width) for part in DASHES[dash]) or None


def _lines(canvas: Canvas) -> str:
    return "\n".join(canvas.drawn)
