"""Instruments that run beside the student's code. They hold no answers: what they read is judged elsewhere."""

from __future__ import annotations

import contextlib
import itertools
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.data import DataLoader, TensorDataset


def state(net: nn.Module) -> dict[str, Tensor]:
    """Everything the module would save."""
    return {name: value.detach().clone() for name, value in net.state_dict().items()}


def shapes(net: nn.Module) -> dict[str, tuple[int, ...]]:
    """The shape of everything that the module would save."""
    return {name: tuple(value.shape) for name, value in net.state_dict().items()}


def parameter_shapes(net: nn.Module) -> list[tuple[str, tuple[int, ...]]]:
    """The name and the shape of every parameter, in their order."""
    return [(name, tuple(parameter.shape)) for name, parameter in net.named_parameters()]


def modes(*nets: nn.Module) -> list[bool]:
    return [net.training for net in nets]


def answers(net: nn.Module, x: Tensor) -> Tensor:
    """What the module answers in the mode in which it is."""
    with torch.no_grad():
        out: Tensor = net(x)
    return out


def one_by_one(net: nn.Module, tensors: list[Tensor], x: Tensor) -> list[Tensor]:
    """What the layers of a sequence of layers give, each for what the one before it gave; nothing if it is none."""
    place(net, tensors)
    layers: Any = net if hasattr(net, "__iter__") else []
    with torch.no_grad():
        return [x := layer(x) for layer in layers]


def outputs(net: nn.Module, tensors: list[Tensor], *batches: Tensor) -> list[Tensor]:
    """What the module answers in eval mode once `tensors` have been put into it."""
    place(net, tensors)
    net.eval()
    with torch.no_grad():
        return [net(x) for x in batches]


def with_columns(net: nn.Module, tensors: list[Tensor], x: Tensor, factors: Tensor) -> Tensor:
    """One output once `tensors` have been put into the module; meanwhile `unfold` gives other columns."""
    place(net, tensors)
    with Columns(factors), torch.no_grad():
        out: Tensor = net(x)
    return out


def sizes(net: nn.Module, x: Tensor) -> list[list[object]]:
    """The kinds of the layers with a size of their own, and what each gives; as far as the module gets."""
    found = steps(net, x)
    return [[step[0] for step in found], [tuple(step[-1].shape[1:]) for step in found]]


def steps(net: nn.Module, x: Tensor) -> list[tuple[str, tuple[int, ...], Tensor, Tensor]]:
    """The same layers: kind, size of the weights or of the window, what comes in, and what comes out."""
    net.eval()
    # Where sizes do not fit, what came before is what is asked
    with contextlib.suppress(RuntimeError), Steps() as noted, torch.no_grad():
        net(x)
    found: list[tuple[str, tuple[int, ...], Tensor, Tensor]] = noted.found
    return found


def loaded(net: nn.Module, entries: dict[str, Tensor], x: Tensor, factors: Tensor) -> list[object]:
    """The shapes of the module's own entries; with other columns, its output after `load_state_dict`, if they fit."""
    own = shapes(net)
    if own != {name: tuple(value.shape) for name, value in entries.items()}:
        return [own, None]
    net.load_state_dict(entries)
    return [own, with_columns(net, [], x, factors)]


def gradients(
    net: nn.Module, tensors: list[Tensor], x: Tensor, upstream: Tensor, factors: Tensor | None = None
) -> list[object]:
    """The output, and the gradients of `(output * upstream).sum()`: for `x`, then for `tensors`.

    With `factors`, `unfold` gives other columns meanwhile.
    """
    slots = place(net, tensors)
    net.eval()
    x = x.clone().requires_grad_()
    with contextlib.nullcontext() if factors is None else Columns(factors):
        out = net(x)
    if out.requires_grad:
        (out * upstream).sum().backward()
    found = [None if slot is None else slot.grad for slot in slots]
    grads = [None if grad is None else _like(grad, t) for grad, t in zip(found, tensors, strict=True)]
    return [out.detach(), [x.grad, *grads]]


def parameters_and_moves(
    net: nn.Module, x: Tensor, tensors: Sequence[Tensor] = ()
) -> tuple[list[Tensor], Tensor, list[Tensor]]:
    """With `tensors` in it: the parameters, the output, and the output after a push at each parameter alone."""
    place(net, list(tensors))
    net.eval()
    with torch.no_grad():
        before, moved = net(x), []
        for parameter in net.parameters():
            kept = parameter.clone()
            parameter.add_(0.3 * torch.sin(torch.arange(parameter.numel()) + 1.0).reshape(parameter.shape))
            moved.append(net(x))
            parameter.copy_(kept)
    return [parameter.detach().clone() for parameter in net.parameters()], before, moved


