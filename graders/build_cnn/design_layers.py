"""DesignNet of `Model`, and what it asks while it is made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from torch import nn


class DesignDecisions:
    """The right answers; what stands under "free" may be chosen otherwise."""

    # Free

    design_widths: tuple[int, int, int] = (8, 8, 12)

    def design_pool(self) -> nn.Module:
        """A mean and no maximum: it bends nothing."""
        return nn.AvgPool2d(2)

    def design_summary(self) -> nn.Module:
        """One number for each map."""
        return nn.AdaptiveAvgPool2d(1)

    # Asked for

    design_shrinks = True
    results_of_design = 8
    numbers_of_map = 1  # that reach the dense layer from each map

    def inputs_of_head(self) -> int:
        return self.design_widths[-1] * self.numbers_of_map

    def design_body(self) -> list[nn.Module]:
        return list(body(self))

    def design_before_head(self) -> list[nn.Module]:
        return [self.design_summary()]

    def design_end(self) -> list[nn.Module]:
        """What follows the last dense layer."""
        return []

    def as_design(self, layers: list[nn.Module]) -> nn.Module:
        return nn.Sequential(*layers)


def DesignNet(asks: Any) -> nn.Module:  # noqa: N802  # as the exercise is called
    dense = nn.Linear(asks.inputs_of_head(), asks.results_of_design)
    head = [*asks.design_before_head(), nn.Flatten(), dense, *asks.design_end()]
    made: nn.Module = asks.as_design([*asks.design_body(), *head])
    return made


def body(asks: Any) -> Iterator[nn.Module]:
    """Convolutions, each with a normalization and an activation; the map is halved behind the first."""
    channels = 1
    for position, filters in enumerate(asks.design_widths):
        yield nn.Conv2d(channels, filters, 3, padding=1)
        yield nn.BatchNorm2d(filters)
        yield asks.activation()
        if position == 0 and asks.design_shrinks:
            yield asks.design_pool()
        channels = filters
