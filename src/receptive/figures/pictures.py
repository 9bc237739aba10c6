"""What a picture shows. Graders make these (`pictures`, `example`, lesson_pictures.py); nothing here knows a topic.

Numbers are given as the texts that stand in the picture, so that a picture and its text twin cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from receptive.figures.diagrams import Diagram

MOST_CELLS = 8  # along a side of a grid

Cell = tuple[int, int]  # row, column


@dataclass(frozen=True)
class Grid:
    """Rows of numbers. Row and column labels stand outside; `first` is the place of the upper left cell."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    wrong: Cell | None = None  # the first wrong value
    should: Cell | None = None  # the same place in what is right
    window: tuple[Cell, ...] = ()  # what a value is made from
    border: tuple[Cell, ...] = ()  # zeros that padding adds
    first: Cell = (0, 0)
    columns: tuple[str, ...] = ()  # names of the columns, where they are no places
    note: str = ""  # below it, in the place of "first wrong value"
    shape: str = ""  # ✗ or ✓ where it is the shape that is wrong or right, and no value

    @property
    def foot(self) -> str:
        """What stands below it, with a sign for who does not see colors."""
        if self.note:
            return self.note
        if self.shape:
            return f"{self.shape} {'wrong' if self.shape == '✗' else 'right'} shape"
        if self.wrong is not None:
            return "✗ first wrong value"
        return "✓ right value" if self.should is not None else ""

    def __post_init__(self) -> None:
        widths = {len(row) for row in self.rows}
        if not 0 < len(self.rows) <= MOST_CELLS or len(widths) != 1 or not 0 < widths.pop() <= MOST_CELLS:
            raise ValueError(f"{self.title}: not a grid of 1 to {MOST_CELLS} rows and columns")


@dataclass(frozen=True)
class Moving:
    """A window that a reader may move over an image: sums of products with a kernel."""

    image: tuple[tuple[float, ...], ...]  # with its border
    kernel: tuple[tuple[float, ...], ...]
    stride: Cell = (1, 1)
    dilation: Cell = (1, 1)
    extra: float = 0.0  # added to each sum: a bias, or what other channels give


@dataclass(frozen=True)
class Grids:
    """Grids side by side, with a sign before each of them but the first."""

    title: str
    grids: tuple[Grid, ...]
    signs: tuple[str, ...] = ()  # "∗", "="; one fewer than grids, or none
    line: str = ""  # the arithmetic of the wrong value
    moving: Moving | None = None


@dataclass(frozen=True)
class Ruler:
    """Windows on a line of pixels."""

    title: str
    pixels: int
    padding: tuple[int, int]  # zeros before and after
    taps: int
    step: int
    dilation: int = 1
    theirs: str = ""  # the student's count, where it is wrong
    line: str = ""
    asks_left_over: bool = False  # it is about the places behind the last window, not about the windows

    @property
    def left_over(self) -> int:
        """Places behind the last window."""
        return self.length - (self.starts[-1] + self.padding[0] + self.reach) if self.starts else self.length

    @property
    def reach(self) -> int:
        """Pixels from a window's first tap to its last."""
        return (self.taps - 1) * self.dilation + 1

    @property
    def length(self) -> int:
        return self.padding[0] + self.pixels + self.padding[1]

    @property
    def starts(self) -> tuple[int, ...]:
        """Of the windows that fit, counted from the first pixel: negative in the padding."""
        return tuple(range(-self.padding[0], self.length - self.reach + 1 - self.padding[0], self.step))

    @property
    def next_start(self) -> int:
        """Of the window that does not fit any more."""
        return (self.starts[-1] + self.step) if self.starts else -self.padding[0]


@dataclass(frozen=True)
class Block:
    """One part of a count: `3 filters` of `2·2·1 weights + 1 bias`."""

    name: str
    arithmetic: str
    count: str
    drawn: tuple[int, int] = (0, 0)  # rows and columns of a filter to draw, none if 0


@dataclass(frozen=True)
class Blocks:
    """Parts that make a count, added up or as `how` says; beside it the student's."""

    title: str
    blocks: tuple[Block, ...]
    total: str
    theirs: str = ""
    line: str = ""
    how: str = "together"


