"""Every exercise right, one decision a method. What somebody decides otherwise is in `misconceptions/`."""

from .detectors_model import DetectorsModel
from .gradients_model import GradientsModel


class Model(DetectorsModel, GradientsModel):
    """The parts stand in the `…_model` modules: windows, planes, detectors, layers, pools, gradients."""