def loss_gradients(net: nn.Module, x: Tensor, y: Tensor) -> list[list[Tensor | None]]:
    """The parameters in their order, and the gradient of the mean cross-entropy for each."""
    net.eval()
    net.zero_grad()
    loss = functional.cross_entropy(net(x), y)
    if loss.requires_grad:
        loss.backward()
    parameters = list(net.parameters())
    return [[p.detach().clone() for p in parameters], [None if p.grad is None else p.grad.clone() for p in parameters]]


def with_parameters(net: nn.Module, tensors: list[Tensor], *batches: Tensor) -> list[Tensor]:
    """What the module answers with these parameters, given in their order."""
    with torch.no_grad():
        for parameter, tensor in zip(net.parameters(), tensors, strict=True):
            parameter.copy_(tensor)
    return outputs(net, [], *batches)


def with_state(net: nn.Module, entries: dict[str, Tensor], x: Tensor) -> Tensor:
    """What the module answers once it has loaded `entries`."""
    net.load_state_dict(entries)
    return outputs(net, [], x)[0]


def averaged(net: nn.Module, *batches: Tensor) -> list[Tensor]:
    """What the module answers if every maximum over places is a mean instead."""
    with Averaging():
        return outputs(net, [], *batches)


LAYER_SETTINGS = (
    "in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups", "in_features",
    "out_features", "num_features", "output_size", "ceil_mode", "start_dim", "end_dim", "dim",
    "p", "negative_slope",
)  # fmt: skip


def layers(net: nn.Module) -> list[tuple[str, dict[str, object]]]:
    """The layers of an `nn.Sequential`, one after the other: kind and settings; no kind where one is not PyTorch's."""
    if isinstance(net, nn.Sequential):
        return [one for layer in net for one in layers(layer)]
    kind = type(net).__name__
    known = getattr(nn, kind, None) is type(net)
    settings = {name: getattr(net, name) for name in LAYER_SETTINGS if hasattr(net, name)}
    if kind in ("Conv2d", "Linear"):
        settings["bias"] = net.bias is not None
    return [(kind if known else "", settings if known else {})]


def place(net: nn.Module, tensors: list[Tensor]) -> list[Tensor | None]:
    """Put each tensor where the module keeps that many numbers, whatever the name; the places in that order.

    Among its parameters only: in a buffer is what a layer has counted, and a running variance is never negative.
    """
    slots: dict[int, Tensor] = {}
    with torch.no_grad():
        for slot in net.parameters():
            for tensor in tensors:
                if tensor.numel() == slot.numel():
                    slot.copy_(_like(tensor, slot))
                    slots[slot.numel()] = slot
    return [slots.get(tensor.numel()) for tensor in tensors]


def _like(value: Tensor, pattern: Tensor) -> Tensor:
    """In the shape of `pattern`: a dense weight may lie transposed, a filter may lie flat."""
    turned = value.ndim == 2 and value.shape != pattern.shape and value.T.shape == pattern.shape
    return (value.T if turned else value.reshape(pattern.shape)).detach().clone()


class Columns(TorchFunctionMode):
    """Multiplies each number in the columns that `unfold` gives: a layer that multiplies these columns shows it.

    The factor depends on where the window starts and on the place within it, in pixels of the padded image:
    `factors[row, column, down, right]`, from the beginning again where an axis is too short.
    """

    def __init__(self, factors: Tensor) -> None:
        super().__init__()
        self.factors = factors

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        out = func(*args, **(kwargs or {}))
        if func not in (functional.unfold, torch._C._nn.im2col):
            return out
        mine = self.chosen(*args, **(kwargs or {}))
        return (out.unflatten(-2, (-1, len(mine))) * mine).flatten(-3, -2)

    def chosen(self, input: Tensor, kernel_size: Any, dilation: Any = 1, padding: Any = 0, stride: Any = 1) -> Tensor:
        """The factors of one channel: a row for each place in the window, a column for each window."""
        starts, places = [], []
        for axis in (0, 1):
            k, d, p, s = (_pair(value)[axis] for value in (kernel_size, dilation, padding, stride))
            count = (input.shape[axis - 2] + 2 * p - d * (k - 1) - 1) // s + 1
            starts.append(s * torch.arange(count) % self.factors.shape[axis])
            places.append(d * torch.arange(k) % self.factors.shape[axis + 2])
        rows, columns = starts
        down, right = places
        grid = self.factors[rows[:, None, None, None], columns[:, None, None], down[:, None], right]
        return grid.flatten(0, 1).flatten(1).T


