"""The photograph that the lesson comes back to, small enough to count its pixels.

    python scripts/draw_thread.py

Writes thread.rgb.json and thread.gray.json beside the chapters that show it: 80 rows and 80 columns, each pixel the
mean of 4 by 4 pixels of a part of scikit-learn's sample image china.jpg. Needs scikit-learn and Pillow.
"""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.datasets import load_sample_image

EXERCISES = Path(__file__).resolve().parents[1] / "exercises"
TOPICS = ("color", "filter_math")  # each travels alone, so each has the photograph
TOP, LEFT, SIDE, BLOCK = 20, 50, 80, 4
LUMINANCE = np.array([0.299, 0.587, 0.114])  # ITU-R BT.601, as in the topic on color
SOURCE = "Part of china.jpg by danielbuechele, CC BY 2.0, flickr.com/photos/danielbuechele/6061409035; made smaller"


def small_photograph() -> Any:
    """(80, 80, 3), as floats."""
    part = load_sample_image("china.jpg")[TOP : TOP + SIDE * BLOCK, LEFT : LEFT + SIDE * BLOCK].astype(float)
    return part.reshape(SIDE, BLOCK, SIDE, BLOCK, 3).mean(axis=(1, 3))


def write(name: str, values: Any) -> None:
    pixels = np.rint(values).astype(np.uint8)
    record = {"width": SIDE, "height": SIDE, "pixels": b64encode(pixels.tobytes()).decode(), "source": SOURCE}
    for topic in TOPICS:
        (EXERCISES / topic / "figures" / name).write_text(json.dumps(record, indent=1) + "\n", "utf-8")


def main() -> None:
    colors = small_photograph()
    write("thread.rgb.json", colors)
    write("thread.gray.json", colors @ LUMINANCE)


if __name__ == "__main__":
    main()
