"""Criteria of `MyConv2d`.

How a layer computes is seen from what it computes: while it is asked, `unfold` gives columns in which each number has
been multiplied by a factor that the grader has drawn. Whoever multiplies these columns gives another result than a
convolution of the image, and nobody needs to trust what the student's process says about itself.
"""

import ast
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional

from receptive.grader import Mismatch, check, check_object, same

from .MyConv2d import marked_conv
from .requirements import is_near, require_items, require_near, require_real
from .tensors import filters, normal

KINDS = ("Conv", "LazyConv", "ConvTranspose", "LazyConvTranspose", "conv", "conv_transpose")
FORBIDDEN = {f"{kind}{n}d" for kind in KINDS for n in (1, 2, 3)} | {"convolution", "_convolution", "_conv_forward"}
PLAIN: dict[str, Any] = {"stride": (1, 1), "padding": (0, 0), "dilation": (1, 1), "groups": 1}
FACTORS = (20, 20, 8, 8)  # rows and columns of windows, rows and columns in one


@dataclass(frozen=True)
class Case:
    """One layer and one input. `want` is made from the columns with their factors, `plain` is the convolution."""

    size: dict[str, Any]
    settings: dict[str, Any]
    weight: Tensor
    bias: Tensor
    x: Tensor
    factors: Tensor
    want: Tensor
    plain: Tensor

    @property
    def tensors(self) -> list[Tensor]:
        return [self.weight] if self.settings.get("bias") is False else [self.weight, self.bias]