def _pair(value: Any) -> tuple[int, int]:
    return (int(value), int(value)) if not hasattr(value, "__len__") else (int(value[0]), int(value[-1]))


SIZED = {
    "convolution": "conv", "max_pool2d": "pool", "avg_pool2d": "pool", "addmm": "dense", "mm.": "dense",
}  # fmt: skip


class Steps(TorchDispatchMode):
    """Notes what each convolution, pooling and dense layer is given, and what it gives."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # PyTorch gives it no types
        self.found: list[tuple[str, tuple[int, ...], Tensor, Tensor]] = []
        self.last: object = None

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        return False  # else PyTorch loads its compiler, only to keep it away from here: seconds

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        out = func(*args, **(kwargs or {}))
        name = next((name for name in SIZED if str(func).startswith(f"aten.{name}")), None)
        if str(func).startswith("aten.add") and self.last is not None and args[0] is self.last:
            self.found[-1] = (*self.found[-1][:-1], out.clone())  # a bias of its own
        self.last = out if name else None
        if name:
            came, by = args[1:] if name == "addmm" else args[:2]
            size = tuple(by.shape if isinstance(by, Tensor) else by)
            # A copy: a layer behind it may write into it
            self.found.append((SIZED[name], size, came.clone(), (out[0] if isinstance(out, tuple) else out).clone()))
        return out


class Averaging(TorchDispatchMode):
    """Takes the mean where a maximum over rows or columns is asked; the indices that come with it are zeros."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # as above

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        return False  # as above

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        name, kwargs = str(func), kwargs or {}
        if name.startswith("aten.max_pool2d_with_indices") and not kwargs and len(args) < 5:
            out = functional.avg_pool2d(*args, count_include_pad=False)  # type: ignore[misc]  # args are too few to have it
        elif name.startswith("aten.adaptive_max_pool2d"):
            out = functional.adaptive_avg_pool2d(*args)
        elif name.startswith(("aten.amax", "aten.max.dim")) and _places(*args[:2]):
            out = args[0].mean(*args[1:])
        else:
            return func(*args, **kwargs)
        return out if name.startswith("aten.amax") else (out, torch.zeros_like(out, dtype=torch.long))


def _places(x: Tensor, axes: int | list[int]) -> bool:
    """Whether these axes are behind those of samples and channels."""
    return min((axis % x.ndim for axis in ([axes] if isinstance(axes, int) else axes)), default=0) >= 2


def seeded(number: int) -> None:
    """Put every generator of random numbers that a program may share into one state."""
    random.seed(number)
    np.random.seed(number)
    torch.default_generator.manual_seed(number)  # torch.manual_seed also looks for graphics cards, and takes 6 ms


def epochs(loader: Any, count: int, most: int = 1000) -> list[list[list[Tensor]]]:
    """The batches of so many rounds through the loader, `most` of each round at most: it might never end."""
    return [[list(batch) for batch in itertools.islice(loader, most)] for _ in range(count)]


def loader(batches: list[tuple[Tensor, Tensor]]) -> DataLoader[tuple[Tensor, ...]]:
    """A DataLoader that gives these batches: of one size, but for a smaller last one."""
    data = TensorDataset(*(torch.cat(parts) for parts in zip(*batches, strict=True)))
    return DataLoader(data, len(batches[0][0]))


class Bare:
    """A loader that has batches, a length, and nothing else; it notes what it is asked for."""

    def __init__(self, batches: list[tuple[Tensor, Tensor]]) -> None:
        self.batches = batches
        self.missed: list[str] = []

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        return iter(self.batches)

    def __len__(self) -> int:
        return len(self.batches)

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_"):
            self.missed.append(name)
        raise AttributeError(name)


def bare(batches: list[tuple[Tensor, Tensor]]) -> Bare:
    return Bare(batches)


class Fit:
    """A training loop that is known to be right. The images stay here between its calls."""

    def __init__(self, net: nn.Module, x: Tensor, y: Tensor, rate: float) -> None:
        self.net, self.x, self.y, self.rate = net, x, y, rate
        self.optimizer = torch.optim.Adam(net.parameters(), lr=rate)

    def epochs(self, count: int = 1, share: float = 1.0) -> None:
        """So many rounds in batches of 64, with this share of the learning rate."""
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate * share
        self.net.train()
        for _ in range(count):
            for chosen in torch.randperm(len(self.x)).split(64):
                self.optimizer.zero_grad()
                functional.cross_entropy(self.net(self.x[chosen]), self.y[chosen]).backward()
                self.optimizer.step()


