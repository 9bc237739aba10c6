"""Which calls make sense: windows that fit."""

from typing import Any

import oracle
from oracle import both


def possible(exercise: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Whether the README says what this call gives. A model may answer more, such as a size of 0."""
    if exercise in ("conv_out", "tf_out", "conv2d_out_shape", "trace"):
        return _positive(getattr(oracle, exercise)(*args, **kwargs))
    if exercise == "pool2d_out_shape":
        return _half_padded(*args, **kwargs) and _positive(oracle.pool2d_out_shape(*args, **kwargs))
    return exercise != "unused_pixels" or oracle.conv_out(*args, **kwargs) > 0


def _half_padded(in_shape: Any, kernel: Any, stride: Any = None, padding: Any = 0, *_: Any, **__: Any) -> bool:  # noqa: ARG001  # the exercise's own arguments
    return all(2 * p <= k for p, k in zip(both(padding), both(kernel), strict=True))


def _positive(sizes: Any) -> bool:
    return all(map(_positive, sizes)) if isinstance(sizes, list | tuple) else sizes > 0
