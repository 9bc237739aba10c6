"""The figure `fold`: two layers on a line, which collapse into one where nothing bends between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from receptive.figures.canvas import SMALL, WINDOW, Canvas, apart, in_rows, width_of
from receptive.moving.arithmetic import correlate_line, written
from receptive.moving.fields import Fields, MoveError, Rows
from receptive.moving.stills import in_words

MOST_KERNELS = 3
BAR, HALF = 28, 30
BASE = HALF + 34  # where the bars stand


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
    lines = (
        ("signal", fold.signal),
        (f"two layers, {'with' if fold.relu else 'without'} ReLU between them", fold.output(fold.relu)),
        (f"one layer, kernel {_list(fold.folded)}", correlate_line(fold.signal, fold.folded)),
    )
    return apart(in_rows([_bars(title, values) for title, values in lines]).svg("two layers, and one"))


def _bars(title: str, values: Sequence[float]) -> Canvas:
    """Bars up and down from a line, a number at each."""
    most = max(map(abs, values)) or 1
    canvas = Canvas(max(BAR * len(values), width_of(title)) + 8, 2 * HALF + 62)
    canvas.text(4, 14, title, anchor="start", bold=True)
    for place, value in enumerate(values):
        x, tall = 4 + BAR * place, HALF * abs(value) / most
        top = BASE if value < 0 else BASE - tall
        canvas.rectangle(x + 3, top, BAR - 6, tall, WINDOW, WINDOW if value > 0 else "none")
        canvas.text(x + BAR / 2, BASE + tall + 14 if value < 0 else top - 4, written(value), SMALL)
    canvas.line([(4, BASE), (4 + BAR * len(values), BASE)])
    return canvas


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
