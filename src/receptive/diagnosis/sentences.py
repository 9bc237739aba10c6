"""What is said once it is known who the suspects are that nothing tells apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from receptive.diagnosis.misconceptions import Misconception
from receptive.model import Diagnosis

MOST_SUSPECTS = 2
WHERE_IT_DOES_NOT_RAISE = "There is input on which your code raises, and a mistake where it does not:"


def say(entries: Mapping[str, Misconception], topic: str, left: Sequence[Sequence[str]]) -> Diagnosis | None:
    """One suspect, or two that nothing tells apart: then what they share is that each of them explains it.

    Args:
        entries: what is known, by id.
        left: each the ids of what is held at once, in the order in which it is said.
    """
    if not left or len(left) > MOST_SUSPECTS:
        return None
    texts = [_together([entries[name] for name in ids]) for ids in left]
    names = "/".join("+".join(sorted(ids)) for ids in left)
    read = dict.fromkeys(entries[name].read for ids in left for name in sorted(ids))
    says = texts[0] if len(texts) == 1 else f"One of two: {texts[0]} Or: {texts[1]}"
    return Diagnosis(names, says, topic, tuple(read))


def _together(entries: Sequence[Misconception]) -> str:
    said = [f"{entry.says} {entry.ask}" for entry in entries]
    return said[0] if len(said) == 1 else f"Two mistakes at once. (1) {said[0]} (2) {said[1]}"
