"""What each picture says in words. A reader who sees no picture misses nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from receptive.figures.diagram_text import (
    describe_bars,
    describe_cone,
    describe_flow,
    describe_stamps,
    describe_wirings,
)
from receptive.figures.diagrams import Bars, Cone, Flow, Stamps, Wirings
from receptive.figures.pictures import (
    Blocks,
    Cell,
    Confusion,
    Curves,
    Grid,
    Grids,
    Photos,
    Picture,
    Pyramid,
    Ruler,
    Swatches,
    Tiles,
    Volume,
    Volumes,
)

MOST_TOLD = 15  # values of a curve; of a longer one, some


def counted(number: int, name: str) -> str:
    """`1 position`, `2 positions`."""
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def describe_picture(picture: Picture) -> tuple[str, ...]:
    """The text of a picture, a paragraph each."""
    told = _TOLD[type(picture)](picture)
    line = getattr(picture, "line", "")
    return (*told, f"Worked out: {line}.") if line else tuple(told)


def _grids(picture: Grids) -> Iterator[str]:
    for grid in picture.grids:
        yield f"{grid.title}: {_rows(grid)}.{''.join(_marks(grid))}"


def _rows(grid: Grid) -> str:
    if grid.columns:
        return "; ".join(", ".join(map(" ".join, zip(grid.columns, row, strict=True))) for row in grid.rows)
    return " / ".join(" ".join(row) for row in grid.rows)


def _marks(grid: Grid) -> Iterator[str]:
    if grid.shape:
        yield f" {grid.foot.lstrip('✓✗ ').capitalize()}."
    marked = grid.wrong or grid.should
    if grid.note and marked is not None:
        yield f" {grid.note.lstrip('✓✗ ').capitalize()}: {_value(grid, marked)} at {_place(grid, marked)}."
        return
    if grid.wrong is not None:
        yield f" The first wrong value is {_value(grid, grid.wrong)} at {_place(grid, grid.wrong)}."
    if grid.should is not None:
        yield f" Right at {_place(grid, grid.should)} is {_value(grid, grid.should)}."
    if grid.window:
        yield f" Framed: {_span(grid)}."
    if grid.border:
        yield " The outer zeros are padding."


def _value(grid: Grid, cell: Cell) -> str:
    return grid.rows[cell[0]][cell[1]]


def _place(grid: Grid, cell: Cell) -> str:
    row, column = grid.first[0] + cell[0], grid.first[1] + cell[1]
    return f"row {row}, {grid.columns[cell[1]]}" if grid.columns else f"row {row}, column {column}"


def _span(grid: Grid) -> str:
    rows = sorted({grid.first[0] + i for i, _ in grid.window})
    columns = sorted({grid.first[1] + j for _, j in grid.window})
    return f"{_list('row', rows)} and {_list('column', columns)}"


def _list(name: str, numbers: list[int]) -> str:
    return f"{name}{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"


def _ruler(picture: Ruler) -> Iterator[str]:
    before, after = picture.padding
    zeros = f" with {counted(before, 'zero')} before and {after} after" if before or after else ""
    apart = f", {picture.dilation} apart" if picture.dilation > 1 else ""
    yield (
        f"A line of {counted(picture.pixels, 'pixel')}{zeros}. A window of {counted(picture.taps, 'tap')}{apart} "
        f"reaches over {counted(picture.reach, 'place')} and moves by {picture.step}."
    )
    starts = ", ".join(map(str, picture.starts)) or "nowhere"
    yield f"It fits where it starts at {starts}: {counted(len(picture.starts), 'position')}."
    end = picture.next_start + picture.reach - 1
    yield (
        f"One more would start at {picture.next_start} and end at {end}, but the line ends at "
        f"{picture.length - picture.padding[0] - 1}: it does not fit."
    )
    if picture.asks_left_over:
        yield f"Left over after the last window: {counted(picture.left_over, 'place')}."
    if picture.theirs:
        right = picture.left_over if picture.asks_left_over else len(picture.starts)
        yield f"Yours: {picture.theirs}, which is wrong; right is {right}."


def _blocks(picture: Blocks) -> Iterator[str]:
    for block in picture.blocks:
        yield f"{block.name}: {block.arithmetic} = {block.count}."
    yield f"{picture.how.capitalize()} {picture.total}." + (
        f" Yours: {picture.theirs}, which is wrong." if picture.theirs else ""
    )


def _swatches(picture: Swatches) -> Iterator[str]:
    for swatch in picture.swatches:
        red, green, blue = (f"{part:.6g}" for part in swatch.color)
        wrong = ", which is wrong" if swatch.wrong else ""
        yield f"{swatch.name}: red {red}, green {green}, blue {blue} gives {swatch.made}{wrong}."
    if picture.scale:
        yield f"{picture.scale.capitalize()}."


def _pyramid(picture: Pyramid) -> Iterator[str]:
    for stage in picture.stages:
        shape = "×".join(map(str, stage.shape))
        wrong = f"; yours is {stage.wrong}, the first wrong shape" if stage.wrong else ""
        yield f"{stage.name}: {shape}{wrong}."


def _volumes(picture: Volumes) -> Iterator[str]:
    for before, volume in zip((None, *picture.volumes), picture.volumes, strict=False):
        height, width, channels = volume.shape
        size = f"{counted(height, 'row')} and {counted(width, 'column')} in {counted(channels, 'channel')}"
        yield f"{volume.name.capitalize()}: {size}.{''.join(_volume_parts(before, volume))}"


def _volume_parts(before: Volume | None, volume: Volume) -> Iterator[str]:
    if volume.column and before and not volume.apart:
        row, column = volume.column
        named = f" ({volume.column_name})" if volume.column_name else ""
        start = before.window_name or before.name
        yield f" From the {start} rays lead to row {row}, column {column}{named} of all its channels."
    if volume.window:
        top, left, tall, wide = volume.window
        named = f" ({volume.window_name})" if volume.window_name else ""
        yield f" A window{named} of {tall} by {wide} from row {top}, column {left} is cut through all its channels."
    if volume.emphasized:
        what = {"window": volume.window_name or "the window", "column": volume.column_name or "one column"}
        what |= {"all": "all of it", "map": "one map of it", "depth": "its depth, which is the number of channels"}
        yield f" Emphasized: {what[volume.emphasized]}."


def _curves(picture: Curves) -> Iterator[str]:
    for curve in picture.curves:
        step = 1 if len(curve.values) <= MOST_TOLD else 5
        told = sorted({0, *range(step - 1, len(curve.values), step), len(curve.values) - 1})
        values = ", ".join(f"{curve.values[place]:.3g}" for place in told)
        which = f"each {picture.across}" if step == 1 else f"{picture.across}s {', '.join(str(at + 1) for at in told)}"
        yield f"{curve.name} ({picture.up}) for {which}: {values}."
    if picture.mark:
        yield f"Marked: {picture.across} {picture.mark[0]}, {picture.mark[1]}."


def _tiles(picture: Tiles) -> Iterator[str]:
    yield f"{len(picture.tiles)} small images: " + "; ".join(tile.caption for tile in picture.tiles) + "."


def _photos(picture: Photos) -> Iterator[str]:
    for photo in picture.photos:
        height, width, channels = photo.size
        shows = f" {photo.shows}" if photo.shows else ""
        kind = "in gray" if channels == 1 else "in color"
        framed = "".join(
            f" Framed: {tall} by {wide} pixels from row {top}, column {left}."
            for top, left, tall, wide in photo.windows
        )
        yield f"{photo.caption}: {height} by {width} pixels {kind}.{shows}{framed}"


def _confusion(picture: Confusion) -> Iterator[str]:
    for name, row in zip(picture.names, picture.counts, strict=True):
        taken = ", ".join(f"{count} for {other}" for other, count in zip(picture.names, row, strict=True) if count)
        yield f"{name} was taken {taken or 'for nothing'}."


_TOLD: dict[type, Callable[[Any], Iterator[str]]] = {
    Grids: _grids,
    Ruler: _ruler,
    Blocks: _blocks,
    Swatches: _swatches,
    Pyramid: _pyramid,
    Volumes: _volumes,
    Curves: _curves,
    Tiles: _tiles,
    Photos: _photos,
    Confusion: _confusion,
    Flow: describe_flow,
    Cone: describe_cone,
    Stamps: describe_stamps,
    Bars: describe_bars,
    Wirings: describe_wirings,
}
