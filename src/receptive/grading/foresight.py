"""What the criteria of a topic ask under one seed, and the answers with which they were passed.

The outcome of a test follows from its seed and from the replies that it gets; so where code gives, to the byte, the
answers that have passed a criterion before, the criterion is passed, and the test need not be run again. Nothing else
is concluded: whoever answers otherwise is judged by the test. Tests that look at a clock or at the source are never
remembered. docs/decisions/0038 says why this is safe.
"""

from __future__ import annotations

from dataclasses import dataclass

from receptive.grading.running import Running
from receptive.student.ahead import MOST_PASSES, Pass, Script
from receptive.student.proxy import Call

MOST_BYTES = 64 << 20  # of one seed; what comes later is not remembered
ABSENT = b"\xa6absent"  # an answer's rest where there is no such name


@dataclass(frozen=True)
class Known:
    """What is known of one criterion."""

    script: Script
    calls: tuple[Call, ...]
    places: tuple[int, ...]  # of the answers that are evidence
    seconds: float  # that its test took


class Foresight:
    """Kept by an open grader, for one seed at a time."""

    def __init__(self) -> None:
        self.seed = ""
        self.known: dict[str, Known] = {}
        self.unforeseeable: set[str] = set()  # criteria that passed and asked something else each time
        self.bytes = 0

    def of(self, seed: str, criterion: str) -> Known | None:
        self._turn_to(seed)
        return self.known.get(criterion)

    def learn(self, running: Running, seconds: float) -> None:
        """Remember a criterion that was just passed, if it can be told whole."""
        self._turn_to(running.seed)
        exchanges = running.process.transcript
        depends = running.recorder.reads_source or running.by_the_clock or running.criterion in self.unforeseeable
        if depends or not exchanges or any(each.answer.rest == ABSENT for each in exchanges):
            return
        passed = Pass(tuple(each.answer for each in exchanges), tuple(running.measured.items()))
        size = sum(each.answer.size + each.request.size for each in exchanges)
        if self.bytes + size > MOST_BYTES:
            return
        requests = tuple(each.request for each in exchanges)
        known = self.known.get(running.criterion)
        if known is None:
            recorder = running.recorder
            known = Known(Script(requests), tuple(recorder.calls), tuple(recorder.places), seconds)
            self.known[running.criterion] = known
        elif known.script.requests != requests:  # it asks by what is replied
            self.unforeseeable.add(running.criterion)
            del self.known[running.criterion]
            return
        if len(known.script.passes) < MOST_PASSES and passed not in known.script.passes:
            known.script.passes.append(passed)
            self.bytes += size

    def _turn_to(self, seed: str) -> None:
        if seed != self.seed:
            self.seed, self.known, self.unforeseeable, self.bytes = seed, {}, set(), 0
