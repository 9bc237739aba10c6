"""Grids of numbers side by side, the first wrong value framed and named."""

from __future__ import annotations

from dataclasses import dataclass

from receptive.report.figures.canvas import INK, SIZE, SMALL, WINDOW, WRONG, Canvas, Dash, width_of
from receptive.report.figures.records import Cell, Grid, Grids

CELL, GAP, HEAD, LABEL = 38, 44, 24, 26
FOOT = 24
WIDEST = 700  # then the next grids go below


@dataclass(frozen=True)
class Placed:
    """A grid and where its upper left cell is."""

    grid: Grid
    sign: str
    x: float
    y: float
    wide: float  # of a cell


def draw_grids(picture: Grids) -> str:
    """The SVG of grids."""
    placed, width, height = _layout(picture)
    canvas = Canvas(width, height)
    for each in placed:
        _draw(canvas, each)
    return canvas.svg(picture.title)


def _layout(picture: Grids) -> tuple[list[Placed], float, float]:
    signs = ("", *(picture.signs or [""] * (len(picture.grids) - 1)))
    placed: list[Placed] = []
    x, y, right, below = 0.0, 0.0, 0.0, 0.0
    for grid, sign in zip(picture.grids, signs, strict=True):
        wide = max(CELL, 34 + max(width_of(text) for row in grid.rows for text in row))  # room for a sign beside it
        wide = max([wide, *(8 + width_of(name, SMALL) for name in grid.columns)])
        across = LABEL + max(wide * len(grid.rows[0]), width_of(grid.title) - LABEL, width_of(grid.foot) - LABEL)
        lead = GAP if sign or placed else 0.0
        if placed and x + lead + across > WIDEST:
            x, y, lead = 0.0, below + 14, GAP if sign else 0.0
        placed.append(Placed(grid, sign, x + lead + LABEL, y + HEAD + LABEL, wide))
        x += lead + across
        right = max(right, x)
        below = max(below, y + HEAD + LABEL + CELL * len(grid.rows) + FOOT)
    return placed, right + 4, below + 2


def _draw(canvas: Canvas, placed: Placed) -> None:
    grid, x, y, wide = placed.grid, placed.x, placed.y, placed.wide
    if placed.sign:
        canvas.text(x - LABEL - GAP / 2, y + CELL * len(grid.rows) / 2 + 6, placed.sign, 17, bold=True)
    canvas.text(x - LABEL + 4, y - LABEL - 4, grid.title, anchor="left", bold=True)
    for j in range(len(grid.rows[0])):
        name = grid.columns[j] if grid.columns else str(grid.first[1] + j)
        canvas.text(x + wide * (j + 0.5), y - 7, name, SMALL)
    for i, row in enumerate(grid.rows):
        canvas.text(x - 9, y + CELL * i + 23, str(grid.first[0] + i), SMALL, "right")
        for j, text in enumerate(row):
            dash: Dash = "dotted" if (i, j) in grid.border else "solid"
            canvas.rectangle(x + wide * j, y + CELL * i, wide, CELL, INK, dash=dash, line=0.8)
            canvas.text(x + wide * (j + 0.5), y + CELL * i + 23, text, SIZE, bold=(i, j) in (grid.wrong, grid.should))
    for cell in grid.window:
        _frame(canvas, placed, cell, WINDOW, "dashed", 3.5)
    if grid.shape:
        color = WRONG if grid.shape == "✗" else INK
        canvas.rectangle(x - 2.5, y - 2.5, wide * len(grid.rows[0]) + 5, CELL * len(grid.rows) + 5, color, line=2.0)
    if grid.wrong is not None:
        _marked(canvas, placed, grid.wrong, WRONG, "✗")
    elif grid.should is not None:
        _marked(canvas, placed, grid.should, INK, "✓")
    if grid.foot:
        canvas.text(x, y + CELL * len(grid.rows) + 17, grid.foot, SMALL, "left")


def _frame(canvas: Canvas, placed: Placed, cell: Cell, color: str, dash: Dash, inset: float) -> None:
    left, top = placed.x + placed.wide * cell[1], placed.y + CELL * cell[0]
    canvas.rectangle(left + inset, top + inset, placed.wide - 2 * inset, CELL - 2 * inset, color, line=2.0, dash=dash)


def _marked(canvas: Canvas, placed: Placed, cell: Cell, color: str, sign: str) -> None:
    _frame(canvas, placed, cell, color, "solid", 2.5)
    canvas.text(placed.x + placed.wide * (cell[1] + 1) - 8, placed.y + CELL * cell[0] + 14, sign, 11, bold=True)
