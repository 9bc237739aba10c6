"""Why an exercise fails: the one misconception that does everything the student's code did, and a small case of it.

If nothing explains it, nothing is said.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from receptive.diagnosis.changed_arguments import find_changed_argument
from receptive.diagnosis.decided import Decided
from receptive.diagnosis.demonstrations import Asked, asked_of, asked_once, find_first_wrong
from receptive.diagnosis.evidence import Evidence
from receptive.diagnosis.hidden_calls import HiddenCalls
from receptive.diagnosis.investigation import RIGHT, Explained, Investigation
from receptive.diagnosis.layouts import observe_layout
from receptive.diagnosis.misconceptions import Misconception
from receptive.diagnosis.observations import ASKED, observe_calls, observe_decisions
from receptive.diagnosis.registry import Model, Registry
from receptive.diagnosis.respondent import ModelRespondent, Respondent
from receptive.diagnosis.sentences import WHERE_IT_DOES_NOT_RAISE, say
from receptive.diagnosis.small_calls import SmallCalls
from receptive.diagnosis.smallest_case import MANNERS, Manner, find_smallest_case
from receptive.model import Case, Diagnosis
from receptive.reading.stubs import parts_of
from receptive.student.process import StudentProcess
from receptive.student.proxy import Call


class Diagnostician:
    """Uses the registry of one topic. Loaded when the first exercise fails."""

    def __init__(self, grader: Path, stub: Path | None = None) -> None:
        """`stub`: the file that names the parts of a result."""
        self.stub = stub.read_text("utf-8") if stub else ""
        self.topic = grader.name
        self.registry = Registry(grader)
        self.decided = Decided(self.registry)
        self.seed = ""
        self.drawn: dict[str, SmallCalls] = {}
        self.shown: dict[tuple[str, frozenset[str]], Asked] = {}

    @property
    def known(self) -> tuple[Misconception, ...]:
        return self.registry.known

    def calls(self, exercise: str, seed: str) -> SmallCalls:
        """The small calls of an exercise. Those of the last seed are kept, for the next submission that has it."""
        if seed != self.seed:
            self.drawn.clear()
            self.seed = seed
        if exercise not in self.drawn:
            self.drawn[exercise] = SmallCalls(self.registry, exercise, seed)
        return self.drawn[exercise]

    def diagnose(
        self, exercise: str, evidence: Sequence[Evidence], process: StudentProcess, seed: str, source: str
    ) -> Explained:
        """The misconception, or the class of equivalent ones, that explains an exercise; none if none or several do."""
        if not self.known or not evidence:
            return Explained()
        if self.registry.decisions(exercise):
            # No reply of a test is compared here, so code that has seen hidden inputs could choose what is said, and
            # tell them by it
            process.close()
            theirs = self.decided.of(exercise, process)
            suspects = self.decided.suspects(exercise, theirs) if theirs else []
            return Explained(say(self.registry.entries, self.topic, suspects))
        calls = self.calls(exercise, seed)
        found = Investigation(calls, evidence, process, source).verdict()
        values = [each for each in evidence if not each.raised]
        if found.diagnosis or len(values) == len(evidence) or all(each.passed for each in values):
            return found
        # A slip that raises must not hide a mistake in what is given where it does not
        found = Investigation(calls, values, process, source).verdict()
        if found.diagnosis is None:
            return found
        says = f"{WHERE_IT_DOES_NOT_RAISE} {found.diagnosis.says}"
        return replace(found, diagnosis=replace(found.diagnosis, says=says))

    def observe(self, exercise: str, process: StudentProcess, seed: str) -> str:
        """What is true of an exercise whose failure nothing explains; empty where that is nothing more."""
        if self.registry.decisions(exercise):
            theirs = self.decided.of(exercise, process)
            return observe_decisions(self.decided, exercise, theirs) if theirs else ""
        case = Investigation(self.calls(exercise, seed), (), process, "")
        right = case.holding(frozenset())
        return observe_calls(itertools.islice(case.calls, ASKED), case.theirs, right) if right else ""

    def observe_layout(self, exercise: str, process: StudentProcess, seed: str) -> str:
        """That a wrong exercise takes images in the other layout; empty if it does not."""
        case = Investigation(self.calls(exercise, seed), (), process, "")
        right = case.holding(frozenset())
        return observe_layout(case.calls, case.theirs, right) if right else ""

    def smallest_failure(
        self,
        exercise: str,
        process: StudentProcess,
        seed: str,
        found: Diagnosis | None,
        hidden: Sequence[Call] = (),
        raised: bool | None = None,
    ) -> tuple[str, Case | None]:
        """The smallest call, or demonstration, that the student's code answers wrongly, and that is none of `hidden`.

        It is wrong in the way of the misconception found, if any. In words, and as data where that can be drawn.

        Args:
            raised: how the failure that stands above it came about, where nothing explains it: a case of another one
                would be about another slip.
        """
        case = Investigation(self.calls(exercise, seed), (), process, "")
        right = case.holding(frozenset())
        if right is None:
            return "", None
        said = found.misconception.split("/") if found else []  # one, or two that the evidence does not tell apart
        named = [frozenset(name.split("+")) for name in said]
        mistaken = {ids: model for ids in named if (model := case.holding(ids))}
        if self.registry.demonstrations(exercise):
            return self._demonstrated(case.theirs, right, mistaken)
        kept = HiddenCalls(right.model, hidden)

        def possible(args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
            return not kept.has(args, kwargs) and self.registry.is_possible(exercise, args, kwargs)

        first = next(iter(mistaken.values()), None)
        same_mistake = first.reply if first else None
        manners = MANNERS if same_mistake or raised is None else (Manner.RAISES if raised else Manner.VALUE,)
        wrong = find_smallest_case(case.calls, possible, case.theirs.reply, right.reply, same_mistake, manners)
        if wrong:
            text = wrong.text(exercise, self.registry.arithmetic, parts_of(self.stub, exercise))
            return text, wrong.data(exercise, self.registry.arithmetic)
        if first:
            changed = find_changed_argument(case.calls, possible, case.theirs, right, first)
            if changed:
                return changed.text(exercise), changed.data(exercise)
        return "", None

    def _demonstrated(
        self, theirs: Respondent, right: ModelRespondent, mistaken: Mapping[frozenset[str], ModelRespondent]
    ) -> tuple[str, Case | None]:
        shown = self.registry.demonstrations(theirs.exercise)
        manners = [self._answers_of(ids, model) for ids, model in mistaken.items()]
        for same_mistake in manners or (None,):
            wrong = find_first_wrong(shown, asked_of(theirs.process), self._answers_of(RIGHT, right), same_mistake)
            if wrong:
                return wrong.text(), wrong.data(theirs.exercise)
        return "", None

    def _answers_of(self, ids: frozenset[str], model: ModelRespondent) -> Asked:
        """What a model answers to demonstrations. They never change, and so are kept from submission to submission."""
        if (model.exercise, ids) not in self.shown:
            self.shown[model.exercise, ids] = asked_once(functools.partial(self._process, model.exercise, model.model))
        return self.shown[model.exercise, ids]

    def _process(self, exercise: str, model: Model) -> StudentProcess:
        return ModelRespondent(exercise, model, self.registry.probes).process
