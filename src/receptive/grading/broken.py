"""Checks that layers in a row which cannot be are refused, with a message that tells where they break."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from receptive.grading.checks import Mismatch, check
from receptive.student.failures import StudentRaised
from receptive.student.show import show

READ_CHARACTERS, READ_DIGITS = 1000, 8  # of an exception's text, and of a number in it


@dataclass(frozen=True)
class BrokenChain:
    """Layers of which the one at `index` is impossible; `mended` are as many, with a possible one there.

    Args:
        reached: the shape that the message must tell, too; empty if the index is enough.
    """

    layers: list[Any]
    mended: list[Any]
    in_shape: tuple[int, ...]
    index: int
    reached: tuple[int, ...] = ()


class BreakRefusals:
    """Networks that cannot be: each must raise a ValueError that tells where, and must be taken when it is mended.

    A message that tells every place tells none: messages about two places must not both tell both.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.told: list[tuple[int, frozenset[int]]] = []  # where it breaks, and the numbers of the message

    def check(self, chain: BrokenChain) -> None:
        """Require that the layers are refused at their index, and that the mended ones give an entry for each."""
        try:
            got = self.function(chain.layers, chain.in_shape)
        except StudentRaised as raised:
            check(raised.type_name == "ValueError", "an impossible layer must raise ValueError", raised.type_name)
            self._check_place(raised.text, chain)
        else:
            raise Mismatch("an impossible layer is accepted; it must raise ValueError", f"returned {show(got)}")
        got = self.function(chain.mended, chain.in_shape)
        whole = isinstance(got, list | tuple) and len(got) == len(chain.mended)
        check(whole, "of possible layers the result is no list with one entry for each", show(got))

    def _check_place(self, text: str, chain: BrokenChain) -> None:
        found = re.findall(r"[0-9]+", text[:READ_CHARACTERS])
        rests = list(_without([int(digits) for digits in found if len(digits) <= READ_DIGITS], chain.reached))
        check(rests, "the ValueError does not tell the shape that reached the impossible layer", text)
        rests = [rest for rest in rests if chain.index in rest]
        check(rests, "the ValueError does not tell the layer's index", text)
        for index, earlier in self.told:
            both = index != chain.index and {index, chain.index} <= rests[0] & earlier
            check(not both, "messages about layers at two places tell both: each should tell its own", text)
        self.told.append((chain.index, rests[0]))


def _without(numbers: list[int], shape: tuple[int, ...]) -> list[frozenset[int]]:
    """The other numbers, for each place where the shape stands among them."""
    size = len(shape)
    places = [at for at in range(len(numbers) + 1 - size) if tuple(numbers[at : at + size]) == shape]
    return [frozenset(numbers[:at] + numbers[at + size :]) for at in places]
