"""Who has made this mistake: suspects are run on the evidence of the grader, and those that are left are told apart."""

from __future__ import annotations

import contextlib
import functools
import itertools
import time
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from receptive.diagnosis.agreement import agree
from receptive.diagnosis.evidence import Ending, Evidence, TheirPlace
from receptive.diagnosis.misconceptions import Call
from receptive.diagnosis.other_forms import raises_in_all, still_possible
from receptive.diagnosis.registry import Model
from receptive.diagnosis.respondent import Respondent
from receptive.diagnosis.sentences import say
from receptive.diagnosis.small_calls import KnownRespondent, SmallCalls
from receptive.diagnosis.two_at_once import TwoAtOnce, WrongReply
from receptive.model import Diagnosis
from receptive.student.failures import StudentFailure, StudentRaised
from receptive.student.process import StudentProcess
from receptive.student.proxy import bytes_of

PATIENCE_S = 3.0  # of our own time, for one exercise; the evidence decides long before
CONFIRMING_INPUTS = 12
SCREENING_INPUTS, SCREENED = 24, 3  # calls that are made to find a few that are answered wrongly
SCREENED_BYTES = 1 << 20  # of a reply: no model gives so much, so another one would only cost as much time
MOST_PAIRS = 300  # the likeliest: of a hundred suspects there are five thousand
RIGHT: frozenset[str] = frozenset()  # no misconception
FEW_NUMBERS = 10_000  # in replies that are cheap to compare


@dataclass(frozen=True)
class Explained:
    """What is behind the failed criteria of an exercise."""

    diagnosis: Diagnosis | None = None
    others: Mapping[str, Diagnosis | None] = field(default_factory=dict)  # criteria that fail for another reason


class CannotAsk(Exception):
    """The student's code does not answer small calls: no time is left, or it ends its process."""


