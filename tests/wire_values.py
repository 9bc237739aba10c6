"""Values and bytes for the tests of the codec."""

from __future__ import annotations

from typing import Any

import msgpack
import numpy as np

from receptive.sandbox import wire
from receptive.sandbox.wire import Handle

NUMPY = {np.ndarray, *(np.dtype(name).type for name in wire.DTYPES)}
PLAIN = NUMPY | {type(None), bool, int, float, str, bytes, list, tuple, dict, set, frozenset, range, complex, Handle}


def extension(code: int, *items: object) -> msgpack.ExtType:
    return msgpack.ExtType(code, msgpack.packb(list(items)))


def exact(value: Any) -> Any:
    """What two values share if they are equal in type and value, all the way down, NaN and -0.0 included."""
    if type(value) in (list, tuple):
        return type(value), [exact(item) for item in value]
    if type(value) is dict:
        return [(exact(key), exact(item)) for key, item in value.items()]
    if type(value) in (set, frozenset):
        return type(value), sorted(map(repr, value))
    if type(value) in NUMPY:
        return type(value), value.dtype, value.shape, value.tobytes()
    return type(value), repr(value) if type(value) in (float, complex) else value


def is_plain(value: Any) -> bool:
    """Made of allowed exact types only."""
    items = [*value.keys(), *value.values()] if type(value) is dict else value
    if type(value) in (dict, list, tuple, set, frozenset):
        return all(map(is_plain, items))
    return type(value) in PLAIN or f"{type(value).__module__}.{type(value).__name__}" == "torch.Tensor"
