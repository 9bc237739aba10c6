"""Windows on a line of pixels, and the step that does not fit."""

from __future__ import annotations

from dataclasses import dataclass

from receptive.figures.alt_text import counted
from receptive.figures.canvas import INK, SIZE, SMALL, WINDOW, WRONG, Canvas, Dash, width_of
from receptive.figures.pictures import Ruler

PIXEL, LANE = 28, 30  # ten pixels with their padding fit a narrow screen
LEFT, TOP = 4, 74
BESIDE = 8  # between a window and its label
MOST_WINDOWS = 8


@dataclass(frozen=True)
class Lane:
    """A window below the line, and its label at the side that has room."""

    start: int
    label: str
    fits: bool
    left: float  # of the window
    label_at: float
    behind: bool  # the label, else before

    @property
    def label_right(self) -> float:
        return self.label_at + (width_of(self.label, SMALL) if self.behind else 0)


def draw_ruler(picture: Ruler) -> Canvas:
    """A ruler. Of many windows the first and the last are drawn."""
    lanes = _lanes(picture)
    found = f"{picture.left_over} left over" if picture.asks_left_over else counted(len(picture.starts), "position")
    foot = found + (f"; yours: {picture.theirs} ✗" if picture.theirs else "")
    title = "pixels" if picture.padding == (0, 0) else "pixels; pad: a zero of the padding"
    texts = (LEFT + width_of(foot), LEFT + width_of(title, SMALL), *(lane.label_right for lane in lanes if lane))
    canvas = Canvas(max(_end(picture), *texts) + LEFT, TOP + LANE * len(lanes) + 34)
    canvas.text(LEFT, 16, title, SMALL, "start")
    _line(canvas, picture)
    for number, lane in enumerate(lanes):
        y = TOP + LANE * number
        if lane is None:
            canvas.text(LEFT + PIXEL, y + 18, "…")
        else:
            _window(canvas, picture, lane, y)
            canvas.text(lane.label_at, y + 18, lane.label, SMALL, "start" if lane.behind else "end")
    canvas.text(LEFT, TOP + LANE * len(lanes) + 22, foot, anchor="start", bold=True)
    return canvas


def _end(picture: Ruler) -> float:
    """Where the line ends, or the window that does not fit."""
    return LEFT + PIXEL * max(picture.length, picture.next_start + picture.padding[0] + picture.reach)


def _lanes(picture: Ruler) -> list[Lane | None]:
    """The windows that fit, with a gap where there are too many, and the one that does not."""
    fitting: list[Lane | None] = [_lane(picture, start, f"✓ start {start}", True) for start in picture.starts]
    if len(fitting) > MOST_WINDOWS:
        fitting[MOST_WINDOWS - 2 : -1] = [None]
    return [*fitting, _lane(picture, picture.next_start, f"✗ start {picture.next_start}: no room", False)]


def _lane(picture: Ruler, start: int, label: str, fits: bool) -> Lane:
    left = LEFT + PIXEL * (start + picture.padding[0])
    before, after, wide = left - BESIDE, left + PIXEL * picture.reach + BESIDE, width_of(label, SMALL)
    behind = after + wide <= _end(picture) or before - wide < LEFT
    return Lane(start, label, fits, left, after if behind else before, behind)


def _line(canvas: Canvas, picture: Ruler) -> None:
    """The pixels with their places; zeros of the padding are dotted."""
    before, _ = picture.padding
    for place in range(picture.length):
        inside = before <= place < before + picture.pixels
        x = LEFT + PIXEL * place
        canvas.rectangle(x, 26, PIXEL, PIXEL, INK, dash="solid" if inside else "dotted", line=0.9)
        canvas.text(x + PIXEL / 2, 26 + 19, str(place - before) if inside else "pad", SIZE if inside else SMALL)
    if picture.asks_left_over and picture.left_over:
        x, wide = LEFT + PIXEL * (picture.length - picture.left_over), PIXEL * picture.left_over
        canvas.rectangle(x + 1, 27, wide - 2, PIXEL - 2, INK, dash="dashed", line=2.0)
        canvas.text(x + wide / 2, 26 + PIXEL + 12, "left over", SMALL)


def _window(canvas: Canvas, picture: Ruler, lane: Lane, y: float) -> None:
    """A bar over the places that the window reaches, a filled square at each tap."""
    color = WINDOW if lane.fits else WRONG
    dash: Dash = "solid" if lane.fits else "dashed"
    canvas.rectangle(lane.left + 2, y + 4, PIXEL * picture.reach - 4, LANE - 10, color, line=2.0, dash=dash)
    for tap in range(picture.taps):
        middle = lane.left + PIXEL * (tap * picture.dilation + 0.5)
        canvas.rectangle(middle - 4, y + LANE / 2 - 5, 8, 8, color, fill=color if lane.fits else "none")
