"""The pictures of the chapter on convolutional networks: the whole, in three dimensions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from receptive.grader import NetworkPart, Picture, whole_network

NETWORKS = {
    "network": ("", "A convolutional network"),
    "network_patch": ("patch", "A patch, through all channels"),
    "network_map": ("feature map", "One feature map"),
    "network_depth": ("depth", "The depth of a layer"),
    "network_pyramid": ("pyramid", "The pyramid"),
}


def networks() -> Iterator[tuple[str, Picture]]:
    """Each with the name of its file."""
    for name, (part, title) in NETWORKS.items():
        yield name, whole_network(cast("NetworkPart", part), title)
