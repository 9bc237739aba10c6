"""What moves with an image and what does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from receptive.grader import Grid, Grids, Photo, Photos, Picture

from .images import Array
from .pictures_photo import image, stored

EDGE = np.array([[-1.0, 0, 1]] * 3)
BY = 6  # pixels to the right
SIDE, STROKE, NOISE = 16, 5, 0.25  # as in docs/lesson/left_right.py
WIDE = 150
SENTENCES = (("the", "film", "was", "not", "good"), ("not", "good", "he", "said"), ("good", "so", "why", "not"))
WORDS = {"not": (1, 0), "good": (0, 1)}  # all others are (0, 0)


def moved_pictures(folder: Path) -> Iterator[tuple[str, Picture]]:
    """Each with the name of its file.

    Args:
        folder: where the letter is.
    """
    yield "moved", _moved(stored(folder, "letter.gray.json")[:, :, 0])
    yield "sentences", _sentences()
    yield "halves", _halves()


def response(plane: Array) -> Array:
    """How strongly each 3×3 patch goes from dark to bright; as large as the plane, and 0 where it does not."""
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(plane, 1), (3, 3))
    found: Array = np.maximum((windows * EDGE).sum(axis=(2, 3)), 0)
    return found


def _moved(letter: Array) -> Photos:
    later = np.roll(letter, BY, axis=1)
    maps = [response(plane) for plane in (letter, later)]
    shown: list[Photo] = []
    for where, plane, found in zip(("here", f"{BY} to the right"), (letter, later), maps, strict=True):
        shown.append(image(f"the F, {where}", plane, "A white F on black."))
        told = "Bright vertical lines at the left sides of its strokes."
        shown.append(image(f"its map, largest {found.max():.0f}", found * 255 / found.max(), told))
    return Photos("The map moves with the letter, and its largest value stays", tuple(shown), WIDE)


def _sentences() -> Grids:
    grids = []
    for sentence in SENTENCES:
        vectors = np.array([WORDS.get(word, (0, 0)) for word in sentence])
        found = [int(vectors[i, 0] + vectors[i + 1, 1]) for i in range(len(sentence) - 1)]
        rows = (*(tuple(map(str, row)) for row in vectors.T.tolist()), (*map(str, found), "·"))
        best = found.index(max(found))
        window = tuple((row, column) for row in (0, 1) for column in (best, best + 1)) if max(found) > 1 else ()
        grids.append(Grid(" ".join(sentence), rows, window=window, columns=sentence, note=f"largest {max(found)}"))
    return Grids("One filter over three sentences", tuple(grids))


def _halves() -> Photos:
    """What the networks of left_right.py learn from, and what they are tried on."""
    upright, level = np.zeros((STROKE, STROKE)), np.zeros((STROKE, STROKE))
    upright[:, 2] = level[2] = 1
    diagonal = np.eye(STROKE)
    strokes = {"vertical": upright, "horizontal": level, "falling": diagonal, "rising": diagonal[:, ::-1]}
    noise = np.random.RandomState(0)  # its numbers are the same with any NumPy
    shown = []
    for half, columns in (("left", (0, 4)), ("right", (8, 12))):
        for name, stroke in strokes.items():
            values = noise.normal(0, NOISE, (SIDE, SIDE))
            row, column = noise.randint(0, SIDE - STROKE + 1), noise.randint(*columns)
            values[row : row + STROKE, column : column + STROKE] += stroke
            shown.append(image(f"{name}, {half} half", 80 + 140 * values, "A stroke of 5 pixels in noise."))
    return Photos("Strokes on the left to learn from, strokes on the right to try", tuple(shown), WIDE)
