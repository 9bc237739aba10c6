"""What is in a box: what is said about one mistake in one exercise, with a small case of it and its pictures."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from receptive.diagnosis.misconceptions import Misconception
from receptive.model import Case, Drawn
from receptive.recognition.table import pack, unpack
from receptive.seals import Damaged

LARGEST = 4 << 20  # bytes, unpacked


@dataclass(frozen=True)
class Explanation:
    misconception: Misconception
    example: str = ""  # a small case in a sentence
    case: Case | None = None  # the same as data, with pictures
    families: tuple[int, ...] = ()  # of calls, in which the mistake shows


def to_bytes(explanation: Explanation, primer: bytes = b"") -> bytes:
    """
    Args:
        primer: what the explanations of an exercise have in common and everybody may see, for the compression.
    """
    packing = zlib.compressobj(9, zdict=primer + _skeleton())
    return packing.compress(_pack(explanation)) + packing.flush()


def from_bytes(data: bytes, primer: bytes = b"") -> Explanation:
    """
    Raises:
        Damaged: it is something else.
    """
    try:
        whole = unpack(zlib.decompressobj(zdict=primer + _skeleton()).decompress(data, LARGEST))
        return Explanation(
            Misconception(**{**whole["misconception"], "exercises": tuple(whole["misconception"]["exercises"])}),
            whole["example"],
            None if whole["case"] is None else _case(whole["case"]),
            tuple(whole["families"]),
        )
    except (zlib.error, TypeError, KeyError, ValueError) as broken:
        raise Damaged(f"a box does not hold an explanation: {broken}") from broken


@functools.cache
def _skeleton() -> bytes:
    """What every explanation has: the names of its fields."""
    case = Case("", "", (), (), None, None, (), drawn=(Drawn("", "", ()),))
    return _pack(Explanation(Misconception("", "", "", "", "", ()), "", case))


def _pack(explanation: Explanation) -> bytes:
    known, case = explanation.misconception, explanation.case
    whole = {
        "misconception": {**asdict(known), "exercises": list(known.exercises)},
        "example": explanation.example,
        "case": None if case is None else {**_shallow(case), "drawn": [_shallow(each) for each in case.drawn]},
        "families": list(explanation.families),
    }
    return pack(whole)


def _case(fields: Mapping[str, Any]) -> Case:
    return Case(**{**fields, "drawn": tuple(Drawn(**each) for each in fields["drawn"])})


def _shallow(record: Any) -> dict[str, Any]:
    """The fields, with tuples and sets in them as they are."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}
