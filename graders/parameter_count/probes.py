"""Models to count, without torch: the part of `nn.Module` that counting needs, in plain Python.

A worker offers these classes to the student's code under the names `torch` and `torch.nn`, so that counting may ask for
the type of a layer. Tensors have a shape and no elements. The module holds no counts: what is right is worked out
elsewhere, from the description that `build` is given.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any


class Size(tuple):  # type: ignore[type-arg]
    def numel(self) -> int:
        return math.prod(self)


class Tensor:
    def __init__(self, shape: Any, requires_grad: bool = False, address: int = 0) -> None:
        self.shape = Size(shape)
        self.requires_grad = requires_grad
        self._address = address or id(self)

    def numel(self) -> int:
        return self.shape.numel()

    nelement = numel

    def size(self, axis: int | None = None) -> Any:
        return self.shape if axis is None else self.shape[axis]

    def data_ptr(self) -> int:
        return self._address

    def detach(self) -> Tensor:
        return Tensor(self.shape, address=self._address)

    data = property(detach)

    def numpy(self) -> Any:
        raise TypeError("a tensor of this stand-in has no elements, only a shape")


class Parameter(Tensor):
    def __init__(self, shape: Any, requires_grad: bool = True) -> None:
        super().__init__(shape, requires_grad)


class Module:
    def __init__(self) -> None:
        kept: dict[str, Any] = {"_parameters": {}, "_buffers": {}, "_modules": {}, "training": True}
        self.__dict__.update(kept)

    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, Parameter):
            self._parameters[name] = value
        elif isinstance(value, Module):
            self._modules[name] = value
        else:
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        for place in ("_parameters", "_buffers", "_modules"):
            if name in self.__dict__.get(place, ()):
                return self.__dict__[place][name]
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def register_parameter(self, name: str, value: Parameter | None) -> None:
        self._parameters[name] = value

    def register_buffer(self, name: str, value: Tensor | None) -> None:
        self._buffers[name] = value

    def named_children(self) -> Iterator[tuple[str, Module]]:
        yield from _once(self._modules.items())

    def children(self) -> Iterator[Module]:
        return (module for _, module in self.named_children())

    def named_modules(
        self, memo: set[Any] | None = None, prefix: str = "", remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Module]]:
        memo = set() if memo is None else memo
        if self in memo:
            return
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, module in self._modules.items():
            yield from module.named_modules(memo, f"{prefix}.{name}" if prefix else name, remove_duplicate)

    def modules(self) -> Iterator[Module]:
        return (module for _, module in self.named_modules())

    def named_parameters(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Parameter]]:
        return self._members("_parameters", prefix, recurse, remove_duplicate)

    def parameters(self, recurse: bool = True) -> Iterator[Parameter]:
        return (parameter for _, parameter in self.named_parameters(recurse=recurse))

    def named_buffers(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Tensor]]:
        return self._members("_buffers", prefix, recurse, remove_duplicate)

    def buffers(self, recurse: bool = True) -> Iterator[Tensor]:
        return (buffer for _, buffer in self.named_buffers(recurse=recurse))

    def _members(self, kind: str, prefix: str, recurse: bool, remove_duplicate: bool) -> Iterator[tuple[str, Any]]:
        owners = self.named_modules(None, prefix, remove_duplicate) if recurse else iter([(prefix, self)])
        found = (
            (f"{path}.{name}" if path else name, tensor)
            for path, module in owners
            for name, tensor in module.__dict__[kind].items()
            if tensor is not None
        )
        return _once(found) if remove_duplicate else found

    def state_dict(self) -> dict[str, Tensor]:
        """As in torch, of every place: what is tied is there twice, and nothing in it asks for gradients."""
        return {
            f"{path}.{name}" if path else name: tensor.detach()
            for path, module in self.named_modules(remove_duplicate=False)
            for name, tensor in (*module._parameters.items(), *module._buffers.items())
            if tensor is not None
        }


def _once(pairs: Any) -> Iterator[tuple[str, Any]]:
    seen = set()
    for name, value in pairs:
        if value is not None and value not in seen:
            seen.add(value)
            yield name, value


class Sequential(Module):
    def __init__(self, *layers: Module) -> None:
        super().__init__()
        for index, layer in enumerate(layers):
            setattr(self, str(index), layer)

    def __iter__(self) -> Iterator[Module]:
        return iter(self._modules.values())


class _Weighted(Module):
    """Has a weight, and a bias or None."""

    def __init__(self, weight: tuple[int, ...], bias: bool = True) -> None:
        super().__init__()
        self.weight = Parameter(weight)
        self.register_parameter("bias", Parameter(weight[:1]) if bias else None)


class Linear(_Weighted):
    def __init__(self, in_features: int, out_features: int, bias: bool = True) -> None:
        super().__init__((out_features, in_features), bias)
        self.in_features, self.out_features = in_features, out_features


class Conv2d(_Weighted):
    def __init__(
        self, in_channels: int, out_channels: int, kernel_size: tuple[int, int], groups: int = 1, bias: bool = True
    ) -> None:
        super().__init__((out_channels, in_channels // groups, *kernel_size), bias)
        self.in_channels, self.out_channels = in_channels, out_channels
        self.kernel_size, self.groups = tuple(kernel_size), groups


class BatchNorm2d(_Weighted):
    def __init__(self, num_features: int) -> None:
        super().__init__((num_features,))
        self.num_features = num_features
        for name in ("running_mean", "running_var"):
            self.register_buffer(name, Tensor((num_features,)))
        self.register_buffer("num_batches_tracked", Tensor(()))


class Shifted(_Weighted):
    """Somebody's own layer, with names as the others have them."""


