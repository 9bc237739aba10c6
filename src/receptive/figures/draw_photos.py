"""Real images as pixels that can be counted."""

from __future__ import annotations

from receptive.figures.canvas import INK, SMALL, WINDOW, Canvas, in_rows, width_of
from receptive.figures.pictures import Photo, Photos
from receptive.figures.png import png

LEAST_DOT, MOST_DOT = 1.0, 50.0


def draw_photos(picture: Photos) -> Canvas:
    """Images side by side, all equally wide unless one has too few or too many pixels for that."""
    return in_rows([_photo(photo, picture.wide) for photo in picture.photos])


def _photo(photo: Photo, wide: float) -> Canvas:
    height, width, channels = photo.size
    dot = min(max(wide / width, LEAST_DOT), MOST_DOT)
    across, down = dot * width, dot * height
    canvas = Canvas(max(across, width_of(photo.caption, SMALL)) + 4, down + 24)
    canvas.image(2, 2, across, down, png(photo.pixels, height, width, channels))
    canvas.rectangle(2, 2, across, down, INK, line=0.8)
    for top, left, tall, broad in photo.windows:
        canvas.rectangle(2 + dot * left, 2 + dot * top, dot * broad, dot * tall, "#ffffff", line=3.4)
        canvas.rectangle(2 + dot * left, 2 + dot * top, dot * broad, dot * tall, WINDOW, line=1.8)
    canvas.text(2, down + 18, photo.caption, SMALL, "start")
    return canvas
