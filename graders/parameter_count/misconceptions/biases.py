"""Mistakes about biases: how many there are, and where there are any."""

from __future__ import annotations

from receptive.grader import misconception

from ..headings import BIASES, GROUPS
from ..model import Model
from ..windows import Pair

BIASED = (
    "conv_params",
    "dense_params",
    "locally_connected_params",
    "layer_table",
    "memory_bytes",
    "separable_params",
    "max_filters_within",
)


@misconception(
    "PAR-2",
    "forgets the biases",
    read=BIASES,
    exercises=(
        "conv_params",
        "dense_params",
        "locally_connected_params",
        "layer_table",
        "memory_bytes",
        "separable_params",
        "count_trainable",
        "max_filters_within",
    ),
)
class NoBiases(Model):
    """You count the weights only; the biases are missing.

    If every weight is 0, can a neuron still produce anything other than 0? Which number does that?
    """

    def has_biases(self, _bias: bool) -> bool:
        return False

    def is_seen(self, name: str) -> bool:
        return not name.endswith("bias")


@misconception("PAR-3", "one bias for the layer", read=BIASES, exercises=BIASED)
class OneBiasForTheLayer(Model):
    """You count a single bias for the whole layer.

    On a black image one filter gives 0.5 and another −0.5. Can they share one bias?
    """

    def biases(self, _c_in: int, _c_out: int, _kernel: Pair, _groups: int) -> int:
        return 1

    def biases_of_dense(self, _n_in: int, _n_out: int) -> int:
        return 1


@misconception(
    "PAR-4",
    "a bias for each channel of a filter",
    read=BIASES,
    exercises=("conv_params", "locally_connected_params", "layer_table", "separable_params", "max_filters_within"),
)
class BiasForEachChannelOfAFilter(Model):
    """Every filter gets one bias for each input channel that it reads.

    A filter adds all its products into one sum. How many numbers can still be added to that?
    """

    def biases(self, c_in: int, c_out: int, _kernel: Pair, groups: int) -> int:
        return c_in // groups * c_out


@misconception("PAR-11", "a bias for each input", read=BIASES, exercises=BIASED)
class BiasForEachInput(Model):
    """You count one bias for each input, not one for each output.

    A dense layer takes 100 numbers and has 2 neurons. How many sums does it make, and so how many biases?
    """

    def biases(self, c_in: int, _c_out: int, _kernel: Pair, _groups: int) -> int:
        return c_in

    def biases_of_dense(self, n_in: int, _n_out: int) -> int:
        return n_in


@misconception(
    "PAR-12c", "groups divide the biases", read=GROUPS, exercises=("conv_params", "layer_table", "separable_params")
)
class GroupsDivideBiases(Model):
    """You divide the whole count by groups, biases included.

    8 filters in 4 groups: how many sums does the layer make at one place? How many biases does that take?
    """

    def biases(self, _c_in: int, c_out: int, _kernel: Pair, groups: int) -> int:
        return c_out // groups


@misconception(
    "PAR-19",
    "counts biases that are switched off",
    read=BIASES,
    exercises=("conv_params", "dense_params", "layer_table", "memory_bytes", "separable_params"),
)
class BiasesSwitchedOff(Model):
    """You count biases even where bias is False.

    Call your function with bias=True and with bias=False. What should the difference be?
    """

    def has_biases(self, _bias: bool) -> bool:
        return True


@misconception(
    "PAR-65",
    "a bias for each weight",
    read=BIASES,
    exercises=("conv_params", "dense_params", "locally_connected_params", "layer_table", "separable_params"),
)
class BiasForEachWeight(Model):
    """You count as many biases as weights.

    A neuron adds 100 products into one sum. How many numbers can still be added to that?
    """

    def biases(self, c_in: int, c_out: int, kernel: Pair, groups: int) -> int:
        return self.weights(c_in, c_out, kernel, groups)

    def biases_of_dense(self, n_in: int, n_out: int) -> int:
        return n_in * n_out


@misconception(
    "PAR-66",
    "a bias for each tap",
    read=BIASES,
    exercises=("conv_params", "locally_connected_params", "layer_table", "separable_params", "max_filters_within"),
)
class BiasForEachTap(Model):
    """Every filter gets a bias for each of its rows and columns.

    A 3×3 filter adds all its products into one sum. Does it need nine biases, or one?
    """

    def biases(self, _c_in: int, c_out: int, kernel: Pair, _groups: int) -> int:
        return self.area(kernel) * c_out


@misconception("PAR-150", "groups multiply the biases", read=GROUPS, exercises=("conv_params", "layer_table"))
class GroupsMultiplyBiases(Model):
    """You count the biases once for each group.

    8 filters in 4 groups: how many sums does the layer make at one place? How many biases does that take?
    """

    def biases(self, _c_in: int, c_out: int, _kernel: Pair, groups: int) -> int:
        return c_out * groups
