"""Which pictures show a failing case of a size: the windows on a ruler, or the shapes from layer to layer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import oracle
from oracle import both
from working_size_layers import SIDES

from receptive.grader import Case, Grids, Picture, Pyramid, Ruler, Stage, beside, grid

Pair = Any  # an int or a pair of them
Layer = dict[str, Any]
LONGEST_LINE = 20  # pixels, with their padding, that a ruler has room for
MOST_STAGES = 8


def of_case(case: Case) -> Iterator[Picture]:
    """First the windows, where one line of pixels is what it is about; then the numbers."""
    drawn = DRAWN.get(case.exercise)
    found = list(drawn(case, *case.arguments, **dict(case.options))) if drawn else []
    yield from found
    if not any(isinstance(picture, Pyramid) or picture.theirs for picture in found):
        yield beside(case)


def of_exercise(exercise: str) -> Iterator[Picture]:
    """A worked example for the exercise."""
    if exercise in ("conv_out", "unused_pixels", "inputs_giving", "configs", "conv2d_out_shape", "pool2d_out_shape"):
        line = "10 - (6 + 3) = 1" if exercise == "unused_pixels" else "floor((10 - 3)/2) + 1 = 4"
        asks = exercise == "unused_pixels"
        yield Ruler("A window of 3 on 10 pixels, moved by 2", 10, (0, 0), 3, 2, line=line, asks_left_over=asks)
    elif exercise in ("tf_out", "same_pads_tf"):
        yield Ruler(
            "SAME: a window of 3 on 6 pixels, moved by 2; the odd zero comes after",
            6,
            (0, 1),
            3,
            2,
            line="ceil(6/2) = 3",
        )
    elif exercise == "trace":
        yield shapes("A small network, layer by layer", EXAMPLE, (1, 12, 12), oracle.trace(EXAMPLE, (1, 12, 12)), None)
    elif exercise == "receptive_field":
        yield two_layers()


def two_layers() -> Grids:
    """Which pixels each number sees, behind one layer and behind two."""
    pixels = grid("5 pixels of a line", [list(range(5))])
    first = grid("behind a window of 3", [[f"{start} to {start + 2}" for start in range(3)]])
    second = grid("behind a second one", [["0 to 4"]])
    return Grids("The pixels that a number sees", (pixels, first, second), ("→", "→"), "1 + 2·1 + 2·1 = 5")


EXAMPLE: list[Layer] = [
    {"type": "conv", "filters": 4, "kernel": 3},
    {"type": "pool", "kind": "max", "kernel": 2},
    {"type": "flatten"},
    {"type": "dense", "units": 10},
]


def ruler(
    case: Case,
    pixels: int,
    window: int,
    step: int,
    pads: tuple[int, int],
    dilation: int = 1,
    theirs: Any = None,
    what: str = "",
) -> Iterator[Ruler]:
    """The windows on one line, if there is room for it."""
    found = Ruler(
        f"{case.call}{what}",
        pixels,
        pads,
        window,
        step,
        dilation,
        "" if theirs is None else str(theirs),
        case.arithmetic,
    )
    if pixels >= 1 and found.length <= LONGEST_LINE and found.reach <= found.length and step <= LONGEST_LINE:
        yield found


def conv_out(case: Case, i: int, k: int, s: int = 1, p: int = 0, d: int = 1) -> Iterator[Ruler]:
    yield from ruler(case, i, k, s, (p, p), d, case.returned)


def unused_pixels(case: Case, i: int, k: int, s: int = 1, p: int = 0) -> Iterator[Ruler]:
    yield from (replace(found, asks_left_over=True) for found in ruler(case, i, k, s, (p, p), theirs=case.returned))


def tf_out(case: Case, i: int, k: int, s: int = 1, d: int = 1, padding: str = "VALID") -> Iterator[Ruler]:
    pads = oracle.same_pads_tf(i, k, s, d) if padding == "SAME" else (0, 0)
    yield from ruler(case, i, k, s, pads, d, case.returned)


def same_pads_tf(case: Case, i: int, k: int, s: int = 1, d: int = 1) -> Iterator[Ruler]:
    yield from ruler(case, i, k, s, oracle.same_pads_tf(i, k, s, d), d)


def conv2d_out_shape(
    case: Case, in_shape: Any, n_filters: int, kernel: Pair,
    stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1, layout: str = "NCHW",
) -> Iterator[Ruler]:  # fmt: skip
    del n_filters
    yield from _side(case, in_shape, layout, kernel, stride, padding, dilation)


def pool2d_out_shape(
    case: Case, in_shape: Any, kernel: Pair,
    stride: Pair | None = None, padding: Pair = 0, ceil_mode: bool = False, layout: str = "NCHW",
) -> Iterator[Ruler]:  # fmt: skip
    """None with ceil_mode, where a window counts that hangs over the end."""
    if not ceil_mode:
        yield from _side(case, in_shape, layout, kernel, kernel if stride is None else stride, padding, 1)


def _side(
    case: Case, in_shape: Any, layout: str, kernel: Pair, stride: Pair, padding: Pair, dilation: Pair
) -> Iterator[Ruler]:
    """The line of pixels along the side that is wrong; none where the channels are."""
    if case.place is None or len(case.place) != 1:
        return
    axis = case.place[0] if layout == "NCHW" else (case.place[0] + 1) % len(SIDES)
    if axis == 0:
        return
    sizes = tuple(in_shape)[1:] if layout == "NCHW" else tuple(in_shape)[:2]
    k, s, p, d = (both(value)[axis - 1] for value in (kernel, stride, padding, dilation))
    yield from ruler(case, sizes[axis - 1], k, s, (p, p), d, None, f", the {SIDES[axis]}")


def trace(case: Case, arch: list[Layer], in_shape: Any) -> Iterator[Pyramid]:
    if arch and isinstance(case.expected, list | tuple) and isinstance(case.returned, list | tuple):
        yield shapes(case.call, arch, tuple(in_shape), case.expected, case)


def shapes(title: str, arch: list[Layer], in_shape: tuple[int, ...], right: Any, case: Case | None) -> Pyramid:
    """The right shapes, and the first of the student's that differs."""
    stages = [Stage("input", in_shape)]
    found = False
    for index, (layer, shape) in enumerate(zip(arch, right, strict=False)):
        theirs = case.returned[index] if case and index < len(case.returned) else None
        wrong = case is not None and not found and (theirs is None or tuple(_listed(theirs)) != tuple(shape))
        found |= wrong
        stages.append(Stage(str(layer["type"]), tuple(shape), _words(theirs) if wrong else ""))
    return Pyramid(title, tuple(stages[:MOST_STAGES]), case.arithmetic if case else "")


def _listed(shape: Any) -> Any:
    return shape if isinstance(shape, list | tuple) else (shape,)


def _words(shape: Any) -> str:
    return "missing" if shape is None else "×".join(map(str, _listed(shape)))


DRAWN: dict[str, Callable[..., Iterator[Ruler | Pyramid]]] = {
    "conv_out": conv_out,
    "tf_out": tf_out,
    "same_pads_tf": same_pads_tf,
    "conv2d_out_shape": conv2d_out_shape,
    "pool2d_out_shape": pool2d_out_shape,
    "unused_pixels": unused_pixels,
    "trace": trace,
}
