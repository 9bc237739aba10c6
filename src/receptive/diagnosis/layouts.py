"""Whether wrong code takes images in the other layout: as if channels came last, where they come first."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from receptive.diagnosis.agreement import agree
from receptive.diagnosis.misconceptions import Call
from receptive.diagnosis.respondent import Respondent
from receptive.student.failures import StudentFailure

ENOUGH, MOST = 4, 60  # small calls that agree, and that are tried
SAYS = (
    "It takes an image as (N, H, W, C), channels last. Here images come as (N, C, H, W), channels first: "
    "leave the axes where they are."
)


def observe_layout(calls: Iterable[Call], theirs: Respondent, right: Respondent) -> str:
    """A sentence, if the code does to an image what is right for the same numbers read as channels last.

    Code that looks at shapes as well refuses most images then. So the images are as wide as they have channels, which
    fits both layouts.
    """
    numpy = sys.modules.get("numpy")
    if numpy is None:
        return ""
    agreed = 0
    for (image, *others), kwargs in _fitting_both(numpy, calls):
        moved = numpy.moveaxis(image, -1, 1).copy()
        as_last, as_first = (right.reply((each, *others), kwargs) for each in (moved, image))
        if isinstance(as_last, StudentFailure) or isinstance(as_first, StudentFailure) or agree(as_last, as_first):
            continue
        got = theirs.reply((image, *others), kwargs)
        if not agree(got, as_last) and not agree(got, _channels_last(numpy, as_last)):
            return ""
        agreed += 1
        if agreed == ENOUGH:
            return SAYS
    return ""


def _fitting_both(numpy: Any, calls: Iterable[Call]) -> Iterator[Call]:
    """Calls whose first argument is a batch of images, each as wide as it has channels."""
    for number, (args, kwargs) in enumerate(calls):
        image = args[0] if args else None
        if number == MOST:
            return
        if type(image) is numpy.ndarray and image.ndim == 4:  # type: ignore[union-attr]  # an array
            n, c, h, w = image.shape  # type: ignore[union-attr]  # as above
            yield (numpy.resize(image, (n, c, max(h, w), c)), *args[1:]), kwargs


def _channels_last(numpy: Any, answer: Any) -> Any:
    is_map = type(answer) is numpy.ndarray and answer.ndim == 4
    return numpy.moveaxis(answer, 1, -1) if is_map else answer
