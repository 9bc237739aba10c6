"""How the failing demonstrations of layers and networks are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import prod
from typing import Any

from receptive.grader import Block, Blocks, Case, Cell, Grid, Grids, Picture, Pyramid, Ruler, Stage, alone, beside, grid

LENET = (
    ("input", (1, 32, 32)), ("5×5 conv", (6, 28, 28)), ("pool", (6, 14, 14)), ("5×5 conv", (16, 10, 10)),
    ("pool", (16, 5, 5)), ("dense", (120,)), ("dense", (84,)), ("dense", (10,)),
)  # fmt: skip
LENET_COUNTS = (
    ("5×5 conv, 6 filters", "6·(5·5·1 + 1)", "156"), ("5×5 conv, 16 filters", "16·(5·5·6 + 1)", "2416"),
    ("dense, 120 units", "120·(400 + 1)", "48120"), ("dense, 84 units", "84·(120 + 1)", "10164"),
    ("dense, 10 units", "10·(84 + 1)", "850"),
)  # fmt: skip
AXES = ("images", "channels", "rows", "columns")
MOST_PARTS = 7
LONGEST_NAME = 40


def from_what(case: Case, *sources: Grid, signs: Sequence[str] = ()) -> Grids:
    """What it is made from, then yours and right."""
    both = beside(case)
    return replace(both, grids=(*sources, *both.grids), signs=(*signs, *both.signs))


def wrong_cell(case: Case) -> Cell:
    """The cell that is marked as wrong, or as missing."""
    yours, right = beside(case).grids[:2]
    return yours.wrong or right.should or (0, 0)


def in_two_rows(case: Case) -> Grids:
    """Ten numbers, five in a row."""
    rows = [[list(value[:5]), list(value[5:])] for value in (case.returned, case.expected)]
    place = divmod(case.place[0], 5) if case.place else None
    return beside(replace(case, returned=rows[0], expected=rows[1], place=place))


def shape(case: Case, names: tuple[str, ...]) -> Iterator[Picture]:
    """Two shapes, axis by axis; or an error in the place of a shape."""
    theirs = [case.returned] if isinstance(case.returned, str) else list(case.returned)
    rows = [theirs, list(case.expected)]
    pairs = zip(*rows, strict=False)
    wrong = next((at for at, (one, other) in enumerate(pairs) if one != other), 0)
    columns = [names if len(row) == len(names) else _axes(row) for row in rows]
    yours = replace(grid("yours", rows[:1], wrong=(0, wrong)), columns=columns[0])
    right = replace(grid("right", rows[1:], should=(0, wrong)), columns=columns[1])
    yield Grids(case.call, (yours, right), ("but",), case.arithmetic)


def _axes(row: Sequence[Any]) -> tuple[str, ...]:
    return ("instead of a shape",) if isinstance(row[0], str) else tuple(f"axis {at}" for at in range(len(row)))


def bend(case: Case) -> Iterator[Picture]:
    """Three logits, and the number that is 0 on a straight line."""
    columns = ("f(-2)", "f(0)", "f(2)", "f(-2) + f(2) - 2·f(0)")
    yield Grids(case.call, (alone(case, [case.returned], (0, 3), columns),))


def conv_block(case: Case, *what: Any) -> Iterator[Picture]:
    if isinstance(what[0], int):  # sizes
        size, side = what
        at = case.place[0] if case.place else 0
        pads = ((size - 1) // 2, size // 2)
        yield Ruler(case.call, side, pads, size, 1, theirs=str(case.returned[at]), line=case.arithmetic)
        return
    pool, rows = what
    row, column = wrong_cell(case)
    met = [(row, column)] if pool is None else [(2 * row + i, 2 * column + j) for i in (0, 1) for j in (0, 1)]
    yield from_what(case, grid("image", rows, window=met), signs=("→",))


def my_conv2d(case: Case, kind: str, *what: Any) -> Iterator[Picture]:
    if kind == "values":
        rows, weights, _, options = what
        image = grid("image", rows, window=_window(wrong_cell(case), **options))
        yield from_what(case, image, grid("filter", weights), signs=("∗", "→"))
    elif kind == "groups":
        yield from_what(case, grid("channels", what[0]), grid("filters", what[1]), signs=("∗", "→"))
    elif kind == "gradient":
        row, column = wrong_cell(case)
        met = [(row, column), (row, column + 1)] if case.place else []
        yield from_what(case, grid("image", what[0], window=met), signs=("→",))
    else:
        yield beside(case)


def _window(at: Cell, stride: Any = 1, padding: Any = 0, dilation: int = 1) -> list[Cell]:
    steps, pads = ((value, value) if isinstance(value, int) else value for value in (stride, padding))
    row, column = (place * step - pad for place, step, pad in zip(at, steps, pads, strict=True))
    return [(row + i, column + j) for i in (0, dilation) for j in (0, dilation) if row + i >= 0 <= column + j]


def lenet(case: Case, kind: str, *_: Any) -> Iterator[Picture]:
    if kind == "sizes":
        theirs = [*map(tuple, case.returned), *[()] * len(LENET)]
        first = next((at for at, (_, right) in enumerate(LENET[1:]) if theirs[at] != right), None)
        stages = [Stage(name, right) for name, right in LENET]
        if first is not None:
            stages[first + 1] = replace(stages[first + 1], wrong="×".join(map(str, theirs[first])) or "an error")
        yield Pyramid(case.call, tuple(stages))
    elif kind == "shape":
        yield from shape(case, ("images", "classes"))
    elif kind == "count":
        blocks = tuple(Block(*part) for part in LENET_COUNTS)
        yield Blocks(case.call, blocks, str(case.expected), str(case.returned))
    elif kind == "bend":
        yield from bend(case)
    else:
        yield in_two_rows(case)


def shift_net(case: Case, kind: str, *what: Any) -> Iterator[Picture]:
    if kind == "shape":
        yield from shape(case, ("images", "classes"))
    elif kind == "bend":
        yield from bend(case)
    elif kind == "count":
        yield _parameters(case)
    elif kind == "moved":
        yield _moved(case, *what)
    elif kind == "zero":
        yield Grids(case.call, (alone(case, [case.returned[:5], case.returned[5:]]),))
    else:
        yield beside(case)


def _parameters(case: Case) -> Blocks:
    """The parameters of each layer, whose names are the student's."""
    layers: dict[str, list[Sequence[int]]] = {}
    for name, shape in case.returned["shapes"]:
        layers.setdefault(name.rpartition(".")[0] or name, []).append(shape)
    counts = {name: sum(map(prod, shapes)) for name, shapes in layers.items()}
    blocks = [Block(name[:LONGEST_NAME], _products(layers[name]), str(counts[name])) for name in [*layers][:MOST_PARTS]]
    if len(layers) > MOST_PARTS:
        rest = sum([*counts.values()][MOST_PARTS:])
        blocks.append(Block(f"{len(layers) - MOST_PARTS} more layers", "all in all", str(rest)))
    return Blocks(case.call, tuple(blocks), str(case.expected), str(case.returned["total"]), how="right:")


