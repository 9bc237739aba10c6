"""Mistakes about activations: which numbers they are, and which layers put any out."""

from __future__ import annotations

from math import prod

from receptive.grader import misconception

from ..headings import HAS_PARAMETERS, MEMORY
from ..layers import Layer, Shape
from ..model import Model

NETWORKS = ("layer_table", "memory_bytes")


@misconception("PAR-43", "activations of one channel", read=HAS_PARAMETERS, exercises=NETWORKS)
class ActivationsOfOneChannel(Model):
    """Your activations leave the channels out: they are rows times columns.

    How many numbers are in two maps of 3 by 4?
    """

    def activations(self, _layer: Layer, _shape: Shape, out_shape: Shape) -> int:
        return prod(out_shape[1:] if len(out_shape) == 3 else out_shape)


@misconception("PAR-44", "activations of what comes in", read=HAS_PARAMETERS, exercises=NETWORKS)
class ActivationsOfWhatComesIn(Model):
    """Your activations are the numbers that arrive at a layer, not those that it produces.

    A dense layer takes 48 numbers and produces 3. Which of them are new?
    """

    def activations(self, _layer: Layer, shape: Shape, _out_shape: Shape) -> int:
        return prod(shape)


@misconception("PAR-49", "only layers with weights produce numbers", read=MEMORY, exercises=NETWORKS)
class LayersWithWeightsOnly(Model):
    """You leave out the activations of layers that have no weights.

    A ReLU gets 40 numbers and does not work in place. How many numbers does it write?
    """

    def activations(self, layer: Layer, _shape: Shape, out_shape: Shape) -> int:
        return prod(out_shape) if layer["type"] in ("conv", "dense", "batchnorm") else 0


@misconception("PAR-88", "only conv and dense produce numbers", read=MEMORY, exercises=NETWORKS)
class ConvAndDenseOnly(Model):
    """You count the activations of convolutions and dense layers only.

    A pool or a batchnorm writes what it has computed. How many numbers is that?
    """

    def activations(self, layer: Layer, _shape: Shape, out_shape: Shape) -> int:
        return prod(out_shape) if layer["type"] in ("conv", "dense") else 0


@misconception("PAR-89", "a ReLU produces nothing", read=MEMORY, exercises=NETWORKS)
class ReluPutsNothingOut(Model):
    """You leave out the activations of ReLU layers, as if they worked in place.

    A ReLU gets 40 numbers and does not work in place here. How many numbers does it write?
    """

    def activations(self, layer: Layer, _shape: Shape, out_shape: Shape) -> int:
        return prod(out_shape) if layer["type"] != "relu" else 0


@misconception("PAR-90", "flatten produces nothing", read=MEMORY, exercises=NETWORKS)
class FlattenPutsNothingOut(Model):
    """You leave out the activations of flatten layers, as if they were only another view.

    Look at what the README says about flatten and memory. Does its output count?
    """

    def activations(self, layer: Layer, _shape: Shape, out_shape: Shape) -> int:
        return prod(out_shape) if layer["type"] != "flatten" else 0


@misconception("PAR-91", "layers that only pass on produce nothing", read=MEMORY, exercises=NETWORKS)
class PassingOnPutsNothingOut(Model):
    """You leave out the activations of relu, dropout and flatten.

    Which layers work in place here, according to what the README says about memory?
    """

    def activations(self, layer: Layer, _shape: Shape, out_shape: Shape) -> int:
        return prod(out_shape) if layer["type"] not in ("relu", "dropout", "flatten") else 0
