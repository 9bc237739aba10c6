"""The figure `pool`: the largest value or the mean of a window that steps."""

from __future__ import annotations

from dataclasses import dataclass

from receptive.figures.pictures import MOST_CELLS
from receptive.moving.arithmetic import pooled, positions, written
from receptive.moving.fields import Fields, MoveError, Rows
from receptive.moving.stills import cells, in_words, number_grid, side_by_side


@dataclass(frozen=True)
class Pool:
    rows: Rows
    kernel: int
    stride: int
    kind: str  # max or avg


def read_pool(fields: Fields) -> Pool:
    kernel = fields.whole("kernel", 1, 4)
    pool = Pool(
        fields.rows("rows", MOST_CELLS),
        kernel,
        fields.whole("stride", 1, 4, kernel),
        str(fields.one_of("kind", ("max", "avg"), "max")),
    )
    found = [positions(side, kernel, pool.stride) for side in (len(pool.rows), len(pool.rows[0]))]
    if min(found) < 1 or max(found) < 2:
        raise MoveError(f"pool: {found[0]}×{found[1]} windows of {kernel}×{kernel} fit; allowed: more than one")
    return pool


def draw_pool(pool: Pool) -> str:
    window = cells(0, 0, pool.kernel, pool.kernel)
    result = pooled(pool.rows, pool.kernel, pool.stride, pool.kind)
    grids = [number_grid("input", pool.rows, window), number_grid(_name(pool), result, [(0, 0)])]
    return side_by_side(f"{_name(pool)} of {pool.kernel}×{pool.kernel}, stride {pool.stride}", grids, ("→",))


def tell_pool(pool: Pool) -> tuple[str, ...]:
    values = [written(value) for row in pool.rows[: pool.kernel] for value in row[: pool.kernel]]
    result = pooled(pool.rows, pool.kernel, pool.stride, pool.kind)
    found = "the largest" if pool.kind == "max" else "the mean"
    return (
        f"The input: {in_words(pool.rows)}.",
        f"{_name(pool)} with windows of {pool.kernel}×{pool.kernel}, stride {pool.stride}. "
        f"The first window holds {', '.join(values)}; {found} is {written(result[0][0])}.",
        f"The output: {in_words(result)}.",
    )


def _name(pool: Pool) -> str:
    return "max pooling" if pool.kind == "max" else "average pooling"
