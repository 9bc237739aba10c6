"""Volumes as boxes: height down, width into the page, channels to the right, so that depth is seen to grow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log2

from receptive.figures.canvas import INK, SIZE, SMALL, WINDOW, Canvas, in_rows, width_of
from receptive.figures.pictures import Volume, Volumes

MOST, LEAST = 112.0, 9.0  # of a side
SLANT = (0.52, 0.34)  # of a pixel of width, right and up
MOST_SLICES = 24  # more lie too close to be told apart
TOP, NAMES = 22.0, 44.0  # for names above and below
GAP, MARGIN = 5.0, 4.0  # between volumes, at least, and beside the row
WEAK, STRONG = 0.07, 0.45  # of a fill
Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A volume, or a part of one, on the page."""

    x: float  # of the upper left corner of its front
    y: float
    height: float
    width: float
    depth: float

    def at(self, down: float, back: float, along: float) -> Point:
        """Of a corner: each 0 or 1, or between them."""
        x = self.x + along * self.depth + back * self.width * SLANT[0]
        return x, self.y + down * self.height - back * self.width * SLANT[1]

    def face(self, along: float) -> list[Point]:
        """The rows and columns of one channel."""
        return [self.at(0, 0, along), self.at(0, 1, along), self.at(1, 1, along), self.at(1, 0, along)]

    def front(self) -> list[Point]:
        return [self.at(0, 0, 0), self.at(0, 0, 1), self.at(1, 0, 1), self.at(1, 0, 0)]

    def lid(self) -> list[Point]:
        return [self.at(0, 0, 0), self.at(0, 1, 0), self.at(0, 1, 1), self.at(0, 0, 1)]

    def part(self, top: float, left: float, height: float, width: float) -> Box:
        """A smaller box through all channels; `left` is the end that is near, as a row is read."""
        x, y = self.at(top / self.height, left / self.width, 0)
        return Box(x, y, height, width, self.depth)


def draw_volumes(picture: Volumes) -> Canvas:
    """Boxes in rows, each with its name and height × width × channels below."""
    scale = MOST / max(side for volume in picture.volumes for side in volume.shape[:2])
    some = any(volume.emphasized for volume in picture.volumes)
    rows: list[list[Volume]] = []
    for volume in picture.volumes:
        if volume.apart or not rows:
            rows.append([])
        rows[-1].append(volume)
    tall = _tall(picture.volumes, scale)
    return in_rows([_row(row, scale, tall if _has_maps(row) else _tall(row, scale), some) for row in rows])


def _tall(volumes: Sequence[Volume], scale: float) -> float:
    return max(size.height + SLANT[1] * size.width for size in (_size(volume, scale) for volume in volumes))


def _has_maps(volumes: Sequence[Volume]) -> bool:
    """Rows of them stand at one height; a row of dense layers needs no room above."""
    return any(max(volume.shape[:2]) > 1 for volume in volumes)


def _row(volumes: list[Volume], scale: float, tall: float, some: bool) -> Canvas:
    rooms = [_room(volume, scale) for volume in volumes]
    canvas = Canvas(sum(rooms) + GAP * (len(rooms) - 1) + 2 * MARGIN, TOP + tall + NAMES)
    left, boxes = MARGIN, []
    for volume, room in zip(volumes, rooms, strict=True):
        size = _size(volume, scale)
        x = left + (room - _across(size)) / 2
        y = TOP + tall / 2 + (SLANT[1] * size.width - size.height) / 2
        boxes.append(Box(x, y, size.height, size.width, size.depth))
        left += room + GAP
    for volume, box in zip(volumes, boxes, strict=True):
        _draw(canvas, volume, box, scale)
        _name(canvas, volume, box, TOP + tall, some)
    for (one, start), (other, end) in pairwise(zip(volumes, boxes, strict=True)):
        if one.window or other.column:
            _rays(canvas, _window(one, start, scale) or start, _column(other, end, scale) or end)
    return canvas


def _size(volume: Volume, scale: float) -> Box:
    height, width, channels = volume.shape
    return Box(0, 0, max(height * scale, LEAST), max(width * scale, LEAST), 6 + 8 * log2(channels + 1))


def _across(size: Box) -> float:
    return size.depth + SLANT[0] * size.width


