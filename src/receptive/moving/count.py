"""The figure `count`: what a layer costs, dense, local, and with shared weights."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10

from receptive.figures.canvas import INK, SMALL, WINDOW, Canvas
from receptive.moving.fields import Fields, MoveError

LONGEST = 300


@dataclass(frozen=True)
class Count:
    size: int  # of a square input
    channels: int
    filters: int
    kernel: int
    shared: bool  # whether the layer shares its weights at first

    @property
    def cells(self) -> int:
        """Values that the layer gives; stride 1 and no padding."""
        return (self.size - self.kernel + 1) ** 2 * self.filters

    @property
    def numbers(self) -> dict[str, int]:
        """Parameters with a bias each, and multiply-accumulates."""
        local, whole = self.kernel**2 * self.channels, self.size**2 * self.channels
        return {
            "dense": self.cells * (whole + 1),
            "unshared": self.cells * (local + 1),
            "shared": self.filters * (local + 1),
            "dense_macs": self.cells * whole,
            "macs": self.cells * local,
        }


def read_count(fields: Fields) -> Count:
    count = Count(
        fields.whole("size", 3, 256),
        fields.whole("channels", 1, 64),
        fields.whole("filters", 1, 128),
        fields.whole("kernel", 1, 11),
        fields.flag("shared", True),
    )
    if count.kernel > count.size:
        raise MoveError(f"count: kernel is {count.kernel}; allowed: up to the size, {count.size}")
    return count


def draw_count(count: Count) -> str:
    canvas = Canvas(LONGEST + 8, 46 * 5)
    for row, (name, number) in enumerate(named(count)):
        y, filled = 46 * row, WINDOW if "multiply" not in name else "none"
        canvas.text(4, y + 15, f"{name}: {number:,}", SMALL + 2, "start")
        canvas.rectangle(
            4, y + 21, max(LONGEST * log10(number) / 14, 1), 12, WINDOW if filled != "none" else INK, filled
        )
    return canvas.svg("parameters and multiply-accumulates")


def tell_count(count: Count) -> tuple[str, ...]:
    out = count.size - count.kernel + 1
    return (
        f"An input of {count.size}×{count.size}×{count.channels}, {count.filters} filters of "
        f"{count.kernel}×{count.kernel}, stride 1, no padding: {out}×{out}×{count.filters} outputs.",
        *(f"{name}: {number:,}." for name, number in named(count)),
        "The bars have a logarithmic scale: half the width is 10⁷, all of it 10¹⁴.",
    )


def named(count: Count) -> tuple[tuple[str, int], ...]:
    found = count.numbers
    return (
        ("dense parameters", found["dense"]),
        ("local parameters, unshared", found["unshared"]),
        ("local parameters, shared", found["shared"]),
        ("dense multiply-accumulates", found["dense_macs"]),
        ("local multiply-accumulates", found["macs"]),
    )
