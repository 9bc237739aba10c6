"""What a result must be before its values are looked at, and how near they must come.

Everything here comes from the worker. Lengths, shapes and types are checked before anything is computed with it, and
values are compared in double precision, whatever element type the student's code has chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import torch
from torch import Tensor

from receptive.grader import a_thing, check, check_close

CLASSES = 10
NEAR = 1e-4  # relative and absolute: sums of single precision in another order
REAL = (torch.float32, torch.float64)
MOST_AXES = 4


def require_tensor(got: object) -> Tensor:
    check(isinstance(got, Tensor), "the result is not a tensor", f"it is {a_thing(got)}")
    assert isinstance(got, Tensor)
    return got


def require_shape(got: object, shape: Sequence[int]) -> None:
    actual = tuple(require_tensor(got).shape)
    check(actual == tuple(shape), "the shape of the result is wrong", f"shape {actual}, expected {tuple(shape)}")


def require_real(got: object, shape: Sequence[int]) -> Tensor:
    """A finite tensor of this shape and of float32 or float64, in double precision."""
    require_shape(got, shape)
    tensor = require_tensor(got)
    check(tensor.dtype in REAL, "the result is not a tensor of float32", f"it is {a_thing(got)}")
    check(bool(tensor.isfinite().all()), "the result holds NaN or infinity")
    return tensor.double()


def require_logits(got: object, n: int) -> Tensor:
    return require_real(got, (n, CLASSES))


def require_items(got: Any, count: int) -> list[Any]:
    is_whole = isinstance(got, list | tuple) and len(got) == count
    check(is_whole, f"the result is no sequence of {count}", f"it is {a_thing(got)}")
    return list(got)


def require_list(got: Any, most: int) -> list[Any]:
    """A list of unknown length, at least one and not more than `most`."""
    is_short = isinstance(got, list) and 0 < len(got) <= most
    check(is_short, "the parts of the result could not be looked at", f"{a_thing(got)} where a list is asked")
    return list(got)


def require_entry(got: object, name: str, like: Tensor) -> Tensor:
    """One tensor of a state_dict that came back."""
    check(isinstance(got, dict) and name in got, f"the state_dict has no {name}", f"it is {a_thing(got)}")
    return require_real(got[name], tuple(like.shape))  # type: ignore[index]


def require_gradients(got: object, like: Sequence[Tensor]) -> list[Tensor]:
    """The gradients of one step, none missing."""
    gradients = require_items(got, len(like))
    check(not any(gradient is None for gradient in gradients), "a step is taken without a gradient")
    return [require_real(gradient, parameter.shape) for gradient, parameter in zip(gradients, like, strict=True)]


def require_parameters(got: object, most: int) -> list[Tensor]:
    """Some parameters, with at most `most` numbers in all."""
    tensors = [require_tensor(tensor) for tensor in require_list(got, 200)]
    count = sum(tensor.numel() for tensor in tensors)
    check(count <= most, "there are too many parameters", f"{count:,}, at most {most:,}")
    usual = all(tensor.ndim <= MOST_AXES and tensor.numel() for tensor in tensors)
    check(usual, "a parameter has more than four axes, or no numbers")
    return [require_real(tensor, tensor.shape) for tensor in tensors]


def require_number(got: object) -> float:
    """One finite real number: of Python, or of single or double precision. Halves and truth values are none."""
    dtype = str(getattr(got, "dtype", "float64")).removeprefix("torch.")
    check_close(got, 0.0, atol=float("inf"))
    check(dtype in ("float32", "float64"), "the result is not a number of Python's", f"it is {a_thing(got)}")
    return float(got)  # type: ignore[arg-type]  # check_close has looked


def require_near(got: object, want: Tensor) -> None:
    """The values of `want`, up to what sums in another order make of single precision."""
    require_real(got, tuple(want.shape))
    check_close(got, want.double(), rtol=NEAR, atol=NEAR)


def is_near(got: Tensor, want: Tensor) -> bool:
    """Whether two tensors agree up to single precision; one of another shape does not."""
    return got.shape == want.shape and torch.allclose(got.double(), want.double(), rtol=NEAR, atol=NEAR)


def is_one_of(got: Tensor, candidates: Iterable[Tensor]) -> bool:
    return any(is_near(got, want) for want in candidates)
