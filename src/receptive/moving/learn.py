"""The figure `learn`: a kernel that is learned, frame by frame."""

from __future__ import annotations

import json
from dataclasses import dataclass

from receptive.moving.fields import Fields, MoveError, Rows
from receptive.moving.stills import in_words, number_grid, side_by_side

MOST_FRAMES, LARGEST_KERNEL = 200, 5


@dataclass(frozen=True)
class Frame:
    step: int
    kernel: Rows
    loss: float


@dataclass(frozen=True)
class Learn:
    frames: tuple[Frame, ...]
    truth: Rows


def read_learn(fields: Fields) -> Learn:
    truth, path = fields.rows("truth", LARGEST_KERNEL), fields.file("frames", ".json")
    try:
        found = json.loads(path.read_text("utf-8"))
    except OSError as absent:
        raise MoveError(f"learn: frames {path.name} is missing in {path.parent}") from absent
    except ValueError as broken:
        raise MoveError(f"learn: {path.name} is no JSON") from broken
    if not isinstance(found, list) or not 2 <= len(found) <= MOST_FRAMES:
        raise MoveError(f"learn: {path.name}; allowed: a list of 2 to {MOST_FRAMES} frames")
    frames = tuple(_frame(entry, f"{path.name}[{place}]", fields) for place, entry in enumerate(found))
    if any((len(one.kernel), len(one.kernel[0])) != (len(truth), len(truth[0])) for one in frames):
        raise MoveError(f"learn: each kernel of {path.name} must be as large as truth, {len(truth)}×{len(truth[0])}")
    return Learn(frames, truth)


def _frame(entry: object, where: str, fields: Fields) -> Frame:
    if not isinstance(entry, dict):
        raise MoveError(f"learn: {where}; allowed: step, kernel and loss")
    inner = Fields(f"learn: {where}", entry, fields.folder)
    frame = Frame(inner.whole("step", 0, 10**6), inner.rows("kernel", LARGEST_KERNEL), inner.number("loss"))
    inner.end()
    return frame


def draw_learn(learn: Learn) -> str:
    first, last = learn.frames[0], learn.frames[-1]
    grids = [
        number_grid(f"kernel, step {first.step}", _short(first.kernel)),
        number_grid(f"kernel, step {last.step}", _short(last.kernel)),
        number_grid("target", learn.truth),
    ]
    return side_by_side("a kernel that is learned", grids, ("→", ""))


def tell_learn(learn: Learn) -> tuple[str, ...]:
    ends = (learn.frames[0], learn.frames[-1])
    return (
        *(
            f"At step {frame.step} the kernel is {in_words(_short(frame.kernel))}, and the loss {frame.loss:.3g}."
            for frame in ends
        ),
        f"The target: {in_words(learn.truth)}.",
    )


def _short(rows: Rows) -> Rows:
    return tuple(tuple(round(value, 2) for value in row) for row in rows)
