"""Counts as blocks that add up, and shapes as a pyramid."""

from __future__ import annotations

from math import log2, prod

from receptive.figures.canvas import INK, SIZE, WINDOW, WRONG, Canvas, in_rows, width_of
from receptive.figures.pictures import Block, Blocks, Pyramid, Stage

ROW, CELL = 26, 16
PAD = 12
ARROW = 18
MOST_DRAWN = 8
MOST_SLICES = 24  # channels of a shape; more lie too close to be told apart


def draw_blocks(picture: Blocks) -> Canvas:
    """A sum: a box for each part, its filter drawn, and the total below."""
    heights = [_height(block) for block in picture.blocks]
    texts = [width_of(f"{block.arithmetic} = {block.count}") + _drawing(block) for block in picture.blocks]
    names = [width_of(block.name) + _drawing(block) for block in picture.blocks]
    foot = f"{picture.how} {picture.total}"
    theirs = f"✗ yours: {picture.theirs}" if picture.theirs else ""
    width = max([*texts, *names, width_of(foot + theirs) + 40]) + 2 * PAD + 8
    canvas = Canvas(width, sum(heights) + 10 * len(heights) + 40)
    y = 2.0
    for block, height in zip(picture.blocks, heights, strict=True):
        _block(canvas, block, y, width - 4, height)
        y += height + 10
    canvas.text(4, y + 20, foot, anchor="start", bold=True)
    if theirs:
        x = width_of(foot) + 34
        canvas.rectangle(x - 8, y + 2, width_of(theirs) + 12, 26, WRONG, line=2.0)
        canvas.text(x, y + 20, theirs, anchor="start", bold=True)
    return canvas


def _drawing(block: Block) -> float:
    return CELL * min(block.drawn[1], MOST_DRAWN) + PAD if block.drawn[1] else 0.0


def _height(block: Block) -> float:
    return max(2 * ROW + 8, CELL * min(block.drawn[0], MOST_DRAWN) + 2 * PAD)


def _block(canvas: Canvas, block: Block, y: float, width: float, height: float) -> None:
    canvas.rectangle(2, y, width, height, INK)
    for i in range(min(block.drawn[0], MOST_DRAWN)):
        for j in range(min(block.drawn[1], MOST_DRAWN)):
            canvas.rectangle(2 + PAD + CELL * j, y + PAD + CELL * i, CELL, CELL, WINDOW, line=1.4)
    x = 2 + PAD + _drawing(block)
    canvas.text(x, y + 22, block.name, SIZE, "start", bold=True)
    canvas.text(x, y + 22 + ROW, f"{block.arithmetic} = {block.count}", SIZE, "start")


def draw_pyramid(picture: Pyramid) -> Canvas:
    """Shapes from left to right: as high as the image is high, as deep as there are channels."""
    most = max((stage.shape[-2] if len(stage.shape) == 3 else 1) for stage in picture.stages)
    wrong = any(stage.wrong for stage in picture.stages)
    high = 192 + (24 if wrong else 0)
    parts = [_stage(stage, most, high, first=not number) for number, stage in enumerate(picture.stages)]
    return in_rows(parts)


def _room(stage: Stage) -> float:
    texts = [stage.name, "×".join(map(str, stage.shape)), f"✗ {stage.wrong}" if stage.wrong else ""]
    return max(54.0, max(map(width_of, texts)) + 10)


def _stage(stage: Stage, most: int, high: float, first: bool) -> Canvas:
    lead = 0 if first else ARROW
    canvas = Canvas(lead + _room(stage), high)
    square = len(stage.shape) == 3
    tall = max(14.0, 112 * stage.shape[-2] / most) if square else min(112.0, 14 + 10 * log2(prod(stage.shape) + 1))
    deep = min(44.0, 8 + 5 * log2(stage.shape[0] + 1)) if square else 10.0
    middle, top = lead + _room(stage) / 2, 72 - tall / 2
    color = WRONG if stage.wrong else WINDOW
    canvas.rectangle(middle - deep / 2, top, deep, tall, color, line=2.0)
    if square:
        for layer in range(1, stage.shape[0] if stage.shape[0] <= MOST_SLICES else 1):
            at = middle - deep / 2 + deep * layer / stage.shape[0]
            canvas.line([(at, top), (at, top + tall)], color, 0.8 if stage.shape[0] < 8 else 0.4)
    if not first:
        canvas.text(ARROW / 2, 76, "→", 16)
    canvas.text(middle, 154, stage.name, SIZE, bold=True)
    canvas.text(middle, 176, "×".join(map(str, stage.shape)), SIZE)
    if stage.wrong:
        canvas.text(middle, 200, f"✗ {stage.wrong}", SIZE, bold=True)
    return canvas