def a_case(
    rng: np.random.Generator, c: int, f: int, kernel: Any, hw: tuple[int, int], n: int = 2, offset: float = 0.0,
    **settings: Any,
) -> Case:  # fmt: skip
    """Random data; the bias is zero unless the case is about it (`offset`)."""
    kh, kw = (kernel, kernel) if isinstance(kernel, int) else kernel
    weight, bias, x = (
        filters(rng, f, c // settings.get("groups", 1), kh, kw),
        offset * normal(rng, f),
        normal(rng, n, c, *hw),
    )
    size, factors = {"in_channels": c, "out_channels": f, "kernel_size": kernel}, some_factors(rng, FACTORS)
    asked = {name: value for name, value in settings.items() if name != "bias"}
    asked = PLAIN | asked
    given = (x, weight, None if settings.get("bias") is False else bias)
    want = marked_conv(*given, factors, **asked)
    return Case(size, settings, weight, bias, x, factors, want, functional.conv2d(*given, **asked))


def some_factors(rng: np.random.Generator, shape: tuple[int, ...]) -> Tensor:
    """Between a half and three halves: what they change is seen, and no sum gets much larger."""
    return torch.from_numpy(rng.uniform(0.5, 1.5, shape)).float()


def require_columns(out: object, want: Tensor, plain: Tensor) -> None:
    """The result that comes from the columns of `unfold`."""
    found = require_real(out, tuple(want.shape))
    problem = "the result does not come from the columns of nn.functional.unfold: something else does the work"
    check(not is_near(found, plain), problem)
    require_near(out, want)


def require_agreement(student: Any, probes: Any, case: Case) -> None:
    """The values of the built-in layer, by way of the columns."""
    layer = check_object(student.MyConv2d(**case.size, **case.settings))
    require_columns(probes.with_columns(layer, case.tensors, case.x, case.factors), case.want, case.plain)


@pytest.mark.criterion("conv_values")
def test_a_small_layer(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """By hand; then each window's numbers times a factor of its own, which is what its sum is multiplied by."""
    x, bias = torch.arange(12.0).reshape(1, 1, 3, 4), 0.5
    tensors = [torch.tensor([[[[1.0, 0.0], [0.0, 2.0]]]]), torch.tensor([bias])]
    by_hand = torch.tensor([[[[10.5, 13.5, 16.5], [22.5, 25.5, 28.5]]]])
    layer = check_object(student.MyConv2d(1, 1, 2))
    (out,) = require_items(probes.outputs(layer, tensors, x), 1)
    require_near(out, by_hand)
    factors = some_factors(rng, (2, 3, 1, 1))
    want = (by_hand - bias) * factors.reshape(2, 3) + bias
    require_columns(probes.with_columns(layer, tensors, x, factors), want, by_hand)


@pytest.mark.criterion("conv_moves")
def test_steps_and_a_border_by_hand(student: Any, probes: Any, rng: np.random.Generator) -> None:
    x = torch.arange(20.0).reshape(1, 1, 4, 5)
    tensors = [torch.tensor([[[[1.0, 2.0, 1.0], [1.0, 2.0, 1.0]]]]), torch.zeros(1)]
    for padding, rows in (
        (0, [[28.0, 36.0, 44.0], [108.0, 116.0, 124.0]]),
        ((1, 0), [[4.0, 8.0, 12.0], [68.0, 76.0, 84.0], [64.0, 68.0, 72.0]]),
    ):
        by_hand, factors = torch.tensor([[rows]]), some_factors(rng, (2 * len(rows), 3, 1, 1))
        layer = check_object(student.MyConv2d(1, 1, (2, 3), stride=(2, 1), padding=padding))
        (out,) = require_items(probes.outputs(layer, tensors, x), 1)
        require_near(out, by_hand)
        want = by_hand * factors[::2].reshape(len(rows), 3)  # of every second row of the image, where windows start
        require_columns(probes.with_columns(layer, tensors, x, factors), want, by_hand)


@pytest.mark.criterion("conv_windows")
def test_rectangles_strides_and_padding(student: Any, probes: Any, rng: np.random.Generator) -> None:
    sizes = (int(rng.integers(7, 10)), int(rng.integers(10, 13)))
    require_agreement(student, probes, a_case(rng, 3, 4, (2, 3), sizes, n=3, offset=1.0, stride=(3, 2), padding=(1, 2)))


@pytest.mark.criterion("conv_dilation")
def test_dilation_spreads_the_window(student: Any, probes: Any, rng: np.random.Generator) -> None:
    require_agreement(student, probes, a_case(rng, 2, 3, 3, (9, 11), dilation=(2, 3)))


@pytest.mark.criterion("conv_groups")
def test_a_filter_sees_its_own_group(student: Any, probes: Any, rng: np.random.Generator) -> None:
    require_agreement(student, probes, a_case(rng, 4, 6, 3, (5, 7), groups=2))


@pytest.mark.criterion("conv_no_bias")
def test_a_layer_without_bias(student: Any, probes: Any, rng: np.random.Generator) -> None:
    case = a_case(rng, 2, 5, 3, (6, 5), bias=False)
    layer = check_object(student.MyConv2d(2, 5, 3, bias=False))
    entries = probes.shapes(layer)
    check(isinstance(entries, dict) and len(entries) == 1, "with bias=False the layer keeps one tensor, its weights")
    require_columns(probes.with_columns(layer, case.tensors, case.x, case.factors), case.want, case.plain)


@pytest.mark.criterion("conv_state_dict")
def test_the_state_of_the_built_in_layer_can_be_loaded(student: Any, probes: Any, rng: np.random.Generator) -> None:
    case = a_case(rng, 3, 5, 2, (5, 6), offset=1.0)
    built_in = {"weight": case.weight, "bias": case.bias}
    layer = check_object(student.MyConv2d(**case.size, **case.settings))
    entries, out = require_items(probes.loaded(layer, built_in, case.x, case.factors), 2)
    check(isinstance(entries, dict), "there is no state_dict")
    check(entries.keys() == built_in.keys(), "the state_dict has other names than nn.Conv2d's")
    wanted = {name: tuple(value.shape) for name, value in built_in.items()}
    check(same(entries, wanted), "the state_dict has other shapes than nn.Conv2d's")
    require_columns(out, case.want, case.plain)


@pytest.mark.criterion("conv_gradient")
def test_gradients_pass_through(student: Any, probes: Any, rng: np.random.Generator) -> None:
    case = a_case(rng, 2, 3, 3, (4, 6), offset=1.0)
    leaves = x, weight, bias = [t.clone().requires_grad_() for t in (case.x, *case.tensors)]
    upstream = normal(rng, *case.want.shape)
    marked = marked_conv(x, weight, bias, case.factors, **PLAIN)
    wants = torch.autograd.grad((marked * upstream).sum(), leaves)
    layer = check_object(student.MyConv2d(**case.size))
    out, found = require_items(probes.gradients(layer, case.tensors, case.x, upstream, case.factors), 2)
    require_columns(out, case.want, case.plain)
    names = ("the input", "the weights", "the bias")
    for name, gradient, want in zip(names, require_items(found, 3), wants, strict=True):
        check(gradient is not None, f"no gradient reaches {name}")
        require_near(gradient, want)


@pytest.mark.criterion("conv_unfold")
def test_unfold_and_no_built_in_convolution(student: Any, probes: Any, rng: np.random.Generator) -> None:
    """What the text names is a second look, for whoever makes weights or products with a built-in convolution."""
    require_agreement(student, probes, a_case(rng, 2, 4, 3, (5, 6)))
    named = forbidden_names(student.source, "MyConv2d")
    check(not named, "MyConv2d or something it uses names a built-in convolution")


def forbidden_names(source: str, start: str) -> set[str]:
    """Built-in convolutions named in `start` or in any top-level statement that it leads to."""
    bound: dict[str, list[ast.stmt]] = {}
    for statement in _statements(source):
        for name in _binds(statement):
            bound.setdefault(name, []).append(statement)
    own = {name for name, found in bound.items() if any(isinstance(s, ast.FunctionDef | ast.ClassDef) for s in found)}
    todo, seen, named = [start], set[str](), set[str]()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in FORBIDDEN and name not in own:
            named.add(name)
        for statement in bound.get(name, []):
            if isinstance(statement, ast.Import | ast.ImportFrom):
                named |= {a.name for a in statement.names if (a.asname or a.name) == name and a.name in FORBIDDEN}
                continue
            names, attributes = _uses(statement)
            todo += names
            named |= attributes & FORBIDDEN
    return named


def _statements(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Mismatch("the file runs, but is nested too deeply to be read") from None


def _binds(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return [(alias.asname or alias.name).split(".")[0] for alias in statement.names]
    return [n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]


def _uses(statement: ast.stmt) -> tuple[list[str], set[str]]:
    """The names read in a statement, and the attributes read from anything but `self`."""
    names, attributes = list[str](), set[str]()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            names.append(node.id)
        elif isinstance(node, ast.Attribute) and not (isinstance(node.value, ast.Name) and node.value.id == "self"):
            attributes.add(node.attr)
        elif isinstance(node, ast.ImportFrom):
            attributes |= {alias.name for alias in node.names}
    return names, attributes
