"""conv_block of `Model`, and what it asks."""

from __future__ import annotations

from typing import Any

from torch import nn

from .pairs import Pair, pair


class BlockDecisions:
    """The right answers; what stands under "free" may be chosen otherwise."""

    # Free

    has_block_bias = True
    lies_in_one_row = True  # no block within the block

    def sides(self, few: int, many: int) -> tuple[int, int]:
        """On which side of an even window the odd line of zeros lies."""
        return few, many

    # Asked for

    block_step = 1
    pads_with: type[nn.Module] = nn.ZeroPad2d

    def axes_of(self, kernel: Pair) -> tuple[int, int]:
        return pair(kernel)

    def zeros_around(self, k: int) -> tuple[int, int]:
        """Zero lines before and after an axis, for a kernel of `k`."""
        return (k - 1) // 2, k // 2

    def columns_then_rows(self, kernel: tuple[int, int]) -> tuple[int, int]:
        """The order in which PyTorch's padding takes the sides."""
        return kernel[1], kernel[0]

    def more_convolutions(self, channels: int) -> list[nn.Module]:  # noqa: ARG002  # none is asked for
        return []

    def normalization(self, channels: int) -> list[nn.Module]:  # noqa: ARG002  # none is asked for
        """What stands behind each convolution. Of InceptionMini and LeNet too."""
        return []

    def block_activation(self) -> nn.Module:
        return nn.ReLU()

    def kind_for(self, pool: str | None) -> str | None:
        return pool

    def block_pooling(self, kind: str) -> nn.Module:
        return nn.AvgPool2d(2) if kind == "avg" else nn.MaxPool2d(2)

    def in_order(
        self, convolution: list[nn.Module], activation: list[nn.Module], pooling: list[nn.Module]
    ) -> list[nn.Module]:
        return [*convolution, *activation, *pooling]

    def as_block(self, layers: list[nn.Module]) -> Any:
        return nn.Sequential(*layers)


def conv_block(asks: Any, c_in: int, c_out: int, kernel: Pair, pool: str | None) -> Any:
    kh, kw = asks.axes_of(kernel)
    pads = [zeros for k in asks.columns_then_rows((kh, kw)) for zeros in asks.sides(*asks.zeros_around(k))]
    layer = nn.Conv2d(c_in, c_out, (kh, kw), asks.block_step, bias=asks.has_block_bias)
    convolution = [asks.pads_with(tuple(pads)), layer, *asks.more_convolutions(c_out), *asks.normalization(c_out)]
    kind = asks.kind_for(pool)
    pooling = [] if kind is None else [asks.block_pooling(kind)]
    activation = asks.block_activation() if isinstance(asks.activation(), nn.ReLU) else nn.Identity()
    layers = asks.in_order(convolution, [activation], pooling)
    return asks.as_block(layers if asks.lies_in_one_row else [nn.Sequential(*layers)])
