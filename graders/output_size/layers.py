"""How a shape and a layer are written."""

from __future__ import annotations

from typing import Any

Shape = tuple[Any, ...]
Layer = dict[str, Any]
Pair = Any  # an int, or one for the rows and one for the columns

HEAD = ("flatten", "dense", "global_pool")  # behind these there is no grid any more


def conv(kernel: Pair, filters: int = 4, **options: Any) -> Layer:
    return {"type": "conv", "filters": filters, "kernel": kernel, **options}


def pool(kernel: Pair, **options: Any) -> Layer:
    return {"type": "pool", "kind": "max", "kernel": kernel, **options}


def layers(text: str) -> list[Layer]:
    """Layers without a window, by their kinds; a dense one has 3 units."""
    return [{"type": "dense", "units": 3} if kind == "dense" else {"type": kind} for kind in text.split()]
