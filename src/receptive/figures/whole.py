"""The one drawing of a convolutional network, which comes back in later chapters with another part of it strong.

Every size in it is exact: (32 + 2·1 − 8)/2 + 1 = 14, (14 − 4)/2 + 1 = 6, (6 − 4)/2 + 1 = 2.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from receptive.figures.pictures import Volume, Volumes

NetworkPart = Literal["", "patch", "kernel", "depth", "feature map", "pyramid", "classifier"]
IMAGE, KERNEL, MAPS = (32, 32, 3), (8, 8, 3), (14, 14, 20)
NETWORK = (IMAGE, MAPS, (6, 6, 40), (2, 2, 80))  # kernels 8×8 with a padding of 1, then 4×4; all with a stride of 2
CLASSES = 10

_CLOSE_UP = (
    Volume("image", IMAGE, window=(9, 11, 8, 8), window_name="patch"),
    Volume("kernel", KERNEL),
    Volume("feature maps", MAPS, column=(5, 6)),
)
_PYRAMID = (
    Volume("image", NETWORK[0], apart=True),
    *(Volume(f"maps {number}", shape) for number, shape in enumerate(NETWORK[1:], 1)),
    Volume("classes", (1, 1, CLASSES)),
)


def whole_network(part: NetworkPart = "", title: str = "") -> Volumes:
    """One convolution seen closely, and beside it the pyramid that three of them make.

    Args:
        part: what is drawn strong; nothing if empty.
        title: another than `A convolutional network`.
    """
    image, kernel, maps = _CLOSE_UP
    pyramid = list(_PYRAMID)
    if part == "patch":
        image = replace(image, emphasized="window")
    elif part == "kernel":
        kernel = replace(kernel, emphasized="all")
    elif part == "depth":
        maps = replace(maps, emphasized="depth")
    elif part == "feature map":
        maps = replace(maps, emphasized="map")
    elif part == "pyramid":
        pyramid[:-1] = [replace(volume, emphasized="all") for volume in pyramid[:-1]]
    elif part == "classifier":
        pyramid[-1] = replace(pyramid[-1], emphasized="all")
    return Volumes(title or "A convolutional network", (image, kernel, maps, *pyramid))
