"""`receptive_field`: how many pixels one number sees, and how far neighbors are apart."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from receptive.grader import Call, Grids, Picture, Place, call, grid

from .draws import fitting
from .layers import HEAD, Layer, conv, layers, pool

WINDOWS = ("conv", "pool")
MOST_TERMS = 12
SHOWN_TERMS = 6  # of more than that; the last one follows


def receptive_field(arch: list[Layer]) -> tuple[int, int]:
    """Walk back from two neighboring outputs to all the inputs that they read."""
    ends = [index for index, layer in enumerate(arch) if layer["type"] in HEAD]
    first, second = {0}, {1}
    for layer in reversed(arch[: ends[0]] if ends else arch):
        if layer["type"] in ("conv", "pool"):
            first, second = read_by(first, layer), read_by(second, layer)
    return max(first) - min(first) + 1, min(second) - min(first)


def read_by(outputs: set[int], layer: Layer) -> set[int]:
    stride: int = layer["kernel"] if layer["type"] == "pool" else 1
    return {
        at * layer.get("stride", stride) + tap * layer.get("dilation", 1)
        for at in outputs
        for tap in range(layer["kernel"])
    }


def calls(rng: Random) -> Iterator[Call]:
    yield from (
        call([]), call([conv(3)]), call([pool(2)]), call([conv(3), conv(3)]), call([conv(1)]),
        call([conv(3, dilation=2)]), call([conv(2, stride=2)]), call([pool(2), conv(3)]), call([pool(2), pool(2)]),
        call([pool(3), pool(3)]), call([*layers("relu flatten"), conv(3)]),
        call([conv(2), *layers("global_pool"), pool(2)]),
    )  # fmt: skip
    while True:
        yield drawn(rng)


def drawn(rng: Random) -> Call:
    arch: list[Layer] = []
    for _ in range(rng.randint(2, 4)):
        _, k, s, _, d = fitting(rng)
        options = [{}, {"stride": s}, {"dilation": d}, {"stride": s, "dilation": d}]
        arch.append(conv(k, **rng.choice(options)) if rng.random() < 0.6 else pool(k, **rng.choice(options[:2])))
    return call([*arch, *layers(rng.choice(("", "relu", "flatten dense"))), *([conv(3)] if rng.random() < 0.2 else [])])


def arithmetic(place: Place, arch: list[Layer]) -> str:
    """One term or factor for each window, the image before them; what comes behind the grid is left out aloud."""
    heads = [index for index, layer in enumerate(arch) if layer["type"] in HEAD]
    grid = arch[: heads[0]] if heads else arch
    windows = [layer for layer in grid if layer["type"] in WINDOWS]
    size, jump = receptive_field(arch)
    ignored = any(layer["type"] in WINDOWS for layer in arch[len(grid) :])
    before = f"only what comes before the {arch[heads[0]]['type']} counts, " if ignored else ""
    if place[0]:
        factors = ["1", *(str(step(layer)) for layer in windows)]
        return f"{before}jump = {'·'.join(cut(factors))} = {jump}" if windows else f"{before}jump = {jump}"
    if not windows:
        return f"{before}a pixel sees itself, size = {size}"
    return f"{before}{rule(windows)}, size = {' + '.join(cut(['1', *widenings(windows)]))} = {size}"


def rule(windows: list[Layer]) -> str:
    dilated = any(layer.get("dilation", 1) > 1 for layer in windows)
    return f"each window adds {'d·' if dilated else ''}(k - 1) times the jump before it"


def widenings(windows: list[Layer]) -> list[str]:
    """What each window adds to the size; a dilation of 1 is left out."""
    terms, jump = [], 1
    for layer in windows:
        dilation = layer.get("dilation", 1)
        terms.append(f"{f'{dilation}·' if dilation > 1 else ''}({layer['kernel']} - 1)·{jump}")
        jump *= step(layer)
    return terms


def step(layer: Layer) -> int:
    by_default: int = layer["kernel"] if layer["type"] == "pool" else 1
    return int(layer.get("stride", by_default))


def cut(terms: list[str]) -> list[str]:
    return terms if len(terms) <= MOST_TERMS else [*terms[:SHOWN_TERMS], "…", terms[-1]]


def example() -> Iterator[Picture]:
    """Which pixels each number sees, behind one layer and behind two."""
    pixels = grid("5 pixels of a line", [list(range(5))])
    first = grid("behind a window of 3", [[f"{start} to {start + 2}" for start in range(3)]])
    second = grid("behind a second one", [["0 to 4"]])
    yield Grids("The pixels that a number sees", (pixels, first, second), ("→", "→"), "1 + 2·1 + 2·1 = 5")
