"""The pictures of the chapter on intuition: a house and its parts, and a corner that two layers find."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from receptive.grader import Grid, Grids, Picture, Tile, Tiles, grid

from .cross_correlate2d import cross_correlate2d
from .images import Array
from .windows import covered

DARK, SIZE = 2, 6  # rows and columns before the bright part, and of the picture
LEFT, TOP = np.array([[-1.0, 1], [-1, 1]]), np.array([[-1.0, -1], [1, 1]])
LEFT_BELOW, TOP_RIGHT = np.array([[0.0, 0], [1, 0]]), np.array([[0.0, 1], [0, 0]])
BIAS, LIMIT = -3, 2
AT = (1, 1)  # of the corner in the last map

EDGES = """
.....#......
.....#......
.....#......
.....#......
............
..........#.
####.....#..
........#...
.......#....
..#.........
...#........
....#.......
"""
CORNERS = """
............
.####..####.
.#........#.
.#........#.
............
.....##.....
....#..#....
...#....#...
............
.#........#.
.#........#.
.####..####.
"""
PARTS = """
.....##.....
....#..#....
...#....#...
..#......#..
.##########.
............
......#####.
.####.#...#.
.#..#.#...#.
.#..#.#...#.
.####.#...#.
......#...#.
"""
HOUSE = """
.....##.....
....#..#....
...#....#...
..#......#..
.##########.
.#........#.
.#.....##.#.
.#.###.##.#.
.#.#.#.##.#.
.#.###.##.#.
.#.....##.#.
.##########.
"""


def parts() -> Iterator[Picture]:
    drawn = (("edges", EDGES), ("corners", CORNERS), ("parts", PARTS), ("the whole", HOUSE))
    tiles = tuple(Tile(name, _pixels(text)) for name, text in drawn)
    yield Tiles("Edges make corners, corners make parts, parts make a house", tiles)


def corner_edges() -> Iterator[Picture]:
    image = corner(1)
    left, top = (cross_correlate2d(image, kernel) for kernel in (LEFT, TOP))
    shown = (
        grid("picture", image.tolist()),
        grid("left edges", left.tolist(), window=[(2, 1)]),
        grid("top edges", top.tolist(), window=[(1, 2)]),
    )
    yield Grids("One picture, two maps", shown, ("→", "and"))


def corner_found() -> Iterator[Picture]:
    total = _both(*_edges(corner(1)))
    shown = (
        _at_corner("sum", total),
        _at_corner("with the bias −3", total + BIAS),
        _at_corner("after ReLU", relu(total + BIAS)),
    )
    yield Grids("The corner is what is left", shown, ("→", "→"))


def corner_bright() -> Iterator[Picture]:
    image = corner(2)
    edges = _edges(image)
    limited = [relu(edge) - relu(edge - LIMIT) for edge in edges]
    shown = (
        grid("twice as bright", image.tolist(), window=covered((DARK - 1, DARK - 1), (3, 3))),
        _at_corner("one kernel", relu(_both(*edges) + BIAS)),
        _at_corner("two layers", relu(_both(*limited) + BIAS)),
    )
    yield Grids("A strong edge is no corner", shown, ("→", "but"))


def corner(bright: float) -> Array:
    """The upper left corner of something bright."""
    image = np.zeros((SIZE, SIZE))
    image[DARK:, DARK:] = bright
    return image


def relu(x: Array) -> Array:
    return np.maximum(0.0, x) + 0.0


def _edges(image: Array) -> tuple[Array, Array]:
    return cross_correlate2d(image, LEFT), cross_correlate2d(image, TOP)


def _both(left: Array, top: Array) -> Array:
    """The second layer: one kernel with a channel for each map."""
    return cross_correlate2d(left, LEFT_BELOW) + cross_correlate2d(top, TOP_RIGHT)


def _at_corner(title: str, values: Array) -> Grid:
    return grid(title, values.tolist(), window=[AT])


def _pixels(text: str) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(mark == "#") for mark in line) for line in text.split())
