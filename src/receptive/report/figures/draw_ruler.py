"""Windows on a line of pixels, and the step that does not fit."""

from __future__ import annotations

from receptive.report.figures.canvas import INK, SIZE, SMALL, WINDOW, WRONG, Canvas, Dash, width_of
from receptive.report.figures.records import Ruler
from receptive.report.figures.twins import counted

PIXEL, LANE = 34, 30
LEFT = 4
MOST_WINDOWS = 8


def draw_ruler(picture: Ruler) -> str:
    """The SVG of a ruler. Of many windows the first and the last are drawn."""
    beyond = max(picture.next_start + picture.reach - (picture.length - picture.padding[0]), 0)
    shown = _shown(picture.starts)
    found = f"{picture.left_over} left over" if picture.asks_left_over else counted(len(picture.starts), "position")
    foot = found + (f"; yours: {picture.theirs} ✗" if picture.theirs else "")
    last = f"✗ start {picture.next_start}: no room"
    right_side = LEFT + PIXEL * (picture.length + beyond) + 14 + width_of(last, SMALL)
    canvas = Canvas(max(right_side, width_of(foot) + LEFT), 74 + LANE * (len(shown) + 1) + 34)
    _line(canvas, picture)
    y = 74.0
    for start in shown:
        if start is None:
            canvas.text(LEFT + PIXEL, y + 18, "…")
        else:
            _window(canvas, picture, start, y, fits=True)
            canvas.text(LEFT + PIXEL * (picture.length + beyond) + 10, y + 18, f"✓ start {start}", SMALL, "left")
        y += LANE
    _window(canvas, picture, picture.next_start, y, fits=False)
    canvas.text(LEFT + PIXEL * (picture.length + beyond) + 10, y + 18, last, SMALL, "left")
    canvas.text(LEFT, y + LANE + 22, foot, anchor="left", bold=True)
    return canvas.svg(picture.title)


def _shown(starts: tuple[int, ...]) -> list[int | None]:
    if len(starts) <= MOST_WINDOWS:
        return [*starts]
    return [*starts[: MOST_WINDOWS - 2], None, starts[-1]]


def _line(canvas: Canvas, picture: Ruler) -> None:
    """The pixels with their places; zeros of the padding are dotted."""
    before, _ = picture.padding
    for place in range(picture.length):
        inside = before <= place < before + picture.pixels
        x = LEFT + PIXEL * place
        canvas.rectangle(x, 26, PIXEL, PIXEL, INK, dash="solid" if inside else "dotted", line=0.9)
        canvas.text(x + PIXEL / 2, 26 + 22, str(place - before) if inside else "pad", SIZE if inside else SMALL)
    if picture.asks_left_over and picture.left_over:
        x, wide = LEFT + PIXEL * (picture.length - picture.left_over), PIXEL * picture.left_over
        canvas.rectangle(x + 3, 29, wide - 6, PIXEL - 6, INK, dash="dashed", line=2.0)
        canvas.text(x + wide / 2, 26 + PIXEL + 12, "left over", SMALL)
    title = "pixels" if picture.padding == (0, 0) else "pixels; pad: a zero of the padding"
    canvas.text(LEFT, 16, title, SMALL, "left")


def _window(canvas: Canvas, picture: Ruler, start: int, y: float, fits: bool) -> None:
    """A bar over the places that the window reaches, a filled square at each tap."""
    color = WINDOW if fits else WRONG
    dash: Dash = "solid" if fits else "dashed"
    x = LEFT + PIXEL * (start + picture.padding[0])
    canvas.rectangle(x + 2, y + 4, PIXEL * picture.reach - 4, LANE - 10, color, line=2.0, dash=dash)
    for tap in range(picture.taps):
        middle = x + PIXEL * (tap * picture.dilation + 0.5)
        canvas.rectangle(middle - 4, y + LANE / 2 - 5, 8, 8, color, fill=color if fits else "none")
