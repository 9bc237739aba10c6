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
    return (rng.randint(2, 6), rng.randint(7, 12), rng.randint(13, 20))
