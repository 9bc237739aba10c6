"""The figure `fold`: two layers on a line, which fall together into one where nothing bends between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from receptive.moving.arithmetic import correlate_line, written
from receptive.moving.fields import Fields, MoveError, Rows
from receptive.moving.stills import in_words, number_grid, side_by_side

MOST_KERNELS = 3


@dataclass(frozen=True)
class Fold:
    signal: tuple[float, ...]
    first: Rows  # a kernel in each row
    second: Rows  # the kernel of the second layer, a row for each map of the first
    relu: bool

    def maps(self, relu: bool) -> Rows:
        """Of the first layer."""
        found = (correlate_line(self.signal, kernel) for kernel in self.first)
        return tuple(tuple(max(value, 0) for value in line) if relu else line for line in found)

    def output(self, relu: bool) -> tuple[float, ...]:
        """Of the second layer."""
        lines = [correlate_line(line, kernel) for line, kernel in zip(self.maps(relu), self.second, strict=True)]
        return tuple(map(sum, zip(*lines, strict=True)))

    @property
    def folded(self) -> tuple[float, ...]:
        """The one kernel that does what both layers do without ReLU."""
        found = [0.0] * (len(self.first[0]) + len(self.second[0]) - 1)
        for first, second in zip(self.first, self.second, strict=True):
            for a, weight in enumerate(second):
                for b, inner in enumerate(first):
                    found[a + b] += weight * inner
        return tuple(found)


def read_fold(fields: Fields) -> Fold:
    fold = Fold(
        fields.numbers("signal", 4, 14),
        fields.rows("first", 4),
        fields.rows("second", 4),
        fields.flag("relu", True),
    )
    if len(fold.first) > MOST_KERNELS or len(fold.first) != len(fold.second):
        raise MoveError(
            f"fold: first has {len(fold.first)} kernels and second {len(fold.second)} rows; "
            f"allowed: as many of both, 1 to {MOST_KERNELS}"
        )
    if len(fold.folded) > len(fold.signal):
        raise MoveError(f"fold: signal has {len(fold.signal)} values; allowed: at least {len(fold.folded)}")
    return fold


def draw_fold(fold: Fold) -> str:
    grids = [number_grid("signal", (fold.signal[:8],))] if len(fold.signal) <= 8 else []
    grids += [
        number_grid("first layer", fold.first),
        number_grid("second layer", fold.second),
        number_grid("both as one kernel, without ReLU", (fold.folded,)),
    ]
    return side_by_side("two layers, and one", grids)


def tell_fold(fold: Fold) -> tuple[str, ...]:
    maps = "; ".join(_list(line) for line in fold.maps(fold.relu))
    return (
        f"The signal: {_list(fold.signal)}. First layer, a kernel each: {in_words(fold.first)}. "
        f"Second layer, its weights for each map: {in_words(fold.second)}.",
        f"Maps of the first layer{' after ReLU' if fold.relu else ''}: {maps}. "
        f"Output with ReLU between the layers: {_list(fold.output(True))}; without: {_list(fold.output(False))}.",
        f"The one kernel {_list(fold.folded)} gives {_list(correlate_line(fold.signal, fold.folded))}: "
        "what the two layers give without ReLU.",
    )


def _list(values: Sequence[float]) -> str:
    return ", ".join(map(written, values))