def _room(volume: Volume, scale: float) -> float:
    names = [width_of(volume.name), width_of(_shape(volume)), width_of(volume.window_name, SMALL)]
    return max(_across(_size(volume, scale)), *names, width_of(volume.column_name, SMALL)) + 2


def _shape(volume: Volume) -> str:
    return "×".join(map(str, volume.shape))


def _window(volume: Volume, box: Box, scale: float) -> Box | None:
    if volume.window is None:
        return None
    top, left, height, width = (side * scale for side in volume.window)
    return box.part(top, left, max(height, LEAST), max(width, LEAST))


def _column(volume: Volume, box: Box, scale: float) -> Box | None:
    if volume.column is None:
        return None
    top, left = (place * scale for place in volume.column)
    return box.part(top, left, max(scale, LEAST), max(scale, LEAST))


def _draw(canvas: Canvas, volume: Volume, box: Box, scale: float) -> None:
    strong = volume.emphasized == "all"
    color, line = (WINDOW, 2.2) if strong else (INK, 1.0)
    fill = STRONG / 2 if strong else WEAK
    for face, shade in ((box.front(), 2 * fill), (box.lid(), fill / 2), (box.face(1), fill)):
        canvas.polygon(face, color, WINDOW if strong else INK, line, opacity=shade)
    channels = volume.shape[2]
    for slice_ in range(1, channels if channels <= MOST_SLICES else 1):
        along = slice_ / channels
        canvas.line(
            [box.at(1, 0, along), box.at(0, 0, along), box.at(0, 1, along)], color, 0.5 if channels < 12 else 0.3
        )
    if volume.emphasized == "map":
        canvas.polygon(box.face(1), WINDOW, WINDOW, 2.4, opacity=STRONG)
    if volume.emphasized == "depth":
        _depth(canvas, volume, box)
    for part, name, kind in (
        (_window(volume, box, scale), volume.window_name, "window"),
        (_column(volume, box, scale), volume.column_name, "column"),
    ):
        if part:
            _inside(canvas, part, volume.emphasized == kind)
            _label(canvas, part, name, box, volume.emphasized == kind)


def _inside(canvas: Canvas, part: Box, strong: bool) -> None:
    """A part through all channels: its near end is seen, the rest is dashed."""
    canvas.polygon(part.face(0), WINDOW, line=0.8, dash="dashed")
    for down, back in ((0, 0), (0, 1), (1, 0), (1, 1)):
        canvas.line([part.at(down, back, 0), part.at(down, back, 1)], WINDOW, 0.8, "dashed")
    if strong:
        for side in (part.front(), part.lid()):
            canvas.polygon(side, WINDOW, WINDOW, 2.0, opacity=STRONG)
    canvas.polygon(part.face(1), WINDOW, WINDOW, 2.6 if strong else 1.6, opacity=STRONG + 0.3 * strong)


def _label(canvas: Canvas, part: Box, name: str, box: Box, strong: bool) -> None:
    """Above the volume, with a line down to the part."""
    if not name:
        return
    x, y = part.at(0, 0.5, 1)
    above = box.at(0, 1, 1)[1] - 8
    canvas.text(x, above, name, SMALL, bold=strong)
    canvas.line([(x, above + 4), (x, y)], WINDOW, 2.0 if strong else 1.0)


def _depth(canvas: Canvas, volume: Volume, box: Box) -> None:
    """A bracket under the front, as long as the volume is deep."""
    (left, y), (right, _) = box.at(1, 0, 0), box.at(1, 0, 1)
    canvas.line([(left, y + 2), (left, y + 9), (right, y + 9), (right, y + 2)], WINDOW, 2.6)
    canvas.text((left + right) / 2, y + 24, f"depth {volume.shape[2]}", SMALL, bold=True)


def _name(canvas: Canvas, volume: Volume, box: Box, y: float, some: bool) -> None:
    middle = box.x + _across(box) / 2
    canvas.text(middle, y + 18, volume.name, SIZE, bold=bool(volume.emphasized) or not some)
    canvas.text(middle, y + 37, _shape(volume), SIZE, bold=volume.emphasized == "all")
    if volume.emphasized:
        half = width_of(volume.name) / 2
        canvas.line([(middle - half, y + 23), (middle + half, y + 23)], WINDOW, 2.4)


def _rays(canvas: Canvas, start: Box, end: Box) -> None:
    for one, other in zip(start.face(1), end.face(0), strict=True):
        canvas.line([one, other], WINDOW, 1.3, "dotted")
