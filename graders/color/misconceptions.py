"""The misconceptions of "Color", with models that hold them.

Left out of the table: COL-1 (more channels can only help) and COL-2 (gray is always easier) are beliefs that no code
here expresses; the quizzes ask about them. Two frequent slips of `compare_representations` are left out as well, a
draw for each representation and the same draw in all repeats: what they change depends on the draw, and how a seed
becomes a draw is the student's choice, so no model could reproduce them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import color_cases
import model_color_data
import model_color_gray
import numpy as np
import numpy.typing as npt
from color_beliefs import ABOUT_GRAY
from color_beliefs_data import ABOUT_DATA

from receptive.grader import Misconception

MISCONCEPTIONS: tuple[Misconception, ...] = (*ABOUT_GRAY, *ABOUT_DATA)

Case = tuple[tuple[Any, ...], dict[str, Any]]
WEIGHTS = ((0.5, 0.3, 0.2), (0.2989, 0.5870, 0.1140), (0.2126, 0.7152, 0.0722), (0.2, 0.3, 0.5))


def model(exercise: str, ids: frozenset[str]) -> Callable[..., Any] | None:
    """The exercise as somebody writes it who holds these misconceptions; None where they cannot be held together.

    Those that do not concern the exercise change nothing.
    """
    home = next((home for home in (model_color_gray, model_color_data) if hasattr(home, exercise)), None)
    concerned = {entry.id for entry in MISCONCEPTIONS if exercise in entry.exercises}
    held = ids & concerned
    if home is None or any(len(held & rivals) > 1 for rivals in home.RIVALS):
        return None
    built: Callable[..., Any] = getattr(home, exercise)(held)
    return built


def inputs(exercise: str, random: random.Random) -> Iterator[Case]:
    """Arguments to tell models apart, the simplest first.

    There are none for `metamer_pair`, where many results are right, nor for `equivariance_error`, which takes a
    function: demonstrations.py has what is asked instead. Those of `compare_representations` have one outcome,
    whatever is drawn.
    """
    rng = np.random.default_rng(random.getrandbits(64))
    cases: dict[str, Callable[[np.random.Generator], Iterator[Case]]] = {
        "to_gray_mean": _images,
        "to_gray_weighted": _weighted_images,
        "hwc_to_chw": _layouts,
        "dense_weight_count": _layers,
        "gray_as_conv": _kernels,
        "compare_representations": _labelled,
    }
    if exercise in cases:
        yield from cases[exercise](rng)


def possible(exercise: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Whether the README says what this call gives: of labelled images, some are left to test."""
    if exercise != "compare_representations":
        return True
    named = {**dict(zip(("x_rgb", "y", "n_train"), args, strict=False)), **kwargs}
    return bool(0 < named.get("n_train", 0) < len(named["x_rgb"]) == len(named["y"]))


def _images(rng: np.random.Generator) -> Iterator[Case]:
    pixel = np.array([[[200, 100, 60]]])
    yield (pixel.astype(float),), {}
    yield (pixel.astype(np.uint8),), {}
    yield (np.array([[[0.0, 255.0, 0.0]]]),), {}
    yield (np.array([1, 1, 0], dtype=np.uint8),), {}
    yield (np.array([[[200.0, 100.0, 60.0], [10.0, 40.0, 20.0]]]),), {}
    yield (np.arange(12.0).reshape(2, 2, 1, 3),), {}
    yield (np.array([200.0, 100.0, 60.0]).reshape(3, 1, 1),), {"channel_axis": 0}
    yield (np.arange(27.0).reshape(3, 3, 3),), {"channel_axis": 0}
    for number in range(40):
        lead = rng.permutation([1, 2, 3, 4, 5])[: 1 + number % 3].tolist()
        axis = int(rng.integers(-len(lead) - 1, len(lead) + 1)) if number % 2 else -1
        shape = [*lead, 3] if axis in (-1, len(lead)) else np.insert(lead, axis % (len(lead) + 1), 3).tolist()
        yield (_filled(rng, shape, number),), {"channel_axis": axis} if number % 2 else {}


def _filled(rng: np.random.Generator, shape: list[int], number: int) -> npt.NDArray[Any]:
    """Whole numbers from 0 to 255, in turn as bytes, as ints and as floats."""
    return rng.integers(0, 256, size=shape).astype((np.uint8, np.int64, np.float64)[number % 3])


def _weighted_images(rng: np.random.Generator) -> Iterator[Case]:
    for number, (args, kwargs) in enumerate(_images(rng)):
        yield args, kwargs
        yield (*args, WEIGHTS[number % len(WEIGHTS)]), kwargs


def _layouts(rng: np.random.Generator) -> Iterator[Case]:
    yield (np.array([[[1, 2, 3], [4, 5, 6]]]),), {}
    yield (np.array([[[1, 2, 3]], [[4, 5, 6]]]),), {}
    yield (np.arange(12).reshape(2, 2, 3),), {}
    yield (np.arange(12).reshape(2, 1, 2, 3),), {}
    for number in range(40):
        shape = rng.permutation([1, 2, 3, 4, 5])[: 3 + number % 2].tolist()
        yield (_filled(rng, shape, number),), {}


def _layers(rng: np.random.Generator) -> Iterator[Case]:
    yield (1, 2, 3, 10), {}
    yield (1, 1, 3, 2), {"bias": False}
    yield (2, 2, 3, 4), {}
    for number in range(40):
        h, w, c, hidden = (int(n) for n in rng.integers(2, 13, size=4))
        yield (h, w, c, hidden), {"bias": False} if number % 3 == 2 else {}


def _kernels(rng: np.random.Generator) -> Iterator[Case]:
    for weights in WEIGHTS:
        yield (weights,), {}
    for number in range(40):
        weights = color_cases.some_weights(rng)
        rounded = tuple(float(np.floor(1000 * part) / 1000) for part in weights)
        yield (rounded if number % 2 else weights,), {}


def _labelled(rng: np.random.Generator) -> Iterator[Case]:
    yield (*color_cases.red_and_green(), 3), {"n_repeats": 1}
    yield (*color_cases.red_and_green(), 3), {}
    for number in range(11):
        for x, y in (
            color_cases.small_integers(rng),
            color_cases.twins(rng),
            color_cases.twins(rng, turned=(0, 2, 1)),
            color_cases.spread_and_steep(rng),
        ):
            yield (x, y, len(y) - 1), {"n_repeats": 2 + number % 5, "seed": number}
