"""The arithmetic of the still pictures, in plain Python. The scripts do the same in a browser; a test compares both."""

from __future__ import annotations

from collections.abc import Sequence

from receptive.moving.fields import Rows


def padded(rows: Rows, padding: int) -> Rows:
    """With that many zeros on each side."""
    wide = len(rows[0]) + 2 * padding
    edge = ((0.0,) * wide,) * padding
    return (*edge, *((0.0,) * padding + tuple(row) + (0.0,) * padding for row in rows), *edge)


def positions(length: int, reach: int, stride: int) -> int:
    """How many windows fit on a line."""
    return max((length - reach) // stride + 1, 0)


def correlate(rows: Rows, kernel: Rows, stride: int = 1, padding: int = 0, bias: float = 0) -> Rows:
    """The sum of products with the kernel, at each place where its window fits."""
    image = padded(rows, padding)
    return tuple(
        tuple(bias + window_sum(image, kernel, i * stride, j * stride) for j in range(columns))
        for columns in [positions(len(image[0]), len(kernel[0]), stride)]
        for i in range(positions(len(image), len(kernel), stride))
    )


def window_sum(image: Rows, kernel: Rows, top: int, left: int) -> float:
    """One sum of products, with the window's corner there."""
    return sum(
        weight * image[top + u][left + v] for u, line in enumerate(kernel) for v, weight in enumerate(line) if weight
    )


def half_turn(kernel: Rows) -> Rows:
    return tuple(tuple(reversed(row)) for row in reversed(kernel))


def pooled(rows: Rows, size: int, stride: int, kind: str) -> Rows:
    """The largest value or the mean of each window that fits."""
    return tuple(
        tuple(pool_window(rows, size, i * stride, j * stride, kind) for j in range(columns))
        for columns in [positions(len(rows[0]), size, stride)]
        for i in range(positions(len(rows), size, stride))
    )


def pool_window(rows: Rows, size: int, top: int, left: int, kind: str) -> float:
    values = [value for row in rows[top : top + size] for value in row[left : left + size]]
    return max(values) if kind == "max" else sum(values) / len(values)


def rectified(rows: Rows) -> Rows:
    return tuple(tuple(max(value, 0) for value in row) for row in rows)


def correlate_line(line: Sequence[float], kernel: Sequence[float]) -> tuple[float, ...]:
    """The same on a line."""
    return correlate((tuple(line),), (tuple(kernel),))[0]


def written(value: float) -> str:
    """A number in at most six digits, as the scripts write it."""
    rounded = float(f"{value:.6g}")
    return str(int(rounded)) if rounded.is_integer() else repr(rounded)


def products(values: Sequence[float], weights: Sequence[float], bias: float = 0) -> str:
    """`3·2 + 1·(-1)`."""
    terms = [f"{factor(a)}·{factor(b)}" for a, b in zip(values, weights, strict=True)]
    return " + ".join(terms + ([factor(bias)] if bias else []))


def factor(value: float) -> str:
    return f"({written(value)})" if value < 0 else written(value)
