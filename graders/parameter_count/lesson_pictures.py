"""The pictures of the chapters about parameters, pooling, 1×1 and inception."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos
from pathlib import Path

from receptive.grader import (
    Bar,
    Bars,
    Flow,
    Grids,
    Node,
    Picture,
    Stamp,
    Stamps,
    Volume,
    Volumes,
    grid,
    whole_network,
)

from .layers import FLATTEN, Layer, conv, dense, pool
from .model import Model

IMAGE = ((1, 3, 2, 0), (0, 6, 1, 1), (4, 0, 0, 2), (1, 0, 3, 8))
CHANNELS = tuple(Node(f"channel {number}") for number in range(1, 4))
MAPS = tuple(Node(f"map {number}", strong=True) for number in range(1, 5))


def pictures(folder: Path) -> Iterator[tuple[str, Picture]]:
    """Each picture with the name of its file."""
    del folder
    yield from counting()
    yield from cheaper()
    yield from pooling()
    yield "inception", inception()


def counting() -> Iterator[tuple[str, Picture]]:
    yield "network", whole_network("kernel", "A kernel is as deep as what it reads")
    image = Volume("4 channels", (9, 9, 4), window=(2, 2, 5, 5), window_name="5×5 through all 4")
    yield (
        "filters",
        Volumes(
            "Six filters of 5×5 on 4 channels",
            (image, Volume("one filter", (5, 5, 4), emphasized="all"), Volume("6 maps", (5, 5, 6), column=(2, 2))),
        ),
    )
    yield "unshared", shared_or_not()
    image = Volume("image", (8, 6, 3), window=(2, 1, 3, 3), window_name="27 products")
    maps = Volume("4 maps", (6, 4, 4), column=(2, 1))
    yield "macs", Volumes("Products at each place", (image, maps), "6·4 places, 4·27 products at each = 2592")
    yield "vgg", vgg()
    yield "trainable", trainable()


def shared_or_not() -> Stamps:
    """Weights that are drawn from no data: any different ones show it."""
    kernels = tuple(
        tuple(tuple(cos(7 * place + 3 * row + 2 * column * (place + 1)) for column in range(3)) for row in range(3))
        for place in range(12)
    )
    return Stamps(
        "One filter at 12 places: shared, and not shared",
        (
            Stamp("shared", (4, 3), kernels[:1], "1 kernel: 9 weights and 1 bias"),
            Stamp("not shared", (4, 3), kernels, "12 kernels: 12·(9 + 1) numbers"),
        ),
    )


def vgg() -> Bars:
    """The layers with weights of VGG-16, without biases; `scripts/count_vgg.py` prints the table."""
    layers, names = list[Layer](), []
    for block, (filters, depth) in enumerate(((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)), 1):
        layers += [conv(filters, 3, padding=1, bias=False)] * depth + [pool(2)]
        names += [f"conv {block}.{number}" for number in range(1, depth + 1)] + [""]
    layers += [FLATTEN, *(dense(units, bias=False) for units in (4096, 4096, 1000))]
    rows = zip([*names, "", "dense 1", "dense 2", "dense 3"], Model().layer_table(layers, (3, 224, 224)), strict=True)
    columns = ("params", "activations")
    bars = (
        Bar(name, tuple(row[column] for column in columns), tuple(f"{row[column]:,}" for column in columns))
        for name, row in rows
        if name
    )
    return Bars("VGG-16, layer by layer", ("weights", "numbers in the output"), tuple(bars))


def trainable() -> Flow:
    modules = (Node("conv", "frozen"), Node("norm"), Node("dense A"), Node("dense B", "tied to A"))
    tensors = (
        Node("48", "frozen", off=True),
        Node("4 + 4", "learned", strong=True),
        Node("4 + 4", "measured", off=True),
        Node("30", "once", strong=True),
    )
    arrows = (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 1), (1, 2)), ((0, 2), (1, 3)), ((0, 3), (1, 3)))
    return Flow(
        "What training may change", (modules, tensors), arrows, legend="dashed: not counted", line="8 + 30 = 38"
    )


def cheaper() -> Iterator[tuple[str, Picture]]:
    every = tuple(((0, channel), (1, map_)) for channel in range(3) for map_ in range(4))
    legend = "each thick arrow is a 3×3 kernel, 9 weights"
    yield "ordinary", Flow("An ordinary convolution", (CHANNELS, MAPS), thick=every, legend=legend, line="12·9 = 108")
    own = tuple(((0, channel), (1, channel)) for channel in range(3))
    mixed = tuple(((1, channel), (2, map_)) for channel in range(3) for map_ in range(4))
    between = tuple(Node(f"filtered {number}") for number in range(1, 4))
    legend = "thick: a 3×3 kernel, 9 weights; thin: one weight"
    yield (
        "separable",
        Flow("A separable convolution", (CHANNELS, between, MAPS), mixed, own, legend, "3·9 + 12·1 = 39"),
    )
    four = tuple(Node(f"channel {number}") for number in range(1, 5))
    grouped = tuple(((0, channel), (1, map_)) for channel in range(4) for map_ in range(4) if channel // 2 == map_ // 2)
    legend = "each arrow is a kernel; none leaves its group"
    yield "groups", Flow("Four channels, four filters, two groups", (four, MAPS), thick=grouped, legend=legend)
    wide = Volume("in", (14, 14, 64), window=(5, 5, 3, 3), window_name="3×3×64")
    narrow = Volume("squeezed", (14, 14, 16), column=(6, 6), window=(5, 8, 3, 3), window_name="3×3×16")
    yield (
        "bottleneck",
        Volumes(
            "64 channels to 64: directly, and through a bottleneck",
            (
                wide,
                Volume("out, directly", (14, 14, 64), column=(6, 6)),
                Volume("in", (14, 14, 64), window=(6, 6, 1, 1), window_name="1×1×64", apart=True),
                narrow,
                Volume("out, by the detour", (14, 14, 64), column=(6, 9)),
            ),
            "(9·64·64)/(64·16 + 9·16·64) = 36864/10240 = 3.6",
        ),
    )


def pooling() -> Iterator[tuple[str, Picture]]:
    blocks = [[IMAGE[2 * i + a][2 * j + b] for a in (0, 1) for b in (0, 1)] for i in (0, 1) for j in (0, 1)]
    kept: dict[str, list[float]] = {
        "maximum": [max(block) for block in blocks],
        "mean": [sum(block) / 4 for block in blocks],
        "stride 2": [block[0] for block in blocks],
    }
    grids = [grid(name, [values[:2], values[2:]]) for name, values in kept.items()]
    yield "pools", Grids("Three ways to halve a map", (grid("a map", [list(row) for row in IMAGE]), *grids))
    maps = Volume("6 maps", (7, 7, 6), window=(0, 0, 7, 7), window_name="all 49 places")
    yield "global", Volumes("Global average pooling", (maps, Volume("6 means", (1, 1, 6), column=(0, 0))))
    maps = Volume("8 channels", (7, 7, 8), window=(3, 3, 1, 1), window_name="1×1×8")
    yield "one-by-one", Volumes("A 1×1 convolution", (maps, Volume("3 channels", (7, 7, 3), column=(3, 3))))
    every = tuple(((0, channel), (1, unit)) for channel in range(4) for unit in range(3))
    units = tuple(Node(f"new {number}", strong=True) for number in range(1, 4))
    rows = (tuple(Node(f"channel {number}") for number in range(1, 5)), units)
    yield (
        "per-pixel",
        Flow("At each pixel a dense layer", rows, every, legend="each arrow is one weight", line="4·3 = 12"),
    )


def inception() -> Flow:
    """The first module of GoogLeNet: Szegedy et al. 2015, table 1, inception (3a)."""
    branches = (("1×1", 64), ("3×3", 128), ("5×5", 32), ("pool", 32))
    rows = (
        (Node("input 28×28×192", wide=True),),
        (None, Node("1×1", "96 filters"), Node("1×1", "16 filters"), Node("pool", "3×3 max")),
        (
            Node("1×1", "64 filters"),
            Node("3×3", "128 filters"),
            Node("5×5", "32 filters"),
            Node("1×1", "32 filters"),
        ),
        (Node("concatenated: 28×28×256", wide=True, strong=True, parts=branches),),
    )
    starts = (((0, 0), (2, 0)), *(((0, 0), (1, branch)) for branch in (1, 2, 3)))
    middle = tuple(((1, branch), (2, branch)) for branch in (1, 2, 3))
    ends = tuple(((2, branch), (3, 0)) for branch in range(4))
    return Flow("The first inception module of GoogLeNet", rows, (*starts, *middle, *ends))
