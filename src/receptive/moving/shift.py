"""The figure `shift`: a small picture that is moved; its map moves along, its largest value stays."""

from __future__ import annotations

from dataclasses import dataclass

from receptive.moving.arithmetic import correlate, rectified, written
from receptive.moving.fields import Fields, MoveError, Rows
from receptive.moving.pixels import Gray, gray_image, read_picture, signed_image
from receptive.moving.stills import in_words, number_grid, side_by_side

LARGEST = 32


@dataclass(frozen=True)
class Shift:
    picture: Gray
    kernel: Rows
    room: tuple[int, int, int, int]  # how far it may go up, right, down, left

    @property
    def map(self) -> Rows:
        """The response of the picture where it lies, after ReLU, as large as the picture."""
        return rectified(correlate(self.picture.rows, self.kernel, padding=len(self.kernel) // 2))


def read_shift(fields: Fields) -> Shift:
    picture, kernel = read_picture(fields, LARGEST, 6), fields.rows("kernel", 5)
    if len(kernel) != len(kernel[0]) or len(kernel) % 2 == 0:
        raise fields.wrong("kernel", "1, 3 or 5 rows of as many numbers", [list(row) for row in kernel])
    room = _room(picture.rows, len(kernel) // 2)
    if min(room) < 0 or room[1] + room[3] == 0:
        raise MoveError(
            f"shift: the picture has too narrow a margin; allowed: zeros all around, wider than {len(kernel) // 2}"
        )
    return Shift(picture, kernel, room)


def _room(rows: Rows, margin: int) -> tuple[int, int, int, int]:
    """How far what is not zero may move on each side with that margin left, so that its map is never cut."""
    lit = [(i, j) for i, row in enumerate(rows) for j, value in enumerate(row) if value]
    if not lit:
        return (-1, -1, -1, -1)
    downs, acrosses = [i for i, _ in lit], [j for _, j in lit]
    bottom, right = len(rows) - 1 - max(downs), len(rows[0]) - 1 - max(acrosses)
    return (min(downs) - margin, right - margin, bottom - margin, min(acrosses) - margin)


def draw_shift(shift: Shift) -> str:
    parts = (
        gray_image(shift.picture.rows, "picture"),
        side_by_side("kernel", [number_grid("kernel", shift.kernel)]),
        signed_image(shift.map, "map"),
    )
    return f'<div class="move-parts">{"".join(parts)}</div>'


def tell_shift(shift: Shift) -> tuple[str, ...]:
    values = [value for row in shift.map for value in row]
    lit = sum(value > 0 for value in values)
    up, right, down, left = shift.room
    return (
        f"A picture of {shift.picture.height}×{shift.picture.width} pixels on black. It can be moved up to {left} "
        f"pixels to the left, {right} to the right, {up} up and {down} down.",
        f"The kernel: {in_words(shift.kernel)}. Its map, after ReLU, is larger than zero at {lit} of {len(values)} "
        f"places; the largest value is {written(max(values))}.",
        "When the picture moves, the map moves by as much and has the same values. Flattened to a vector, these "
        "values are at other places; the largest value stays what it is.",
    )
