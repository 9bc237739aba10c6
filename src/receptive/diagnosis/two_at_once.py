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
    """Asks each mistake no more than it must: code that always raises is wrong in every call that there is.

    Sets of wrong replies are numbers with a bit for each, since thousands of pairs are looked at.
    """

    def __init__(self, calls: SmallCalls, wrong_replies: Sequence[WrongReply]) -> None:
        self.calls = calls
        self.wrong_replies = wrong_replies
        self.all = (1 << len(wrong_replies)) - 1
        self.wrong: dict[str, int] = {}  # where a mistake alone is known to be wrong
        self.right: dict[str, int] = {}  # and where right; the others were not asked yet
        self.same: dict[str, int] = {}

    def pairs(self, names: Sequence[str]) -> list[frozenset[str]]:
        """One at least is wrong at each of the wrong replies."""
        self.wrong |= dict.fromkeys(names, 0)
        self.right |= dict.fromkeys(names, 0)
        always = {name for name in names if all(self._is_wrong(name, 1 << at) for at in range(self.all.bit_length()))}
        pairs = map(frozenset, itertools.combinations(names, 2))
        return [pair for pair in pairs if not always.isdisjoint(pair) or self._are_wrong(pair)]

    def odd(self, pair: frozenset[str]) -> int:
        """How many of the wrong replies neither of the two gives alone: the fewer, the likelier they are."""
        one, other = map(self._same, pair)
        return (self.all & ~(one | other)).bit_count()

    def _are_wrong(self, pair: frozenset[str]) -> bool:
        one, other = pair
        if self.right[one] & self.right[other]:
            return False
        left = self.all & ~(self.wrong[one] | self.wrong[other])
        while left:
            bit = left & -left
            if not (self._is_wrong(one, bit) or self._is_wrong(other, bit)):
                return False
            left ^= bit
        return True

    def _is_wrong(self, name: str, bit: int) -> bool:
        if not (self.wrong[name] | self.right[name]) & bit:
            wrong = self.wrong_replies[bit.bit_length() - 1]
            is_wrong = not agree(self.calls.reply(frozenset({name}), wrong.at), wrong.right)
            (self.wrong if is_wrong else self.right)[name] |= bit
        return bool(self.wrong[name] & bit)

    def _same(self, name: str) -> int:
        """Where a mistake alone replies as the student's code."""
        if name not in self.same:
            replies = (self.calls.reply(frozenset({name}), wrong.at) for wrong in self.wrong_replies)
            found = [agree(ours, wrong.theirs) for ours, wrong in zip(replies, self.wrong_replies, strict=True)]
            self.same[name] = sum(1 << at for at, is_same in enumerate(found) if is_same)
        return self.same[name]