@dataclass(frozen=True)
class Swatch:
    """A color and what a method makes of it."""

    name: str
    color: tuple[float, float, float]
    made: str  # "gray 120"
    gray: float | None = None  # drawn below
    wrong: bool = False


@dataclass(frozen=True)
class Swatches:
    title: str
    swatches: tuple[Swatch, ...]
    line: str = ""
    full: int = 255  # the value that is drawn as bright as can be

    @property
    def scale(self) -> str:
        """In words, where it is not the usual one."""
        return "" if self.full == 255 else f"drawn with {self.full} as full brightness"


@dataclass(frozen=True)
class Stage:
    """What one layer gives. `wrong` is the student's other shape, in words."""

    name: str
    shape: tuple[int, ...]
    wrong: str = ""


@dataclass(frozen=True)
class Pyramid:
    """Shapes from layer to layer."""

    title: str
    stages: tuple[Stage, ...]
    line: str = ""


Emphasis = Literal["", "all", "window", "column", "map", "depth"]


@dataclass(frozen=True)
class Volume:
    """A box of numbers, one for each row, column and channel. What of it is emphasized is drawn strong."""

    name: str
    shape: tuple[int, int, int]  # height, width, channels
    window: tuple[int, int, int, int] | None = None  # top, left, height, width; cut through all channels
    window_name: str = ""
    column: Cell | None = None  # of one number per channel: where the rays of the volume before end
    column_name: str = ""
    emphasized: Emphasis = ""
    apart: bool = False  # begins a row of its own where a page is narrow

    def __post_init__(self) -> None:
        height, width, channels = self.shape
        top, left, tall, wide = self.window or (0, 0, 1, 1)
        row, column = self.column or (0, 0)
        if min(self.shape) < 1 or min(top, left, row, column) < 0 or min(tall, wide) < 1:
            raise ValueError(f"{self.name}: a volume and its parts have at least one number, and none before the first")
        if top + tall > height or left + wide > width or row >= height or column >= width:
            raise ValueError(f"{self.name}: a part lies outside of {height}×{width}×{channels}")


@dataclass(frozen=True)
class Volumes:
    """Volumes from left to right. Rays lead from a window to the next volume, or from a volume to a column of the next.

    Heights and widths are to scale, channels on a scale of logarithms, and nothing is too small to be seen.
    """

    title: str
    volumes: tuple[Volume, ...]
    line: str = ""


@dataclass(frozen=True)
class Curve:
    name: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Curves:
    """Measurements over epochs, each with a color, a marker and a dash of its own."""

    title: str
    across: str
    up: str
    curves: tuple[Curve, ...]
    line: str = ""
    mark: tuple[int, str] | None = None  # an epoch, counted from 1, and what is to be seen there


@dataclass(frozen=True)
class Tile:
    """A small image, 0 to 1 from dark to light or, signed, -1 to 1."""

    caption: str
    values: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Tiles:
    title: str
    tiles: tuple[Tile, ...]
    line: str = ""


@dataclass(frozen=True)
class Photo:
    """An image as it is: a byte for each pixel and channel, row by row."""

    caption: str
    size: tuple[int, int, int]  # height, width, channels: 1 (gray) or 3 (red, green, blue)
    pixels: bytes
    shows: str = ""  # what is to be seen, for who does not see it
    windows: tuple[tuple[int, int, int, int], ...] = ()  # top, left, height, width; framed

    def __post_init__(self) -> None:
        height, width, channels = self.size
        if channels not in (1, 3) or min(self.size) < 1 or len(self.pixels) != height * width * channels:
            raise ValueError(
                f"{self.caption}: {len(self.pixels)} bytes are no {height}×{width} pixels of 1 or 3 channels"
            )


@dataclass(frozen=True)
class Photos:
    """Images side by side, each drawn `wide` pixels of the page across."""

    title: str
    photos: tuple[Photo, ...]
    wide: int = 160
    line: str = ""


@dataclass(frozen=True)
class Confusion:
    """How often class i was taken for class j."""

    title: str
    names: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    line: str = ""


Picture = Grids | Ruler | Blocks | Swatches | Pyramid | Volumes | Curves | Tiles | Photos | Confusion | Diagram


@dataclass(frozen=True)
class Figure:
    """A picture that is drawn."""

    title: str
    svg: str
    text: tuple[str, ...]  # says what the picture shows, a paragraph each
    moving: Moving | None = None
