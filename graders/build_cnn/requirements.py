"""What a result must be before its values are looked at."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor

from receptive.grading.checks import a_thing, check


def require_tensor(got: object) -> Tensor:
    check(isinstance(got, Tensor), f"the result is {a_thing(got)}, not a tensor")
    assert isinstance(got, Tensor)
    return got


def require_shape(got: object, shape: tuple[int, ...]) -> None:
    actual = tuple(require_tensor(got).shape)
    check(actual == shape, "the shape of the result is wrong", f"shape {actual}, expected {shape}")


def require_real(got: object, shape: tuple[int, ...]) -> Tensor:
    require_shape(got, shape)
    check(require_tensor(got).is_floating_point(), f"the result is {a_thing(got)}, not one of real numbers")
    return require_tensor(got).double()


def require_logits(got: object, n: int) -> Tensor:
    return require_real(got, (n, 10))


def require_items(got: object, count: int) -> list[object]:
    check(isinstance(got, list | tuple) and len(got) == count, f"{a_thing(got)} where {count} results are asked")
    return list(got)  # type: ignore[call-overload]


def require_entry(got: object, name: str, like: Tensor) -> Tensor:
    """One tensor of a state_dict that came back."""
    check(isinstance(got, dict) and name in got, f"{a_thing(got)} without {name} where a state_dict is asked")
    value = require_tensor(got[name])  # type: ignore[index]
    require_shape(value, tuple(like.shape))
    return value


def require_gradients(got: object, like: Sequence[Tensor]) -> list[Tensor]:
    """The gradients of one step, none missing."""
    gradients = []
    for gradient, parameter in zip(require_items(got, len(like)), like, strict=True):
        check(gradient is not None, "a step is taken without a gradient")
        require_shape(gradient, tuple(parameter.shape))
        gradients.append(require_tensor(gradient))
    return gradients
