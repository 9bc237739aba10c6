"""How a layer and a shape are written."""

from random import Random
from typing import Any

Shape = tuple[int, ...]
Layer = dict[str, Any]


def conv(filters: int, kernel: Any, **options: Any) -> Layer:
    return {"type": "conv", "filters": filters, "kernel": kernel, **options}


def pool(kernel: Any, **options: Any) -> Layer:
    return {"type": "pool", "kind": "max", "kernel": kernel, **options}


def dense(units: int, **options: Any) -> Layer:
    return {"type": "dense", "units": units, **options}


RELU, FLATTEN, NORM = {"type": "relu"}, {"type": "flatten"}, {"type": "batchnorm"}
DROPOUT, GLOBAL = {"type": "dropout"}, {"type": "global_pool"}


def small_image(rng: Random) -> Shape:
    """Of its rows a window of 2 leaves one over, behind a window of 3 too."""
    return (rng.randint(2, 6), rng.randrange(7, 12, 2), rng.randint(13, 22))
