"""What `make_loaders` decides, each asked in such a way that nothing depends on what its writer may choose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from receptive.grader import Demonstration

from . import loader_contents as contents
from . import loader_orders as orders
from . import loader_splits as splits
from .loader_facts import Ask


def decision(call: str, ask: Ask, decides: Callable[[Any], Any] = lambda found: found) -> Demonstration:
    return Demonstration(call, ask, decides=decides)


SEEDS = {"seed": 3}, {"seed": 3}, {"seed": 4}
DECISIONS = (
    decision("what the parts give", contents.what_it_gives),
    decision("the layout of gray images", contents.layout(2, 3)),
    decision("the layout of images with channels", contents.layout(2, 3, 4)),
    decision("the type of images of float64", contents.type_of(0, np.float64)),
    decision("the type of images of uint8", contents.type_of(0, np.uint8)),
    decision("the type of labels of int64", contents.type_of(1, np.int64)),
    decision("the type of labels of int32", contents.type_of(1, np.int32)),
    decision("the shape of a label", contents.shape_of_labels),
    decision("whether each image has its own label", contents.own_labels),
    decision("whether values are kept, and how they are scaled", contents.values(float), contents.what_became),
    decision("whether bytes are kept", contents.values(np.uint8), contents.what_became),
    decision("the sizes of the parts", splits.sizes, splits.follow_the_share),
    decision("images in both, in none, and twice in either", splits.overlap, lambda found: [n > 0 for n in found]),
    decision("what the classes give", splits.counts, splits.are_fair),
    decision("how the test is found", splits.places, splits.are_drawn),
    decision("the split of one seed, and of two", splits.tests(*SEEDS), orders.as_first),
    decision("the orders of two rounds through either part", orders.two_rounds, orders.are_repeated),
    decision("the order of one seed, and of two", orders.orders(*SEEDS), orders.in_the_order_of_the_first),
    decision("the order without a seed", orders.order_without_a_seed, orders.in_the_order_of_the_first),
    decision("the sizes of batches", orders.batches_of_ten, orders.sizes_asked),
    decision("the sizes of batches without a size", orders.usual_size, orders.size_asked(64)),
    decision("whether every image comes", orders.images_that_come, lambda found: found[0] == found[1]),
)