class Investigation:
    """One exercise of one submission, its suspects, and what is left of them."""

    def __init__(self, calls: SmallCalls, evidence: Sequence[Evidence], process: StudentProcess, source: str) -> None:
        self.calls = calls
        self.registry = calls.registry
        self.exercise = calls.exercise
        self.seed = calls.seed
        self.evidence = sorted(evidence, key=_telling)
        self.first_failed = next((each for each in evidence if not each.passed), None)
        self.theirs = Respondent(self.exercise, process)
        self.place = TheirPlace(self.exercise, self.registry.probes, self.seed, source)
        self.deadline = time.process_time() + PATIENCE_S
        self.types_too = False
        self.ones_of_two: dict[str, bool] = {}
        self.failed = frozenset(each.criterion for each in evidence if not each.passed)
        self.fails: dict[frozenset[str], frozenset[str]] = {}  # which of these the survivors fail, too
        self.concerned = [entry.id for entry in self.registry.known if self.exercise in entry.exercises]

    def verdict(self) -> Explained:
        right = self.model(RIGHT)
        if right is None:
            return Explained()
        # All values right: then it is the types that are wrong, and the suspects must get them wrong in the same way
        self.types_too = self.reproduces(right)
        if self.types_too and self.reproduces(right):
            return Explained()
        with contextlib.suppress(CannotAsk):
            left = self.suspects(self.concerned)
            found = self.said(left)
            return Explained(found, self.others(left)) if found else Explained()
        return Explained()

    def others(self, left: Sequence[frozenset[str]]) -> dict[str, Diagnosis | None]:
        """The criteria that none of those who are left fails, though it gives the same values: a type that is wrong
        besides, or a message. If one more mistake does that, it is said of them."""
        unexplained = self.failed.difference(*(self.fails[ids] for ids in left))
        if not unexplained or not self.only_types_are_wrong(unexplained):
            return dict.fromkeys(unexplained)
        self.types_too = True
        self.evidence.sort(key=lambda each: each.criterion not in unexplained)
        found = []
        for name in self.concerned:
            both = (ids | {name} for ids in left if name not in ids)
            if any(unexplained <= self.fails[ids] for ids in self.survivors(both)):
                found.append([name])
        return dict.fromkeys(unexplained, say(self.registry.entries, self.registry.folder.name, found))

    def only_types_are_wrong(self, criteria: Set[str]) -> bool:
        """Whether all replies are right in these, whatever their types, and no refusing is asked for."""
        right = self.model(RIGHT)
        asked = [each for each in self.evidence if each.criterion in criteria]
        return right is not None and all(not each.refusing and self.acts_alike(right, each) for each in asked)

    def suspects(self, concerned: Sequence[str]) -> list[frozenset[str]]:
        """Those that nothing tells apart: with one misconception, else with two."""
        alone = self.left_of(self.survivors(frozenset({name}) for name in concerned))
        if alone or self.no_pair_is_left:
            return alone
        return self.left_of(sorted(self.survivors(self.pairs(concerned)), key=self.two_at_once.odd))

    def left_of(self, survivors: list[frozenset[str]]) -> list[frozenset[str]]:
        """Those of them that may be, and that nothing tells apart."""
        left = self.told_apart(survivors)
        if not left or not self.always_raised:
            return left
        models = {ids: model for ids in left if (model := self.holding(ids))}
        return still_possible(models, self.calls.other_forms(SCREENING_INPUTS), self.theirs)

    @property
    def no_pair_is_left(self) -> bool:
        """Known before hundreds of pairs are asked: they would be, for code that can do nothing but raise."""
        return self.always_raised and raises_in_all(self.theirs, self.calls.other_forms(SCREENING_INPUTS))

    def pairs(self, concerned: Sequence[str]) -> Iterator[frozenset[str]]:
        """Two at once; one at least is wrong wherever the student's code was seen to be. The likeliest, if many."""
        pairs = self.two_at_once.pairs([name for name in concerned if self.model(frozenset({name})) is not None])
        if len(pairs) > MOST_PAIRS:
            pairs.sort(key=self.two_at_once.odd)
        possible = (ids for ids in pairs if all(map(self.may_be_one_of_two, ids)))
        return itertools.islice(possible, MOST_PAIRS if self.wrong_replies else None)

    def model(self, ids: frozenset[str]) -> Model | None:
        return self.registry.model(self.exercise, ids)

    def holding(self, ids: frozenset[str]) -> KnownRespondent | None:
        """The model, to be asked."""
        return self.calls.holding(ids)

    def survivors(self, suspects: Iterator[frozenset[str]]) -> list[frozenset[str]]:
        found = []
        for ids in suspects:
            if time.process_time() > self.deadline:
                return []
            model = self.model(ids)
            if model is not None and self.may_have_written(ids) and self.accounts_for(ids, model):
                found.append(ids)
        return found

    def accounts_for(self, ids: frozenset[str], model: Model) -> bool:
        """Whether it does all that the student's code did, and fails a criterion by it that the student failed."""
        endings = {}
        for each in self.evidence:
            endings[each.criterion] = self.place.ending(model, each, self.types_too)
            if endings[each.criterion] is Ending.DIFFERS:
                return False
        self.fails[ids] = frozenset(name for name in self.failed if endings[name] is Ending.FAILS)
        return bool(self.fails[ids])

    @property
    def screening_calls(self) -> Iterator[Call]:
        return itertools.islice(self.calls, SCREENING_INPUTS)

    @functools.cached_property
    def wrong_replies(self) -> list[WrongReply]:
        """A few calls to which the student's code gives a wrong value, and that value; all if it always raises."""
        found: list[WrongReply] = []
        raised: list[WrongReply] = []
        for at, call in enumerate(self.screening_calls):
            theirs = self.theirs.reply(*call)
            wrong = WrongReply(at, theirs, self.calls.reply(RIGHT, at))
            if isinstance(theirs, StudentRaised):
                raised.append(wrong)
                continue
            if isinstance(theirs, StudentFailure):
                raise CannotAsk
            if not agree(theirs, wrong.right):
                found.append(wrong)
            if len(found) == SCREENED or bytes_of(theirs) > SCREENED_BYTES:
                return found
        return raised if len(raised) == SCREENING_INPUTS else found

    @functools.cached_property
    def two_at_once(self) -> TwoAtOnce:
        return TwoAtOnce(self.calls, self.wrong_replies)

    @property
    def always_raised(self) -> bool:
        """Whether the student's code answered none of many small calls."""
        return bool(self.wrong_replies) and all(isinstance(each.theirs, StudentRaised) for each in self.wrong_replies)

    def may_have_written(self, ids: frozenset[str]) -> bool:
        """Whether a suspect replies the same. A call costs less than a test, and most suspects fall here."""
        if self.types_too:
            return True
        # Code that raises whatever it is asked can be known by the type of its exception only
        replies = ((self.calls.reply(ids, wrong.at), wrong.theirs) for wrong in self.wrong_replies)
        return all(agree(ours, theirs, kinds_too=self.always_raised) for ours, theirs in replies)

    def may_be_one_of_two(self, name: str) -> bool:
        """Whether it gets nothing wrong that they got right. Refusing is explained by one mistake or by none."""
        if name not in self.ones_of_two:
            self.ones_of_two[name] = self.gets_right_what_they_did(name)
        return self.ones_of_two[name]

    def gets_right_what_they_did(self, name: str) -> bool:
        model = self.model(frozenset({name}))
        if model is None or any(each.refusing for each in self.evidence):
            return False
        return all(self.acts_alike(model, each) for each in self.answered_rightly)

    @functools.cached_property
    def answered_rightly(self) -> list[Evidence]:
        """What is cheap to compare of it. A criterion may be passed by wrong answers: one that asks for types only."""
        right = self.model(RIGHT)
        passed = [each for each in self.evidence if each.passed and each.size <= FEW_NUMBERS]
        return [each for each in passed if right is not None and self.acts_alike(right, each)]

    def reproduces(self, model: Model) -> bool:
        return all(self.acts_alike(model, each) for each in self.evidence)

    def acts_alike(self, model: Model, evidence: Evidence) -> bool:
        """Whether the model, in the student's place, gives the same replies to the end of the test."""
        return self.place.ending(model, evidence, self.types_too) is not Ending.DIFFERS

    def told_apart(self, left: list[frozenset[str]]) -> list[frozenset[str]]:
        """Ask the student's code what the remaining suspects disagree on, and what they all get wrong.

        Code that raises where a suspect gives a wrong value may hold the same misconception and refuse more. But then
        it must have been seen to give such a value elsewhere, and it is no sign of two mistakes at once.
        """
        if not left or self.types_too:
            return left
        confirmed = 0
        suspects = left
        doubted: set[frozenset[str]] = set()
        seen: set[frozenset[str]] = set()
        for at, call in enumerate(self.calls):
            if time.process_time() > self.deadline or (len(suspects) <= 1 and confirmed >= CONFIRMING_INPUTS):
                break
            replies = {ids: self.calls.reply(ids, at) for ids in suspects}
            answer = self.calls.reply(RIGHT, at)
            wrong = {ids for ids, reply in replies.items() if not agree(reply, answer)}
            first = next(iter(replies.values()), None)
            split = not all(agree(reply, first) for reply in replies.values())
            if len(wrong) == len(replies) or split:
                theirs = self.theirs.reply(*call)
                if _refuses_more(theirs, *replies.values()):
                    doubted |= wrong
                    continue
                suspects = [ids for ids, reply in replies.items() if agree(reply, theirs)]
                seen |= wrong if not isinstance(theirs, StudentFailure) else set()
                confirmed += 1
        return [ids for ids in suspects if ids not in doubted or (len(ids) == 1 and ids in seen)]

    def said(self, left: list[frozenset[str]]) -> Diagnosis | None:
        return say(self.registry.entries, self.registry.folder.name, [self.in_order(ids) for ids in left])

    def in_order(self, ids: frozenset[str]) -> list[str]:
        """First what explains the first failed criterion alone: it is the one that a student reads."""
        if len(ids) < 2 or self.first_failed is None:
            return sorted(ids)
        explains = {name for name in ids if self.explains(self.first_failed, name)}
        return sorted(ids, key=lambda name: (name not in explains, name))

    def explains(self, evidence: Evidence, name: str) -> bool:
        model = self.model(frozenset({name}))
        return model is not None and self.acts_alike(model, evidence)


def _refuses_more(theirs: Any, *replies: Any) -> bool:
    """Code that refuses more than a model does may hold the same misconception."""
    return isinstance(theirs, StudentFailure) and not any(isinstance(reply, StudentFailure) for reply in replies)


def _telling(evidence: Evidence) -> tuple[bool, int]:
    """Failed criteria first, small ones before large ones: most suspects fall at the first reply."""
    return evidence.passed, evidence.size
