"""The figure `turn`: cross-correlation and convolution, which turns the kernel by half a turn first."""

from __future__ import annotations

from dataclasses import dataclass

from receptive.moving.arithmetic import correlate, half_turn, written
from receptive.moving.fields import Fields, Rows
from receptive.moving.stills import cells, in_words, number_grid, side_by_side
from receptive.moving.window import must_fit

MOST_ROWS, LARGEST_KERNEL = 7, 4


@dataclass(frozen=True)
class Turn:
    rows: Rows
    kernel: Rows


def read_turn(fields: Fields) -> Turn:
    turn = Turn(fields.rows("rows", MOST_ROWS), fields.rows("kernel", LARGEST_KERNEL))
    must_fit(fields, turn.rows, turn.kernel, 1)
    return turn


def draw_turn(turn: Turn) -> str:
    turned = half_turn(turn.kernel)
    window = cells(0, 0, len(turn.kernel), len(turn.kernel[0]))
    grids = [
        number_grid("input", turn.rows, window),
        number_grid("kernel", turn.kernel),
        number_grid("cross-correlation", correlate(turn.rows, turn.kernel), [(0, 0)]),
        number_grid("half a turn", turned),
        number_grid("convolution", correlate(turn.rows, turned), [(0, 0)]),
    ]
    return side_by_side("cross-correlation and convolution", grids, ("∗", "=", "", "="))


def tell_turn(turn: Turn) -> tuple[str, ...]:
    turned = half_turn(turn.kernel)
    correlation, convolution = correlate(turn.rows, turn.kernel), correlate(turn.rows, turned)
    alike = (
        "Both are the same."
        if correlation == convolution
        else (f"In the upper left corner they give {written(correlation[0][0])} and {written(convolution[0][0])}.")
    )
    return (
        f"The input: {in_words(turn.rows)}.",
        f"The kernel as it is: {in_words(turn.kernel)}. Its cross-correlation: {in_words(correlation)}.",
        f"The kernel after half a turn: {in_words(turned)}. The convolution: {in_words(convolution)}. {alike}",
    )