class Classifier(nn.Module):
    """Flatten, normalise if asked, drop if asked, one dense layer. Notes whether gradients were on.

    `relative` divides each image by its largest value, so that the scale of the input is no matter. The logits are
    multiplied by `in_training` in train mode and by `with_gradients` if a graph is recorded, so that they tell of it.
    """

    def __init__(
        self,
        weight: Tensor,
        bias: Tensor,
        stats: tuple[Tensor, Tensor] | None = None,
        dropout: float = 0.0,
        relative: bool = False,
        in_training: float = 1.0,
        with_gradients: float = 1.0,
    ) -> None:
        super().__init__()
        self.gradients_on: list[bool] = []
        self.relative, self.in_training, self.with_gradients = relative, in_training, with_gradients
        self.norm: nn.Module = nn.Identity()
        if stats is not None:
            self.norm = nn.BatchNorm1d(weight.shape[1], affine=False)
            self.norm.running_mean, self.norm.running_var = (value.clone() for value in stats)
        self.drop = nn.Dropout(dropout)
        self.weight, self.bias = nn.Parameter(weight.clone()), nn.Parameter(bias.clone())

    def forward(self, x: Tensor) -> Tensor:
        self.gradients_on.append(torch.is_grad_enabled())
        x = x.flatten(1)
        x = x / x.amax(1, keepdim=True) if self.relative else x
        logits = self.drop(self.norm(x)) @ self.weight.T + self.bias
        factor = self.in_training if self.training else 1.0
        answer: Tensor = logits * factor * (self.with_gradients if logits.requires_grad else 1.0)
        return answer


def classifier(weight: Tensor, bias: Tensor, training: bool = True, **settings: Any) -> Classifier:
    return Classifier(weight, bias, **settings).train(training)


class Watched(Classifier):
    """Keeps each batch that it is shown, and whether it was in train mode."""

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        super().__init__(weight, bias)
        self.seen: list[Tensor] = []
        self.trained: list[bool] = []

    def forward(self, x: Tensor) -> Tensor:
        self.seen.append(x.detach().clone())
        self.trained.append(self.training)
        return super().forward(x)


def watched(weight: Tensor, bias: Tensor, training: bool = True) -> Watched:
    return Watched(weight, bias).train(training)


class Trainer(torch.optim.Optimizer):
    """Plain gradient descent that notes the gradients of each step; called, it is the loss function.

    It does without `Optimizer.__init__`, which loads PyTorch's compiler and so takes seconds.
    """

    def __init__(self, model: Classifier, lr: float, loss: nn.Module) -> None:
        self.model, self.loss = model, loss
        self.param_groups = [{"params": list(model.parameters()), "lr": lr}]
        self.state, self.defaults = defaultdict(dict), {"lr": lr}
        self.steps: list[list[Tensor | None]] = []
        self.losses = 0
        self.computed: list[Tensor] = []  # the gradients of the weight, call by call of backward
        self.backwards: list[int] = []  # at each step, how often backward had been called
        model.weight.register_hook(self._note)

    def __call__(self, output: Tensor, target: Tensor) -> Tensor:
        self.losses += 1
        loss: Tensor = self.loss(output, target)
        return loss

    def _note(self, gradient: Tensor) -> None:
        self.computed.append(gradient.detach().clone())

    def zero_grad(self, set_to_none: bool = True) -> None:
        self.model.zero_grad(set_to_none)

    @torch.no_grad()
    def step(self, closure: Callable[[], Tensor] | None = None) -> Tensor | None:  # type: ignore[override]  # losses are tensors
        with torch.enable_grad():
            loss = closure() if closure is not None else None
        self.steps.append(_gradients_of(self.model))
        self.backwards.append(len(self.computed))
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is not None:
                    parameter -= group["lr"] * parameter.grad
        return loss


def trainer(model: Classifier, lr: float = 0.0, squared: bool = False) -> Trainer:
    return Trainer(model, lr, nn.MSELoss() if squared else nn.CrossEntropyLoss())


def gradients_seen(opt: Trainer) -> list[list[Tensor | None]]:
    """The gradients at every step, and last those that are left now."""
    return [*opt.steps, _gradients_of(opt.model)]


def gradients_computed(opt: Trainer) -> list[Tensor]:
    """What each call of backward found for the weight."""
    return opt.computed


def _gradients_of(model: Classifier) -> list[Tensor | None]:
    return [None if p.grad is None else p.grad.clone() for p in (model.weight, model.bias)]
