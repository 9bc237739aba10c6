"""The misconceptions of `parameter_count`, as programs: `model` gives an exercise as somebody writes it who holds them.

Left out: PAR-17 ("the size of the image changes the parameters of a convolution") is a belief; its code is that of
PAR-5, PAR-6, PAR-7 and PAR-8. The second half of PAR-13 ("no parameters, so no backward pass") and layers that are lost
in a Python list (PAR-16) are no code of these exercises either. From PAR-19 on the list is our own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from model_parameter_inputs import inputs
from model_parameter_layers import RIVALS
from model_parameter_networks import Networks
from model_parameter_possible import possible
from model_parameter_refusals import refuse_conv, refuse_network
from words_parameter_filters import FILTERS
from words_parameter_networks import NETWORKS
from words_parameter_places import PLACES

__all__ = ["MISCONCEPTIONS", "inputs", "model", "possible"]

MISCONCEPTIONS = FILTERS + PLACES + NETWORKS
REFUSALS: dict[str, Callable[..., None]] = {"conv_params": refuse_conv, "layer_table": refuse_network}


def model(exercise: str, ids: frozenset[str]) -> Callable[..., Any] | None:
    """The exercise with these misconceptions in it, or None where two of them answer the same question."""
    if any(len(rivals & ids) > 1 for rivals in RIVALS):
        return None
    count: Callable[..., Any] = getattr(Networks(ids), exercise)
    refuse = REFUSALS.get(exercise)
    if refuse is None:
        return count

    def refusing(*args: Any, **kwargs: Any) -> Any:
        refuse(*args, **kwargs)
        return count(*args, **kwargs)

    return refusing
