"""The figure `cone`: all pixels that one output sees, layer by layer."""

from __future__ import annotations

from dataclasses import dataclass

from receptive.figures.canvas import INK, SMALL, WINDOW, Canvas
from receptive.moving.arithmetic import positions
from receptive.moving.fields import Fields, MoveError

MOST_LAYERS = 5
ROW, WIDE = 46, 300


@dataclass(frozen=True)
class Layer:
    kernel: int
    stride: int


@dataclass(frozen=True)
class Cone:
    size: int
    layers: tuple[Layer, ...]

    def place(self, level: int) -> tuple[float, int]:
        """Where the middle of a level's first cell stands above the input, and how far apart its cells are."""
        first, jump = 0.5, 1
        for layer in self.layers[:level]:
            first, jump = first + (layer.kernel - 1) / 2 * jump, jump * layer.stride
        return first, jump

    @property
    def sizes(self) -> tuple[int, ...]:
        """Cells of the input and of each layer."""
        found = [self.size]
        for layer in self.layers:
            found.append(positions(found[-1], layer.kernel, layer.stride))
        return tuple(found)

    def seen(self, cell: int) -> tuple[tuple[int, int], ...]:
        """What an output sees: first and last cell of the last layer, …, of the input."""
        found = [(cell, cell)]
        for layer in reversed(self.layers):
            first, last = found[-1]
            found.append((first * layer.stride, last * layer.stride + layer.kernel - 1))
        return tuple(found)


def read_cone(fields: Fields) -> Cone:
    size, layers = fields.whole("size", 3, 24), []
    for place, entry in enumerate(fields.entries("layers", MOST_LAYERS)):
        inner = Fields(f"{fields.figure}: layers[{place}]", entry, fields.folder)
        layers.append(Layer(inner.whole("kernel", 1, 7), inner.whole("stride", 1, 3, 1)))
        inner.end()
    cone = Cone(size, tuple(layers))
    if min(cone.sizes) < 1:
        raise MoveError(
            f"cone: size is {size}, and layers leave {', '.join(map(str, cone.sizes[1:]))} cells; "
            "allowed: at least 1 in each layer"
        )
    return cone


def draw_cone(cone: Cone) -> str:
    sizes, seen = cone.sizes, cone.seen((cone.sizes[-1] - 1) // 2)[::-1]
    place = min(24, WIDE // cone.size)
    canvas = Canvas(place * cone.size + 8, ROW * len(sizes) + 4)
    for level, (size, (first, last)) in enumerate(zip(sizes, seen, strict=True)):
        y, (start, jump) = ROW * (len(sizes) - 1 - level), cone.place(level)
        canvas.text(4, y + 14, _name(level), SMALL, "start")
        for cell in range(size):
            x, fill = 4 + place * (start + cell * jump - 0.5), WINDOW if first <= cell <= last else "none"
            canvas.rectangle(x, y + 18, place, 20, INK, fill, 0.8)
    return canvas.svg("what one output sees")


def tell_cone(cone: Cone) -> tuple[str, ...]:
    sizes, cell = cone.sizes, (cone.sizes[-1] - 1) // 2
    layers = (f"layer {i}: kernel {one.kernel}, stride {one.stride}" for i, one in enumerate(cone.layers, 1))
    seen = cone.seen(cell)
    steps = (
        f"{last - first + 1} of {_name(level)} ({first} to {last})"
        for level, (first, last) in zip(range(len(cone.layers) - 1, -1, -1), seen[1:], strict=True)
    )
    return (
        f"An input of {cone.size} pixels on a line; {'; '.join(layers)}. "
        f"Cells from the input up: {', '.join(map(str, sizes))}.",
        f"Output {cell} sees {', '.join(steps)}.",
    )


def _name(level: int) -> str:
    return f"layer {level}" if level else "input"
