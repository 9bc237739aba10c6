"""What InceptionMini decides, whatever its writer chose: widths between two convolutions, biases, ReLUs, first values.

Its weights are set to positive numbers, so that no ReLU does anything; then what a channel sees of the image tells
which branch it comes from.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from receptive.grader import StudentRaised, check, check_object

from .deciding import (
    HIDDEN,
    NEAR,
    decision,
    far,
    finite,
    follows_its_mode,
    images,
    once,
    positive,
    results,
    shapes_of,
    what_hides,
)
from .requirements import require_items, require_list, require_tensor

C_IN, WIDTHS = 7, (4, 6, 8, 5)
NETWORK = f"InceptionMini({C_IN}, {', '.join(map(str, WIDTHS))})"
ROWS, COLUMNS = 13, 15
KINDS = ("1×1", "3×3", "5×5", "3×3 maximum")  # in their order
PIXEL = (6, 7)


def make(student: Any) -> Any:
    return student.InceptionMini(C_IN, *WIDTHS)


@once
def known(student: Any, probes: Any, sign: float = 1.0) -> tuple[Any, list[Tensor]] | str:
    """A network and numbers for its parameters; or why they cannot be given."""
    hidden = what_hides(student, probes, make, images(2, C_IN, ROWS, COLUMNS))
    if hidden:
        return hidden
    net = check_object(make(student))
    shapes = shapes_of(probes, net)
    return (net, positive(shapes, sign)) if any(len(shape) == 4 for shape in shapes) else HIDDEN


def joined(student: Any, probes: Any) -> str:
    """How branches of one width lie side by side."""
    (out,) = results(probes, check_object(student.InceptionMini(3)), [], images(2, 3, 6, 7))
    names = {
        (2, 4, 8, 6, 7): "on a new axis", (2, 8, 6, 7): "not at all: 8 channels come out",
        (2, 8, 6, 28): "on the columns", (2, 8, 24, 7): "on the rows",
        (2, 32, 6, 7): "on the channels", (8, 8, 6, 7): "on the images",
    }  # fmt: skip
    return names.get(tuple(out.shape), "in another way")


def changing(student: Any, probes: Any) -> list[str]:
    """Which layers give another height or width than that of the image."""
    found = probes.steps(check_object(student.InceptionMini(3)), images(1, 3, ROWS, COLUMNS))
    check(isinstance(found, list) and len(found) < 40, "the layers could not be looked at")
    return sorted({words for kind, size, x, out in found if (words := change_of(kind, size, x, out))})


def change_of(kind: str, size: tuple[int, ...], x: Tensor, out: Tensor) -> str:
    if kind == "dense" or require_tensor(out).shape[2] == min(ROWS, require_tensor(x).shape[2]):
        return ""
    if kind == "pool":
        return "the pooling"
    lost = min(ROWS, x.shape[2]) - out.shape[2]
    padding = "no" if lost == size[2] - 1 else "too little" if lost > 0 else "too much"
    return f"a convolution with {padding} padding"


@once
def channels(student: Any, probes: Any) -> list[str] | str:
    """What each channel is: the kind of its branch, by what it sees."""
    given = known(student, probes)
    if isinstance(given, str):
        return given
    a, b = images(2, C_IN, ROWS, COLUMNS).abs().split(1)
    touched, even, odd = a.clone(), a.clone(), a.clone()
    touched[:, :, PIXEL[0], PIXEL[1]] += 20
    even[:, ::2], odd[:, 1::2] = 0, 0
    outs = results(probes, *given, a, b, a + b, 0 * a, 2 * a, 3 * a, touched, even, odd)
    check(all(out.shape == outs[0].shape and out.ndim == 4 for out in outs), "the results have other shapes")
    check(outs[0].shape[1] <= 100, "there are too many channels")
    return [kind_of(*(out[0, channel] for out in outs)) for channel in range(outs[0].shape[1])]


def kind_of(
    a: Tensor, b: Tensor, both: Tensor, nothing: Tensor, two: Tensor, three: Tensor, touched: Tensor, even: Tensor,
    odd: Tensor,
) -> str:  # fmt: skip
    """Of a channel: how far it sees, and whether sums of images give sums of results."""
    size = max(float(out.abs().max()) for out in (a, b, both, three))
    rows, columns = torch.nonzero((touched - a).abs() > NEAR * size).T
    if not len(rows):
        return "blind"
    reach = [int((at - center).abs().max()) for at, center in zip((rows, columns), PIXEL, strict=True)]
    if reach == [*PIXEL]:
        return "the whole image"
    window = "×".join(str(2 * each + 1) for each in reach)
    if nearly(three - two, two - a, size) and not nearly(two, a, size):
        if nearly(a + b, both + nothing, size):
            return window
        return f"{window} maximum" if nearly(even + odd, a + nothing, size) else f"{window} maximum of sums"
    return f"{window}, bent"


def nearly(one: Tensor, other: Tensor, size: float) -> bool:
    return bool((one - other).abs().max() <= NEAR * size)


def kinds(student: Any, probes: Any) -> list[str] | str:
    found = channels(student, probes)
    if isinstance(found, str):
        return found
    return "the whole image" if "the whole image" in found else sorted(set(found))


def which_kinds(found: list[str] | str) -> object:
    if isinstance(found, str):
        return found
    others = {kind.partition(" ")[2] or "another window" for kind in set(found) - {*KINDS}}
    return [kind for kind in KINDS if kind in found], sorted(others)


def order(student: Any, probes: Any) -> str:
    """Of the branches that are there."""
    found = channels(student, probes)
    if isinstance(found, str):
        return found
    places = [KINDS.index(kind) for kind in found if kind in KINDS]
    return "as in the stub" if places == sorted(places) else "another one"


def widths(student: Any, probes: Any) -> list[int] | str:
    """The channels of each kind of branch."""
    found = channels(student, probes)
    if isinstance(found, str) or "the whole image" in found:
        return found if isinstance(found, str) else "the whole image"
    return [found.count(kind) for kind in KINDS]


def which_widths(found: list[int] | str) -> object:
    """Those of a branch that is another one are told; which wrong number a branch has is no matter."""
    if isinstance(found, str) or found[-1] == 0:
        return found
    return "as asked" if found == [*WIDTHS] else "others"


def kernels(student: Any, probes: Any) -> list[int] | str:
    given = known(student, probes)
    return given if isinstance(given, str) else sorted(weight.shape[2] for weight in given[1] if weight.ndim == 4)


def which_kernels(found: list[int] | str) -> object:
    return found if isinstance(found, str) else (len(found), found.count(1))


def at_the_input(student: Any, probes: Any) -> int | str:
    """How many 1×1 convolutions read the image or its pooling; one whose input has as many channels passes too."""
    given = known(student, probes)
    if isinstance(given, str):
        return given
    return min(4, sum(tuple(weight.shape[1:]) == (C_IN, 1, 1) for weight in given[1] if weight.ndim == 4))


def sharing(student: Any, probes: Any) -> str:
    """Whether a weight belongs to several branches, or a parameter to none."""
    found = channels(student, probes)
    given = known(student, probes)
    if isinstance(given, str) or isinstance(found, str) or "the whole image" in found:
        return found if isinstance(found, str) else "the whole image"
    x = images(1, C_IN, ROWS, COLUMNS).abs()
    results(probes, *given, x)
    own, before, moved = require_items(probes.parameters_and_moves(given[0], x), 3)
    for parameter, after in zip(require_list(own, 200), moved, strict=True):
        changed = (finite(after) - finite(before)).abs().amax(dim=(0, 2, 3)) > 1e-6
        kinds = {found[at] for at in torch.nonzero(changed)[:, 0].tolist()}
        if not kinds:
            return "some change nothing"
        if parameter.ndim == 4 and len(kinds) > 1:
            return "some change several branches"
    return "each changes one branch"


def border(student: Any, probes: Any) -> str:
    """Of a maximum over pixels that are all -1: zeros around them would be larger."""
    found = channels(student, probes)
    given = known(student, probes, -1.0)
    if isinstance(given, str) or isinstance(found, str):
        return str(found)
    (out,) = results(probes, *given, torch.full((1, C_IN, ROWS, COLUMNS), -1.0))
    last = out[0, [kind.endswith("maximum") for kind in found]]
    same = not len(last) or bool((last - last[:, 4:5, 4:5]).abs().max() <= NEAR * last.abs().max())
    return "the same as inside" if same else "another value than inside"


def mode(student: Any, probes: Any) -> str:
    return follows_its_mode(probes, check_object(make(student)), images(3, C_IN, ROWS, COLUMNS))


def neighbors(student: Any, probes: Any) -> str:
    """Whether an image is answered alike alone and beside others."""
    x, net = images(3, C_IN, ROWS, COLUMNS), check_object(make(student))
    together, alone = results(probes, net, [], x, x[:1])
    return "another one" if far(together[:1], alone) else "the same"


def an_image(student: Any, probes: Any) -> str:
    """Of one image of 1×4, smaller than any window."""
    try:
        (out,) = results(probes, check_object(make(student)), [], images(1, C_IN, 1, 4))
    except StudentRaised:
        return "an exception"
    return "×".join(map(str, out.shape[2:]))


DECISIONS = (
    decision("the place where InceptionMini(3) joins its branches", joined),
    decision(f"the list of layers of InceptionMini(3) that change the size of an image of {ROWS}×{COLUMNS}", changing),
    decision(f"the list of the kernel sizes of the convolutions of {NETWORK}", kernels, decides=which_kernels),
    decision(
        f"the number of 1×1 convolutions of {NETWORK} that read {C_IN} channels, the fifth not counted", at_the_input
    ),
    decision(f"the list of what the channels of {NETWORK} see around a pixel", kinds, decides=which_kinds),
    decision(f"the order of the branches of {NETWORK}", order),
    decision(f"the list of the channels of the branches of {NETWORK}", widths, decides=which_widths),
    decision(f"the part of the weights in {NETWORK}", sharing),
    decision(f"the value of the pooling branch of {NETWORK} at the border, where all pixels are -1", border),
    decision(f"the result of {NETWORK} in train mode and in eval mode", mode),
    decision(f"the result of {NETWORK} for an image alone and beside others", neighbors),
    decision(f"the size of the result of {NETWORK} for an image of 1×4", an_image),
)
