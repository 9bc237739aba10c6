"""The figure `window`: a kernel's window that steps over an image, and the map that fills up."""

from __future__ import annotations

from dataclasses import dataclass

from receptive.figures.pictures import MOST_CELLS
from receptive.moving.arithmetic import correlate, padded, positions, products, written
from receptive.moving.fields import Fields, MoveError, Rows
from receptive.moving.pixels import Gray, gray_image, read_picture, signed_image
from receptive.moving.stills import cells, in_words, number_grid, side_by_side

LARGEST_KERNEL = 5


@dataclass(frozen=True)
class Window:
    """Either rows, whose numbers are shown, or a picture, which is shown as pixels."""

    kernel: Rows
    stride: int
    padding: int
    bias: float
    rows: Rows = ()
    picture: Gray | None = None

    @property
    def image(self) -> Rows:
        """With its border of zeros."""
        return padded(self.picture.rows if self.picture else self.rows, self.padding)


def read_window(fields: Fields) -> Window:
    padding = fields.whole("padding", 0, 2, 0)
    picture = None if fields.has("rows") else read_picture(fields)
    window = Window(
        fields.rows("kernel", LARGEST_KERNEL),
        fields.whole("stride", 1, 4, 1),
        padding,
        fields.number("bias", 0),
        () if picture else fields.rows("rows", MOST_CELLS - 2 * padding),
        picture,
    )
    must_fit(fields, window.image, window.kernel, window.stride)
    return window


def must_fit(fields: Fields, image: Rows, kernel: Rows, stride: int) -> None:
    """There is more than one position, or nothing would move."""
    found = [positions(len(a), len(b), stride) for a, b in ((image, kernel), (image[0], kernel[0]))]
    if min(found) < 1 or max(found) < 2:
        raise MoveError(
            f"{fields.figure}: the kernel of {len(kernel)}×{len(kernel[0])} has {found[0]}×{found[1]} positions; "
            "allowed: more than one"
        )


def draw_window(window: Window) -> str:
    result = correlate(window.image, window.kernel, window.stride, 0, window.bias)
    height, width = len(window.kernel), len(window.kernel[0])
    if window.picture:
        kernel = side_by_side("kernel", [number_grid("kernel", window.kernel)])
        images = gray_image(window.image, "picture") + kernel + signed_image(result, "output")
        return f'<div class="move-parts">{images}</div>'
    inner = cells(window.padding, window.padding, len(window.rows), len(window.rows[0]))
    border = set(cells(0, 0, len(window.image), len(window.image[0]))) - set(inner)
    first = (-window.padding, -window.padding)
    grids = [
        number_grid("input", window.image, cells(0, 0, height, width), sorted(border), first),
        number_grid("kernel", window.kernel),
        number_grid("output", result, [(0, 0)]),
    ]
    return side_by_side("input, kernel and output", grids, ("∗", "="))


def tell_window(window: Window) -> tuple[str, ...]:
    image, kernel = window.image, window.kernel
    result = correlate(image, kernel, window.stride, 0, window.bias)
    height, width = len(kernel), len(kernel[0])
    values = [image[u][v] for u in range(height) for v in range(width)]
    weights = [weight for row in kernel for weight in row]
    border = f", with {window.padding} of zeros on each side" if window.padding else ""
    shown = f"Its rows: {in_words(window.rows)}." if window.rows else "Its pixels are bytes from 0 (black) to 255."
    size = f"{len(image) - 2 * window.padding}×{len(image[0]) - 2 * window.padding}"
    filled = f" Its rows: {in_words(result)}." if window.rows else " Blue is positive, orange negative."
    return (
        f"The input has {size} pixels{border}. {shown}",
        f"The kernel: {in_words(kernel)}. Stride {window.stride}, bias {written(window.bias)}.",
        f"In the upper left corner: {products(values, weights, window.bias)} = {written(result[0][0])}.",
        f"The output has {len(result)}×{len(result[0])} values.{filled}",
    )
