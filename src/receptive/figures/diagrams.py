"""What diagrams show: arrows between layers, cones, stamps, bars and wires. `pictures.py` has all other pictures."""

from __future__ import annotations

from dataclasses import dataclass

Place = tuple[int, int]  # row and slot of a node


@dataclass(frozen=True)
class Node:
    """A box of a flow. Parts are drawn as stretches of it, each as long as its share."""

    name: str
    note: str = ""  # a second line
    strong: bool = False
    off: bool = False  # left out of what is counted
    wide: bool = False  # as wide as the picture, arrows reach it straight
    parts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Flow:
    """Rows of boxes from top to bottom, and the arrows between them. A slot may be empty."""

    title: str
    rows: tuple[tuple[Node | None, ...], ...]
    thin: tuple[tuple[Place, Place], ...] = ()  # arrows, each from a node to a node
    thick: tuple[tuple[Place, Place], ...] = ()
    legend: str = ""  # what thin and thick are
    line: str = ""

    def __post_init__(self) -> None:
        for row, slot in (place for arrow in (*self.thin, *self.thick) for place in arrow):
            if self.rows[row][slot] is None:
                raise ValueError(f"{self.title}: an arrow begins or ends at row {row}, slot {slot}, which is empty")


@dataclass(frozen=True)
class Cone:
    """What one output of a stack of windows sees, along one axis, without padding."""

    title: str
    pixels: int
    layers: tuple[tuple[str, int, int], ...]  # name, kernel and stride, from the pixels on
    at: int = 0  # the output that is looked back from
    line: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.at < self.sizes[-1]:
            raise ValueError(f"{self.title}: there is no output {self.at}")

    @property
    def sizes(self) -> tuple[int, ...]:
        """Of the line of pixels and of each layer's output."""
        sizes = [self.pixels]
        for _, kernel, stride in self.layers:
            sizes.append(len(range(0, sizes[-1] - kernel + 1, stride)))
        return tuple(sizes)

    @property
    def jumps(self) -> tuple[int, ...]:
        """How many pixels apart neighbors look, on each line."""
        jumps = [1]
        for _, _, stride in self.layers:
            jumps.append(jumps[-1] * stride)
        return tuple(jumps)

    def seen_from(self, at: int) -> tuple[range, ...]:
        """The places that one output sees on each line, from the pixels on."""
        seen = [range(at, at + 1)]
        for _, kernel, stride in reversed(self.layers):
            seen.append(range(seen[-1][0] * stride, seen[-1][-1] * stride + kernel))
        return tuple(reversed(seen))


@dataclass(frozen=True)
class Stamp:
    """A grid of places, each with the kernel that is used there; one kernel for all if there is only one."""

    name: str
    places: Place  # rows and columns
    kernels: tuple[tuple[tuple[float, ...], ...], ...]  # -1 to 1
    note: str

    def __post_init__(self) -> None:
        if len(self.kernels) not in (1, self.places[0] * self.places[1]):
            raise ValueError(f"{self.name}: neither one kernel nor one for each place")


@dataclass(frozen=True)
class Stamps:
    title: str
    stamps: tuple[Stamp, ...]
    line: str = ""


@dataclass(frozen=True)
class Bar:
    """A name and its value in each column."""

    name: str
    values: tuple[float, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Bars:
    """Columns of bars beside each other, each column on a scale of its own."""

    title: str
    columns: tuple[str, ...]
    bars: tuple[Bar, ...]
    line: str = ""


@dataclass(frozen=True)
class Wiring:
    """A layer as lines from a row of numbers to the units above it. `taps`: how many neighbors a unit reads."""

    name: str
    inputs: int
    taps: int
    dense: bool = False  # every unit reads every number
    shared: bool = False  # all units have the same weights

    def __post_init__(self) -> None:
        if not 1 <= self.taps <= self.inputs or (self.dense and self.shared) or (self.shared and self.taps > 3):
            raise ValueError(f"{self.name}: {self.taps} taps on {self.inputs} numbers cannot be drawn")

    @property
    def units(self) -> int:
        return self.inputs - self.taps + 1

    @property
    def weights(self) -> int:
        """Different ones."""
        return self.units * self.inputs if self.dense else self.taps * (1 if self.shared else self.units)

    def reads(self, unit: int) -> range:
        return range(self.inputs) if self.dense else range(unit, unit + self.taps)


@dataclass(frozen=True)
class Wirings:
    """Layers side by side; the lines of one unit of each are drawn strong."""

    title: str
    wirings: tuple[Wiring, ...]
    line: str = ""


Diagram = Flow | Cone | Stamps | Bars | Wirings
