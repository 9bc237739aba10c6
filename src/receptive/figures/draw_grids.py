"""Grids of numbers side by side, the first wrong value framed and named."""

from __future__ import annotations

from dataclasses import dataclass

from receptive.figures.canvas import INK, SIZE, SMALL, WINDOW, WRONG, Canvas, Dash, in_rows, width_of
from receptive.figures.pictures import Cell, Grid, Grids

CELL, GAP, HEAD, LABEL = 38, 36, 24, 26
NARROW = 31  # where no cell has a sign beside its number
FOOT = 24


@dataclass(frozen=True)
class Placed:
    """A grid and where its upper left cell is."""

    grid: Grid
    sign: str  # before it
    x: float
    y: float
    widths: tuple[float, ...]  # of the columns

    def left(self, column: int) -> float:
        """Of a cell; for the number of columns the right end."""
        return self.x + sum(self.widths[:column])

    def middle(self, column: int) -> float:
        return self.left(column) + self.widths[column] / 2


def draw_grids(picture: Grids) -> Canvas:
    """Grids in rows, each behind its sign."""
    signs = ("", *(picture.signs or [""] * (len(picture.grids) - 1)))
    parts = [_part(grid, sign) for grid, sign in zip(picture.grids, signs, strict=True)]
    return in_rows(parts)


def _part(grid: Grid, sign: str) -> Canvas:
    placed = Placed(grid, sign, (GAP if sign else 0.0) + LABEL, HEAD + LABEL, _widths(grid))
    right = placed.left(len(placed.widths))
    titles = max(width_of(grid.title), width_of(grid.foot, SMALL) + LABEL) - LABEL
    canvas = Canvas(max(right + 4, placed.x + titles + 8), placed.y + CELL * len(grid.rows) + FOOT)
    _draw(canvas, placed)
    return canvas


def _widths(grid: Grid) -> tuple[float, ...]:
    """All alike, with room for a sign beside a number if there is one; each its own where columns have names."""
    texts = [max(map(width_of, column)) for column in zip(*grid.rows, strict=True)]
    if not grid.columns:
        signed = grid.wrong is not None or grid.should is not None
        return (max(CELL, 34 + max(texts)) if signed else max(NARROW, 12 + max(texts)),) * len(texts)
    marked = [cell[1] for cell in (grid.wrong, grid.should) if cell]
    rooms = [34 if j in marked else 12 for j in range(len(texts))]
    names = [width_of(name, SMALL) + 8 for name in grid.columns]
    return tuple(max(CELL, room + text, name) for room, text, name in zip(rooms, texts, names, strict=True))


def _draw(canvas: Canvas, placed: Placed) -> None:
    grid, x, y = placed.grid, placed.x, placed.y
    if placed.sign:
        canvas.text(x - LABEL - GAP / 2, y + CELL * len(grid.rows) / 2 + 6, placed.sign, 17, bold=True)
    canvas.text(x - LABEL + 4, y - LABEL - 4, grid.title, anchor="start", bold=True)
    for j in range(len(grid.rows[0])):
        name = grid.columns[j] if grid.columns else str(grid.first[1] + j)
        canvas.text(placed.middle(j), y - 7, name, SMALL)
    for i, row in enumerate(grid.rows):
        canvas.text(x - 9, y + CELL * i + 23, str(grid.first[0] + i), SMALL, "end")
        for j, text in enumerate(row):
            dash: Dash = "dotted" if (i, j) in grid.border else "solid"
            canvas.rectangle(placed.left(j), y + CELL * i, placed.widths[j], CELL, INK, dash=dash, line=0.8)
            canvas.text(placed.middle(j), y + CELL * i + 23, text, SIZE, bold=(i, j) in (grid.wrong, grid.should))
    for cell in grid.window:
        _frame(canvas, placed, cell, WINDOW, "dashed", 3.5)
    if grid.shape:
        color = WRONG if grid.shape == "✗" else INK
        across = placed.left(len(placed.widths)) - x
        canvas.rectangle(x - 2.5, y - 2.5, across + 5, CELL * len(grid.rows) + 5, color, line=2.0)
    if grid.wrong is not None:
        _mark(canvas, placed, grid.wrong, WRONG, "✗")
    elif grid.should is not None:
        _mark(canvas, placed, grid.should, INK, "✓")
    if grid.foot:
        canvas.text(x, y + CELL * len(grid.rows) + 17, grid.foot, SMALL, "start")


def _frame(canvas: Canvas, placed: Placed, cell: Cell, color: str, dash: Dash, inset: float) -> None:
    left, top, wide = placed.left(cell[1]), placed.y + CELL * cell[0], placed.widths[cell[1]]
    canvas.rectangle(left + inset, top + inset, wide - 2 * inset, CELL - 2 * inset, color, line=2.0, dash=dash)


def _mark(canvas: Canvas, placed: Placed, cell: Cell, color: str, sign: str) -> None:
    _frame(canvas, placed, cell, color, "solid", 2.5)
    canvas.text(placed.left(cell[1] + 1) - 8, placed.y + CELL * cell[0] + 14, sign, SMALL, bold=True)
