"""Mistakes about pools: what they learn, how they step, and what a global one leaves."""

from __future__ import annotations

from receptive.grader import misconception

from ..headings import HAS_PARAMETERS
from ..layers import Layer, Shape
from ..model import Model
from ..windows import Pair

NETWORKS = ("layer_table", "memory_bytes")


@misconception("PAR-13", "pools have weights", read=HAS_PARAMETERS, exercises=NETWORKS)
class PoolsHaveWeights(Model):
    """You give pooling layers as many weights as their windows have cells.

    Which number of a maximum could training change?
    """

    def params_of_pool(self, layer: Layer, shape: Shape) -> int:
        return self.area(layer["kernel"]) * shape[0]


@misconception("PAR-45", "pools step by one", read=HAS_PARAMETERS, exercises=NETWORKS)
class PoolsStepByOne(Model):
    """A pool without a stride moves by one pixel in your code.

    A pool of 2 without a stride on 8 pixels: do its windows overlap?
    """

    def stride_of_pool(self, _kernel: Pair) -> Pair:
        return 1


@misconception("PAR-92", "a pool has one weight a cell", read=HAS_PARAMETERS, exercises=NETWORKS)
class PoolHasOneWeightACell(Model):
    """You give a pooling layer as many parameters as its window has cells.

    Which number of a maximum could training change?
    """

    def params_of_pool(self, layer: Layer, _shape: Shape) -> int:
        return self.area(layer["kernel"])


@misconception("PAR-93", "a pool is counted like a convolution", read=HAS_PARAMETERS, exercises=NETWORKS)
class PoolAsConvolution(Model):
    """You count the parameters of a pooling layer as if it were a convolution with weights and biases.

    Which number of a maximum could training change?
    """

    def params_of_pool(self, layer: Layer, shape: Shape) -> int:
        return self.convolution(shape[0], shape[0], layer["kernel"])


@misconception("PAR-98", "a global pool keeps two axes", read=HAS_PARAMETERS, exercises=("layer_table",))
class GlobalPoolKeepsAxes(Model):
    """Your global pool leaves a row and a column of one, as PyTorch's does: (C, 1, 1).

    Look at the README's table of layers. What shape does a global pool produce here?
    """

    def pooled_globally(self, shape: Shape) -> Shape:
        return (shape[0], 1, 1)


@misconception("PAR-99", "pools step by two", read=HAS_PARAMETERS, exercises=("layer_table",))
class PoolsStepByTwo(Model):
    """A pool without a stride moves by two pixels in your code.

    A pool of 3 without a stride on 9 pixels: do its windows overlap?
    """

    def stride_of_pool(self, _kernel: Pair) -> Pair:
        return 2


@misconception("PAR-100", "a pool has no padding", read=HAS_PARAMETERS, exercises=("layer_table",))
class PoolHasNoPadding(Model):
    """You ignore the padding of a pool.

    Look at the README's table of layers. Which entries may a pool have?
    """

    def padding_of_pool(self, _padding: Pair) -> Pair:
        return 0
