"""What every picture must be: small, with the first wrong value marked, and drawn with what its words say."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from receptive.figures.draw import figure_of
from receptive.figures.pictures import Blocks, Grids, Picture, Pyramid, Ruler, Swatches

MOST_PIXELS = 8  # of one line
MOST_PLACES = 10  # of the same line with its padding


def marked(picture: Picture) -> list[str]:
    """The texts that the picture marks as wrong, or as missing."""
    if isinstance(picture, Grids):
        cells = [(grid, grid.wrong or (grid.should if grid.note else None)) for grid in picture.grids]
        shapes = [grid.title for grid in picture.grids if grid.shape]
        return [grid.rows[cell[0]][cell[1]] for grid, cell in cells if cell] + shapes
    if isinstance(picture, Ruler | Blocks):
        return [picture.theirs] if picture.theirs else []
    if isinstance(picture, Pyramid):
        return [stage.wrong for stage in picture.stages if stage.wrong]
    if isinstance(picture, Swatches):
        return [swatch.made for swatch in picture.swatches if swatch.wrong]
    return []


def is_small(picture: Picture) -> bool:
    """A grid cannot be larger than 8 by 8 cells; a line of pixels is as short, but for its padding."""
    return not isinstance(picture, Ruler) or (picture.pixels <= MOST_PIXELS and picture.length <= MOST_PLACES)


def check_drawing(picture: Picture) -> None:
    """The SVG is fit for a strict page, and shows the marked values and their signs."""
    figure = figure_of(picture)
    root = ElementTree.fromstring(figure.svg)
    shown = " ".join(node.text or "" for node in root.iter() if node.tag.endswith("text"))
    for text in marked(picture):
        assert text in shown
    assert "✗" in shown or "✓" in shown or not marked(picture)
    assert "style=" not in figure.svg
    assert not re.search(r"<(script|style|foreignObject)", figure.svg)
    assert len(re.findall("<image ", figure.svg)) == len(re.findall('href="data:image/png;base64,', figure.svg))
    for part in [node for node in root if node.tag.endswith("}svg")] or [root]:
        width, height = float(part.get("width", "0")), float(part.get("height", "0"))
        for node in part.iter():
            if node.tag.endswith("text"):
                check_place(node, width, height)


def check_place(node: ElementTree.Element, width: float, height: float) -> None:
    """A text is readable and not cut off; a browser's letters are about half as wide as high."""
    size = float(node.get("font-size", "0"))
    assert size >= 12  # a narrow page makes 10 of it
    x, y = float(node.get("x", "0")), float(node.get("y", "0"))
    wide = 0.5 * size * len(node.text or "")
    left = {"middle": x - wide / 2, "end": x - wide}.get(node.get("text-anchor", ""), x)
    assert left >= -4, node.text
    assert left + wide <= width + 4, node.text
    assert size * 0.6 <= y <= height, node.text
