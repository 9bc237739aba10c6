"""Boxes and the arrows between them, from top to bottom: wide networks still fit a narrow page."""

from __future__ import annotations

from math import hypot

from receptive.figures.canvas import INK, SIZE, SMALL, WINDOW, Canvas, Dash, width_of
from receptive.figures.diagrams import Flow, Node, Place

ROOM, BETWEEN = 9.0, 6.0  # beside the text in a box, between boxes
LINE, DOWN = 19.0, 46.0  # of text, between rows
HEAD = 7.0  # of an arrow
EDGE = 3.0
Spot = tuple[float, float, float, float]  # left, top, width, height


def draw_flow(picture: Flow) -> Canvas:
    """A flow. Arrows between boxes of the same slot are straight."""
    width = max(len(row) * max(_wide(node) + BETWEEN for node in row if node) for row in picture.rows)
    width = max(width, width_of(picture.legend, SMALL))
    spots = _spots(picture, width)
    foot = max(top + height for _, top, _, height in spots.values())
    canvas = Canvas(width + 2 * EDGE, foot + (26 if picture.legend else EDGE))
    for arrows, line in ((picture.thin, 1.1), (picture.thick, 3.0)):
        for start, end in arrows:
            _arrow(canvas, picture, spots, start, end, line)
    for (row, slot), spot in spots.items():
        if node := picture.rows[row][slot]:
            _node(canvas, node, spot)
    if picture.legend:
        canvas.text(EDGE + width / 2, foot + 20, picture.legend, SMALL)
    return canvas


def _wide(node: Node) -> float:
    parts = sum(width_of(name, SMALL) + ROOM for name, _ in node.parts)
    return max(width_of(node.name), width_of(node.note, SMALL), parts) + ROOM


def _high(node: Node) -> float:
    return 10 + LINE * (1 + bool(node.note) + bool(node.parts))


def _spots(picture: Flow, width: float) -> dict[Place, Spot]:
    spots, top = {}, EDGE
    for number, row in enumerate(picture.rows):
        tall = max(_high(node) for node in row if node)
        for slot, node in enumerate(row):
            if node:
                room = width / len(row)
                wide = room - BETWEEN if node.wide else _wide(node)
                spots[number, slot] = (EDGE + room * (slot + 0.5) - wide / 2, top, wide, tall)
        top += tall + DOWN
    return spots


def _arrow(
    canvas: Canvas, picture: Flow, spots: dict[Place, Spot], start: Place, end: Place, line: float
) -> None:  # fmt: skip
    one, other = spots[start], spots[end]
    x, to = one[0] + one[2] / 2, other[0] + other[2] / 2
    if _is_wide(picture, end):
        to = x
    elif _is_wide(picture, start):
        x = to
    y, bottom = one[1] + one[3], other[1] - 1
    length = hypot(to - x, bottom - y)
    along = ((to - x) / length, (bottom - y) / length)
    base = (to - HEAD * along[0], bottom - HEAD * along[1])
    side = (along[1] * HEAD / 2, -along[0] * HEAD / 2)
    canvas.line([(x, y), base], WINDOW, line)
    head = [(to, bottom), (base[0] + side[0], base[1] + side[1]), (base[0] - side[0], base[1] - side[1])]
    canvas.polygon(head, WINDOW, WINDOW)


def _is_wide(picture: Flow, place: Place) -> bool:
    node = picture.rows[place[0]][place[1]]
    return bool(node and node.wide)


def _node(canvas: Canvas, node: Node, spot: Spot) -> None:
    left, top, wide, tall = spot
    corners = [(left, top), (left + wide, top), (left + wide, top + tall), (left, top + tall)]
    dash: Dash = "dashed" if node.off else "solid"
    color = WINDOW if node.strong else INK
    canvas.polygon(corners, color, WINDOW, 2.2 if node.strong else 1.2, dash, 0.2 if node.strong else 0.04)
    canvas.text(left + wide / 2, top + LINE, node.name, SIZE, bold=node.strong)
    if node.note:
        canvas.text(left + wide / 2, top + 2 * LINE - 1, node.note, SMALL)
    if node.parts:
        _parts(canvas, node, (left, top + LINE + 6, wide, LINE))


def _parts(canvas: Canvas, node: Node, spot: Spot) -> None:
    """Stretches, as long as their share."""
    left, top, wide, tall = spot
    whole = sum(count for _, count in node.parts)
    for number, (name, count) in enumerate(node.parts):
        part = wide * count / whole
        corners = [(left, top), (left + part, top), (left + part, top + tall), (left, top + tall)]
        canvas.polygon(corners, INK, WINDOW, 0.8, opacity=0.5 if number % 2 else 0.25)
        canvas.text(left + part / 2, top + 14, name, SMALL)
        left += part