class ReLU(Module):
    pass


class Scaled(Module):
    """Somebody's own module: a parameter of its own, of any shape, and layers inside, if any."""

    def __init__(self, shape: tuple[int, ...], *layers: Module) -> None:
        super().__init__()
        self.scale = Parameter(shape)
        if layers:
            self.inner = Sequential(*layers)


OWN = (Scaled, Shifted)  # of no library
KINDS: dict[str, type[Module]] = {kind.__name__: kind for kind in (Sequential, Linear, Conv2d, BatchNorm2d, ReLU, *OWN)}


def build(description: list[Any], named: dict[str, Module] | None = None) -> Module:
    """A model from `[kind, argument, …, {options}]`; an argument that is a list with a kind in front is a module.

    Options: `bias` and `groups` as the layer takes them; `name` for later; `weight_of` shares the weight of the module
    of that name; `frozen` names parameters, or is `"all"`. `["again", name]` is that very module once more.
    """
    named = {} if named is None else named
    kind, *arguments = description
    if kind == "again":
        return named[arguments[0]]
    options: dict[str, Any] = arguments.pop() if arguments and isinstance(arguments[-1], dict) else {}
    inner = [build(value, named) if _is_description(value) else value for value in arguments]
    module = KINDS[kind](*inner, **{name: options[name] for name in ("bias", "groups") if name in options})
    if "weight_of" in options:
        module.weight = named[options["weight_of"]].weight
    frozen = options.get("frozen", ())
    for name, parameter in module.named_parameters():
        if frozen == "all" or name in frozen:
            parameter.requires_grad = False
    if "name" in options:
        named[options["name"]] = module
    return module


def _is_description(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], str)


def _stand_in() -> None:
    """Let the student's code find these classes where PyTorch has them."""
    torch, nn, functional = (_module(name) for name in ("torch", "torch.nn", "torch.nn.functional"))
    layers = {name: kind for name, kind in KINDS.items() if kind not in OWN}
    vars(nn).update(layers, Module=Module, Parameter=Parameter, functional=functional)
    vars(torch).update(nn=nn, Tensor=Tensor, Size=Size, numel=Tensor.numel)


def _module(path: str) -> ModuleType:
    def refuse(name: str) -> Any:
        raise AttributeError(f"{path} is a stand-in in this topic and has no {name}; counting asks the model itself")

    module = sys.modules[path] = ModuleType(path)
    vars(module)["__getattr__"] = refuse
    return module


if __spec__ is None:  # a worker runs this text without importing it; where it is imported PyTorch may be needed
    _stand_in()
