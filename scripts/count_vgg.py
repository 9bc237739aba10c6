"""Count VGG-16 layer by layer with the project's own solution, as the table in the chapter about parameters.

python scripts/count_vgg.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "solutions"))

from parameter_count import layer_table  # noqa: E402  the solutions are no package

IMAGE = (3, 224, 224)
BLOCKS = ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3))  # filters and convolutions, Simonyan and Zisserman's D
NO_BREAK = "\N{NO-BREAK SPACE}"  # a name stays in one line of a narrow table
UNITS = (4096, 4096, 1000)


def network() -> list[tuple[str, dict[str, Any]]]:
    """Each layer with its name; ReLU and dropout change no count and are left out."""
    layers: list[tuple[str, dict[str, Any]]] = []
    for block, (filters, depth) in enumerate(BLOCKS, 1):
        convolution = {"type": "conv", "filters": filters, "kernel": 3, "padding": 1}
        layers += [(f"conv {block}.{number}", convolution) for number in range(1, depth + 1)]
        layers.append((f"pool {block}", {"type": "pool", "kind": "max", "kernel": 2}))
    dense = [(f"dense {number}", {"type": "dense", "units": units}) for number, units in enumerate(UNITS, 1)]
    return [*layers, ("flatten", {"type": "flatten"}), *dense]


def counts() -> list[tuple[str, dict[str, Any]]]:
    """The rows of the table, each with its name."""
    names, layers = zip(*network(), strict=True)
    return list(zip(names, layer_table(list(layers), IMAGE), strict=True))


def biases(row: dict[str, Any]) -> int:
    """One for each filter or unit."""
    return int(row["out_shape"][0]) if row["params"] else 0


def lines() -> Iterator[str]:
    """The table as Markdown; biases are counted in the last row only."""
    rows = counts()
    yield "| layer | output | weights | multiply-accumulates |"
    yield "|---|---|---:|---:|"
    for name, row in rows:
        shape = "×".join(map(str, row["out_shape"]))
        yield f"| {name.replace(' ', NO_BREAK)} | {shape} | {row['params'] - biases(row):,} | {row['macs']:,} |"
    own = sum(biases(row) for _, row in rows)
    params, macs = (sum(row[column] for _, row in rows) for column in ("params", "macs"))
    yield f"| **all** | | **{params - own:,}** | **{macs:,}** |"
    yield f"| with {own:,} biases | | {params:,} | |"


if __name__ == "__main__":
    print(*chain(lines()), sep="\n")
