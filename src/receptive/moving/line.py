"""The figure `line`: windows on a line of pixels, and what the last step leaves over."""

from __future__ import annotations

from dataclasses import dataclass

from receptive.figures.draw import figure_of
from receptive.figures.pictures import Ruler
from receptive.moving.fields import Fields


@dataclass(frozen=True)
class Line:
    size: int
    kernel: int
    stride: int
    padding: int
    dilation: int


def read_line(fields: Fields) -> Line:
    return Line(
        fields.whole("size", 1, 14),
        fields.whole("kernel", 1, 5),
        fields.whole("stride", 1, 4, 1),
        fields.whole("padding", 0, 3, 0),
        fields.whole("dilation", 1, 3, 1),
    )


def draw_line(line: Line) -> str:
    return figure_of(_ruler(line)).svg


def tell_line(line: Line) -> tuple[str, ...]:
    return figure_of(_ruler(line)).text


def _ruler(line: Line) -> Ruler:
    return Ruler(
        f"{line.size} pixels, kernel {line.kernel}, stride {line.stride}, "
        f"padding {line.padding}, dilation {line.dilation}",
        line.size,
        (line.padding, line.padding),
        line.kernel,
        line.stride,
        line.dilation,
        asks_left_over=True,
    )
