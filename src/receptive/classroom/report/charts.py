"""matplotlib's drawings as SVG inside a page: they take its colors, light or dark, and need no inline style.

A page with a strict policy allows no style attributes, so each becomes a presentation attribute. Colors with a role are
drawn as the fixed values below and become the page's variables.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from contextlib import AbstractContextManager
from typing import Any

import matplotlib as mpl
from markupsafe import Markup
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

SVG = "http://www.w3.org/2000/svg"
LINK = "{http://www.w3.org/1999/xlink}href"
INK, QUIET, LINE, ACCENT, RIGHT, WRONG, WARN = (f"#0{number}0{number}0{number}" for number in range(1, 8))
ROLES = {
    INK: "currentColor",
    QUIET: "var(--quiet)",
    LINE: "var(--line)",
    ACCENT: "var(--accent)",
    RIGHT: "var(--right)",
    WRONG: "var(--wrong)",
    WARN: "var(--warn)",
}
FONT = "DejaVu Sans, Verdana, sans-serif"  # what the layout is measured with, and one of the same widths
SETTINGS: Any = {  # matplotlib types each name
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 10.5,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "text.parse_math": False,  # a title may hold a dollar
}


def settings(name: str) -> AbstractContextManager[None]:
    """What a drawing is made under; `name` keeps the ids of two drawings on a page apart."""
    return mpl.rc_context({**SETTINGS, "svg.hashsalt": name})


def svg_of(figure: Figure, name: str, alt: str) -> Markup:
    """The drawing as an element of a page.

    Args:
        name: unique on the page.
        alt: what the drawing shows, in one sentence; a table beside it says the rest.
    """
    canvas: Any = FigureCanvasSVG(figure)  # not typed
    written = io.BytesIO()
    with settings(name):
        canvas.print_svg(written, metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    root = ET.fromstring(written.getvalue())
    _bare(root)
    for element in root.iter():
        _restyle(element)
    _rename_ids(root, name)
    width, height = (float(root.attrib.pop(side).removesuffix("pt")) * 4 / 3 for side in ("width", "height"))
    root.attrib |= {"width": f"{width:.0f}", "height": f"{height:.0f}", "role": "img", "aria-label": alt}
    ET.register_namespace("", SVG)
    return Markup(ET.tostring(root, encoding="unicode"))


def _bare(root: ET.Element) -> None:
    """Without metadata and without the style sheet, which would be for the whole page."""
    for parent in root.iter():
        for child in list(parent):
            if child.tag in (f"{{{SVG}}}metadata", f"{{{SVG}}}style"):
                parent.remove(child)


def _restyle(element: ET.Element) -> None:
    for part in element.attrib.pop("style", "").split(";"):
        name, _, value = part.partition(":")
        name, value = name.strip(), value.strip()
        if name == "font":
            size = re.search(r"([\d.]+)px", value)
            element.attrib |= {"font-size": size[1] if size else "10", "font-family": FONT}
        elif name:
            element.set(name, value)
    for name in ("fill", "stroke"):
        if name in element.attrib:
            element.set(name, ROLES.get(element.attrib[name], element.attrib[name]))


def _rename_ids(root: ET.Element, name: str) -> None:
    """Ids that something refers to get the drawing's name, the others go."""
    text = ET.tostring(root, encoding="unicode")
    used = set(re.findall(r'"#([^"]+)"', text)) | set(re.findall(r"url\(#([^)]+)\)", text))
    for element in root.iter():
        own = element.attrib.pop("id", "")
        if own in used:
            element.set("id", f"{name}-{own}")
        link = element.attrib.pop(LINK, "")
        if link:
            element.set("href", f"#{name}-{link.removeprefix('#')}")
        for attribute, value in element.attrib.items():
            if value.startswith("url(#"):
                element.set(attribute, f"url(#{name}-{value[5:]}")
