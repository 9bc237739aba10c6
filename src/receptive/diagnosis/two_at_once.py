"""Which two mistakes may have been made at once, by what each alone replies where code was seen to be wrong."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from receptive.diagnosis.agreement import agree
from receptive.diagnosis.small_calls import SmallCalls


@dataclass(frozen=True)
class WrongReply:
    """A call that the student's code answers wrongly, by its number."""

    at: int
    theirs: Any
    right: Any


class TwoAtOnce:
    """Asks each mistake no more than it must: code that always raises is wrong in every call that there is."""

    def __init__(self, calls: SmallCalls, wrong_replies: Sequence[WrongReply]) -> None:
        self.calls = calls
        self.wrong_replies = wrong_replies
        self.wrong: dict[tuple[str, int], bool] = {}
        self.same: dict[tuple[str, int], bool] = {}

    def pairs(self, names: Sequence[str]) -> list[frozenset[str]]:
        """One at least is wrong at each of the wrong replies."""
        always = {name for name in names if all(self._is_wrong(name, wrong) for wrong in self.wrong_replies)}
        pairs = map(frozenset, itertools.combinations(names, 2))
        return [pair for pair in pairs if not always.isdisjoint(pair) or self._are_wrong(pair)]

    def odd(self, pair: frozenset[str]) -> int:
        """How many of the wrong replies neither of the two gives alone: the fewer, the likelier they are."""
        return sum(not any(self._is_same(name, wrong) for name in pair) for wrong in self.wrong_replies)

    def _are_wrong(self, pair: frozenset[str]) -> bool:
        known = [[self.wrong.get((name, wrong.at)) for name in pair] for wrong in self.wrong_replies]
        if [False, False] in known:
            return False
        asked = (wrong for wrong, found in zip(self.wrong_replies, known, strict=True) if True not in found)
        return all(any(self._is_wrong(name, wrong) for name in pair) for wrong in asked)

    def _is_wrong(self, name: str, wrong: WrongReply) -> bool:
        if (name, wrong.at) not in self.wrong:
            self.wrong[name, wrong.at] = not agree(self.calls.reply(frozenset({name}), wrong.at), wrong.right)
        return self.wrong[name, wrong.at]

    def _is_same(self, name: str, wrong: WrongReply) -> bool:
        if (name, wrong.at) not in self.same:
            self.same[name, wrong.at] = agree(self.calls.reply(frozenset({name}), wrong.at), wrong.theirs)
        return self.same[name, wrong.at]
