"""A picture of parts, in rows. A page takes them apart again, so that they wrap where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from receptive.figures.canvas import Canvas
from receptive.figures.svg import FAMILY, SVG

WIDEST = 700  # then the next parts go below
ACROSS, DOWN = 18, 12  # between parts


def in_rows(parts: Sequence[Canvas], title: str) -> str:
    """One SVG that holds the SVG of each part."""
    placed = []
    x, y, right, below = 0.0, 0.0, 0.0, 0.0
    for part in parts:
        if x and x + part.width > WIDEST:
            x, y = 0.0, below + DOWN
        placed.append(part.svg(title, (x, y)))
        right, below = max(right, x + part.width), max(below, y + part.height)
        x += part.width + ACROSS
    return (
        f'<svg xmlns="{SVG}" role="img" aria-label="{escape(title)}" width="{right:g}" height="{below:g}" '
        f'viewBox="0 0 {right:g} {below:g}" fill="currentColor" font-family="{FAMILY}">'
        f"{''.join(placed)}</svg>"
    )
