"""Layers as lines: who reads what, and which weights are the same."""

from __future__ import annotations

from receptive.figures.canvas import INK, SMALL, WINDOW, Canvas, Dash, in_rows, width_of
from receptive.figures.diagrams import Wiring, Wirings

STEP, SIDE, TALL = 29.0, 15.0, 92.0  # between two numbers, of a box, from the numbers to the units
TOP = 26.0
TAPS: tuple[Dash, ...] = ("solid", "dashed", "dotted")  # of weights that are shared


def draw_wirings(picture: Wirings) -> Canvas:
    """Layers side by side: units above, the numbers that they read below, and how many weights there are."""
    return in_rows([_layer(wiring) for wiring in picture.wirings])


def _layer(wiring: Wiring) -> Canvas:
    foot = f"{wiring.weights} different weights"
    canvas = Canvas(max(STEP * wiring.inputs, width_of(wiring.name), width_of(foot, SMALL)) + 8, TOP + TALL + 54)
    left = (canvas.width - STEP * (wiring.inputs - 1)) / 2
    units = left + STEP * (wiring.taps - 1) / 2
    strong = wiring.units // 2
    for unit in sorted(range(wiring.units), key=lambda unit: unit == strong):
        for tap, place in enumerate(wiring.reads(unit)):
            ends = [(left + STEP * place, TOP + TALL), (units + STEP * unit, TOP + SIDE)]
            emphasized = wiring.shared or unit == strong
            dash = TAPS[tap] if wiring.shared else "solid"
            canvas.line(ends, WINDOW if emphasized else INK, 1.9 if emphasized else 0.6, dash)
    for count, start, y in ((wiring.units, units, TOP), (wiring.inputs, left, TOP + TALL)):
        for place in range(count):
            canvas.rectangle(start + STEP * place - SIDE / 2, y, SIDE, SIDE, INK)
    canvas.text(canvas.width / 2, 14, wiring.name, bold=True)
    canvas.text(canvas.width / 2, TOP + TALL + SIDE + 22, foot, SMALL)
    return canvas
