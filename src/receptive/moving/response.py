"""The figure `response`: what kernels find in a real picture, as pixels."""

from __future__ import annotations

from dataclasses import dataclass

from receptive.moving.arithmetic import correlate, pooled, rectified, written
from receptive.moving.fields import Fields, Rows
from receptive.moving.pixels import Gray, gray_image, read_picture, signed_image
from receptive.moving.stills import in_words, number_grid, side_by_side
from receptive.moving.window import LARGEST_KERNEL, must_fit

MOST_KERNELS = 9


@dataclass(frozen=True)
class Response:
    picture: Gray
    kernels: dict[str, Rows]
    relu: bool
    pool: int  # side of the windows of max pooling; 0 for none

    @property
    def first(self) -> tuple[str, Rows]:
        return next(iter(self.kernels.items()))

    @property
    def shown(self) -> Rows:
        """The response to the first kernel."""
        result = correlate(self.picture.rows, self.first[1])
        result = rectified(result) if self.relu else result
        return pooled(result, self.pool, self.pool, "max") if self.pool else result


def read_response(fields: Fields) -> Response:
    picture = read_picture(fields, least=8)
    named = fields.mapping("kernels", MOST_KERNELS)
    kernels = {name: fields.rows_of(f"kernels.{name}", rows, LARGEST_KERNEL) for name, rows in named.items()}
    for kernel in kernels.values():
        must_fit(fields, picture.rows, kernel, 1)
    pool = 2 if fields.one_of("pool", (0, 2), 0) else 0
    return Response(picture, kernels, fields.flag("relu", False), pool)


def draw_response(response: Response) -> str:
    name, kernel = response.first
    parts = (
        gray_image(response.picture.rows, "picture"),
        side_by_side(name, [number_grid(name, kernel)]),
        signed_image(response.shown, "response"),
    )
    return f'<div class="move-parts">{"".join(parts)}</div>'


def tell_response(response: Response) -> tuple[str, ...]:
    name, kernel = response.first
    shown = response.shown
    values = [value for row in shown for value in row]
    after = (" after ReLU" if response.relu else "") + (f" and max pooling {response.pool}×2" if response.pool else "")
    return (
        f"A gray picture of {response.picture.height}×{response.picture.width} pixels, bytes from 0 (black) to 255.",
        f"The kernel “{name}”: {in_words(kernel)}. Its response{after} has {len(shown)}×{len(shown[0])} values "
        f"from {written(min(values))} to {written(max(values))}. Blue is positive, orange negative; "
        "the stronger the color, the larger the value.",
        f"The other kernels: {'; '.join(f'{other}: {in_words(rows)}' for other, rows in response.kernels.items())}.",
    )
