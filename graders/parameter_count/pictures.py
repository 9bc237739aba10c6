"""Which pictures show a failing count: its parts as blocks, or the table row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import prod
from typing import Any

import oracle
from oracle import both, grid

from receptive.grader import MOST_CELLS, Block, Blocks, Case, Grid, Grids, Picture, beside, counted

Pair = Any  # an int or a pair of them
EXAMPLE = [
    {"type": "conv", "filters": 2, "kernel": 3},
    {"type": "relu"},
    {"type": "flatten"},
    {"type": "dense", "units": 3},
]
COLUMNS = ("type", "out_shape", "params", "macs", "activations")


def of_case(case: Case) -> Iterator[Picture]:
    """Counts as what they are made of; a table with the first wrong entry marked."""
    if case.exercise == "count_trainable":
        yield from count(case, tuple(_layers(case.arguments[0], {})))
    elif case.exercise in DRAWN:
        yield from DRAWN[case.exercise](case, *case.arguments, **dict(case.options))


def of_exercise(exercise: str) -> Iterator[Picture]:
    """A worked example for the exercise."""
    if exercise in ("sharing_ratio", "locally_connected_params"):
        parts = (
            Block("places of the window", "4·3", "12", (4, 3)),
            Block("parameters at each", "2·(3·3·1 + 1)", "20", (3, 3)),
        )
        yield Blocks("Two filters of 3×3 on 6×5 pixels, not shared", parts, "240", how="multiplied")
    elif exercise == "dense_params":
        parts = (Block("weights of 6 neurons", "6·20", "120"), Block("biases", "one for each neuron", "6"))
        yield Blocks("Six neurons that read 20 numbers", parts, "126")
    elif exercise in ("layer_table", "memory_bytes"):
        rows = tuple(tuple(str(row[name]) for name in COLUMNS) for row in oracle.layer_table(EXAMPLE, (1, 4, 6)))
        yield Grids("Each layer of a small network", (Grid("layers", rows, columns=COLUMNS),))
    elif exercise == "bottleneck_saving":
        parts = (
            Block("the direct way", "3·3·64·64", "36864", (3, 3)),
            Block("the detour", "64·16 + 3·3·16·64", "10240"),
        )
        yield Blocks("64 channels to 64 by way of 16", parts, "3.6", how="divided")
    elif exercise == "max_filters_within":
        parts = (
            Block("12 filters, each with", "3·3·1 + 1", "10", (3, 3)),
            Block("and in the head", "6·6·2", "72"),
            Block("the head's biases, once", "budget 1000 - 2 leaves", "998"),
        )
        yield Blocks("What a budget of 1000 pays for", parts, "12", line="floor(998/82) = 12", how="filters that fit:")
    elif exercise == "conv_params":
        filters = Block("6 filters, used at every place", "6·(5·5·4 + 1)", "606", (5, 5))
        yield Blocks("Six filters of 5×5 on 4 channels", (filters,), "606")
    elif exercise == "conv_macs":
        parts = (Block("places of the output", "6·4", "24"), Block("products at each", "4·(3·3·3)", "108", (3, 3)))
        yield Blocks("Four filters of 3×3 on (3, 8, 6)", parts, "2592", how="multiplied")
    elif exercise == "count_trainable":
        parts = (
            Block("a dense layer", "6·(20 + 1)", "126"),
            Block("the same tensor once more", "tied, counted once", "0"),
            Block("a frozen layer", "requires_grad is False", "0"),
            Block("running mean and variance", "buffers", "0"),
        )
        yield Blocks("What training may change", parts, "126")
    elif exercise == "separable_params":
        parts = (Block("depthwise", "8·(3·3 + 1)", "80", (3, 3)), Block("pointwise", "16·(8 + 1)", "144", (1, 1)))
        yield Blocks("8 channels to 16, separably", parts, "224")


def count(case: Case, blocks: tuple[Block, ...], how: str = "together") -> Iterator[Picture]:
    yield Blocks(case.call, blocks, _number(case.expected), _number(case.returned), case.arithmetic, how)


def _number(value: Any) -> str:
    text = f"{value:.6g}" if isinstance(value, float) else str(value)
    return text if len(text) <= 24 else f"{text[:23]}…"


def _layers(description: Any, named: dict[str, str], frozen: bool = False) -> Iterator[Block]:
    """What each layer of a model has to learn, as `probes.build` takes its description."""
    kind, *arguments = description
    options = arguments.pop() if arguments and isinstance(arguments[-1], dict) else {}
    frozen = frozen or options.get("frozen") == "all"
    if kind == "Sequential":
        for inner in arguments:
            yield from _layers(inner, named, frozen)
        return
    if kind == "again":
        yield Block(f"{named[arguments[0]]} once more", "the same numbers", "0")
        return
    sizes = oracle.SHAPES[kind](*arguments).values()
    name = named[options.get("name", "")] = f"{kind}({', '.join(map(str, arguments))})"
    products = " + ".join("·".join(map(str, size)) for size in sizes)
    yield Block(name, "frozen" if frozen else products, str(0 if frozen else sum(map(prod, sizes))))
    if kind == "BatchNorm2d":
        yield Block("its running mean and variance", "buffers, which are not trained", "0")


def conv_params(
    case: Case, c_in: int, c_out: int, kernel: Pair, bias: bool = True, groups: int = 1
) -> Iterator[Picture]:
    if c_in % groups or c_out % groups:
        return
    yield from count(case, tuple(_filters(c_out, c_in // groups, kernel, bias)))


def _filters(filters: int, depth: int, kernel: Pair, bias: bool) -> Iterator[Block]:
    high, wide = both(kernel)
    weights = filters * high * wide * depth
    yield Block(
        f"weights of {counted(filters, 'filter')}", f"{filters}·({high}·{wide}·{depth})", str(weights), (high, wide)
    )
    yield Block("biases", "one for each filter" if bias else "none asked for", str(filters if bias else 0))


def dense_params(case: Case, n_in: int, n_out: int, bias: bool = True) -> Iterator[Picture]:
    weights = Block(f"weights of {counted(n_out, 'neuron')}", f"{n_out}·{n_in}", str(n_out * n_in))
    one = Block("biases", "one for each neuron" if bias else "none asked for", str(n_out if bias else 0))
    yield from count(case, (weights, one))


def locally_connected_params(
    case: Case, in_shape: Any, n_filters: int, kernel: Pair, stride: Pair = 1, padding: Pair = 0
) -> Iterator[Picture]:
    down, across = grid(in_shape[1:], kernel, stride, padding)
    high, wide = both(kernel)
    each = n_filters * (high * wide * in_shape[0] + 1)
    own = Block("parameters at each place", f"{n_filters}·({high}·{wide}·{in_shape[0]} + 1)", str(each), (high, wide))
    yield from count(case, (_places(down, across), own), "multiplied")


def _places(down: int, across: int) -> Block:
    return Block("places of the window", f"{down}·{across}", str(down * across), (min(down, 8), min(across, 8)))


def sharing_ratio(case: Case, in_shape: Any, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> Iterator[Picture]:
    yield from count(case, (_places(*grid(in_shape[1:], kernel, stride, padding)),))


def conv_macs(
    case: Case, in_shape: Any, n_filters: int, kernel: Pair,
    stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1, groups: int = 1,
) -> Iterator[Picture]:  # fmt: skip
    if in_shape[0] % groups or n_filters % groups:
        return
    down, across = grid(in_shape[1:], kernel, stride, padding, dilation)
    (high, wide), depth = both(kernel), in_shape[0] // groups
    products = f"{n_filters}·({high}·{wide}·{depth})"
    each = Block("products at each place", products, str(n_filters * high * wide * depth), (high, wide))
    yield from count(case, (_places(down, across), each), "multiplied")


def separable_params(case: Case, c_in: int, c_out: int, kernel: Pair, bias: bool = True) -> Iterator[Picture]:
    (high, wide), one = both(kernel), int(bias)
    depthwise = Block("depthwise", f"{c_in}·({high}·{wide} + {one})", str(c_in * (high * wide + one)), (high, wide))
    yield from count(
        case, (depthwise, Block("pointwise", f"{c_out}·({c_in} + {one})", str(c_out * (c_in + one)), (1, 1)))
    )


def bottleneck_saving(case: Case, c_in: int, c_out: int, kernel: Pair, c_mid: int) -> Iterator[Picture]:
    high, wide = both(kernel)
    direct, first, last = high * wide * c_in * c_out, c_in * c_mid, high * wide * c_mid * c_out
    way = Block("the direct way", f"{high}·{wide}·{c_in}·{c_out}", str(direct), (high, wide))
    detour = Block("the detour", f"{c_in}·{c_mid} + {high}·{wide}·{c_mid}·{c_out}", str(first + last))
    yield from count(case, (way, detour), "divided")


def max_filters_within(
    case: Case, budget: int, c_in: int, kernel: Pair, head_classes: int, in_hw: Any
) -> Iterator[Picture]:
    """The network with as many filters as are right: what each part of it costs."""
    down, across = grid(in_hw, kernel)
    high, wide = both(kernel)
    n, own, head = case.expected, high * wide * c_in + 1, down * across * head_classes
    if not down * across:
        return
    parts = (
        Block(f"{counted(n, 'filter')}, each with", f"{high}·{wide}·{c_in} + 1", str(own), (high, wide)),
        Block("and in the head", f"{down}·{across}·{head_classes}", str(head)),
        Block("the head's biases, once", f"budget {budget} - {head_classes} leaves", str(budget - head_classes)),
    )
    yield from count(case, parts, "filters that fit:")


def layer_table(case: Case, arch: list[dict[str, Any]], in_shape: Any) -> Iterator[Picture]:
    del arch, in_shape
    rows = [_table(value) for value in (case.returned, case.expected)]
    place = case.place
    if place is None or not all(rows) or len(rows[0]) != len(rows[1]) or len(rows[1]) > MOST_CELLS:
        yield beside(case)
        return
    at = (int(place[0]), COLUMNS.index(place[1]))
    yours, right = (Grid(name, table, columns=COLUMNS) for name, table in zip(("yours", "right"), rows, strict=True))
    yours = Grid("yours", yours.rows, wrong=at, columns=COLUMNS)
    right = Grid("right", right.rows, should=at, columns=COLUMNS)
    yield Grids(case.call, (yours, right), ("but",), case.arithmetic)


def _table(value: Any) -> tuple[tuple[str, ...], ...]:
    """The rows as texts; nothing where it is no such table."""
    if not isinstance(value, list) or not all(isinstance(row, dict) and row.keys() == set(COLUMNS) for row in value):
        return ()
    return tuple(tuple(_number(row[name]) for name in COLUMNS) for row in value)


def memory_bytes(case: Case, arch: list[dict[str, Any]], in_shape: Any, dtype_bytes: int = 4) -> Iterator[Picture]:
    """What the right answer is made of, then both."""
    rows = oracle.layer_table(arch, tuple(in_shape))
    if 0 < len(rows) <= MOST_CELLS:
        table = tuple((str(row["type"]), str(row["params"]), str(row["activations"])) for row in rows)
        numbers = Grid(f"numbers, {dtype_bytes} bytes each", table, columns=("layer", "params", "activations"))
        both_ways = beside(case)
        yield Grids(case.call, (numbers, *both_ways.grids), ("→", "but"), case.arithmetic)


DRAWN: dict[str, Callable[..., Iterator[Picture]]] = {
    function.__name__: function
    for function in (
        conv_params, dense_params, locally_connected_params, sharing_ratio, conv_macs, separable_params,
        bottleneck_saving, max_filters_within, layer_table, memory_bytes,
    )
}  # fmt: skip
