"""Every exercise right, one decision a method. What somebody decides otherwise is in `misconceptions/`."""

from .gradients_model import GradientsModel


class Model(GradientsModel):
    """The parts stand in the `…_model` modules: windows, planes, layers, pools, gradients."""