def _products(shapes: list[Sequence[int]]) -> str:
    return " + ".join("·".join(map(str, shape)) or "1" for shape in shapes[:3])


def _moved(case: Case, side: int, square: int, upper: int, lower: int) -> Grids:
    """Where the square is in either image, a cell for each square of pixels."""
    cells = range(side // square)
    names = {upper // square: "one", lower // square: "two"}
    rows = [[names.get(i, "·") if i == j else "·" for j in cells] for i in cells]
    places = grid(f"image one and two, a cell is {square}×{square} pixels", rows, window=[(at, at) for at in names])
    return Grids(case.call, (places, alone(case, [[case.returned]])), ("→",))


def inception(case: Case, kind: str, *what: Any) -> Iterator[Picture]:
    if kind == "shape":
        yield from shape(case, AXES)
    elif kind == "pooled":
        wrong = "×".join(map(str, case.returned))
        stages = (Stage("input", (2, 6, 6)), Stage("3×3 max pool", tuple(case.expected), wrong))
        yield Pyramid(case.call, stages)
    elif kind == "channel":
        channel, pixels = what
        row, column = wrong_cell(case)
        reach = 1 if channel else 0
        near = [(row + i, column + j) for i in range(-reach, reach + 1) for j in range(-reach, reach + 1)]
        inside = [(i, j) for i, j in near if 0 <= i < len(pixels) and 0 <= j < len(pixels[0])]
        yield from_what(case, grid("image", pixels, window=inside), signs=("→",))
    else:
        yield beside(case)


DRAWN: dict[str, Callable[..., Iterator[Picture]]] = {
    "conv_block": conv_block,
    "MyConv2d": my_conv2d,
    "LeNet": lenet,
    "ShiftNet": shift_net,
    "InceptionMini": inception,
}
