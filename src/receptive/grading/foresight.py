"""What the criteria of a topic ask, and the answers with which they were passed.

The outcome of a test follows from its seed and from the replies that it gets; so where code gives, to the byte, the
answers that have passed a criterion before, the criterion is passed, and the test need not be run again. Nothing else
is concluded: whoever answers otherwise is judged by the test. Tests that look at a clock or at the source are never
remembered. docs/decisions/0045 says why this is safe.
"""

from __future__ import annotations

from dataclasses import dataclass

from receptive.grading.running import Running
from receptive.sandbox.requests import Request
from receptive.student.ahead import MOST_PASSES, Pass, Script
from receptive.student.proxy import Call

MOST_BYTES = 64 << 20  # what comes later is not remembered
ABSENT = b"\xa6absent"  # an answer's rest where there is no such name


@dataclass(frozen=True)
class Known:
    """What is known of one criterion."""

    script: Script
    calls: tuple[Call, ...]
    places: tuple[int, ...]  # of the answers that are evidence
    seconds: float  # that its test took


class Foresight:
    """Kept by an open grader: of criteria that draw nothing for good, of the others for one seed at a time."""

    def __init__(self) -> None:
        self.seed = ""
        self.drawn: dict[str, Known] = {}
        self.fixed: dict[str, Known] = {}
        self.unforeseeable: set[str] = set()  # criteria that passed and asked something else each time
        self.bytes_drawn = self.bytes_fixed = 0

    def of(self, seed: str, criterion: str) -> Known | None:
        """What is known of a criterion under a seed."""
        self._turn_to(seed)
        return self.fixed.get(criterion) or self.drawn.get(criterion)

    def learn(self, running: Running, seconds: float) -> None:
        """Remember a criterion that was just passed, if it can be told whole."""
        self._turn_to(running.seed)
        exchanges = running.process.transcript
        depends = running.recorder.reads_source or running.by_the_clock or running.criterion in self.unforeseeable
        if depends or not exchanges or any(each.answer.rest == ABSENT for each in exchanges):
            return
        size = sum(each.answer.size + each.request.size for each in exchanges)
        if self.bytes_drawn + self.bytes_fixed + size > MOST_BYTES:
            return
        known = self._known(running, tuple(each.request for each in exchanges), seconds)
        passed = Pass(tuple(each.answer for each in exchanges), tuple(running.measured.items()))
        if known and len(known.script.passes) < MOST_PASSES and passed not in known.script.passes:
            known.script.passes.append(passed)
            if running.draws:
                self.bytes_drawn += size
            else:
                self.bytes_fixed += size

    def _known(self, running: Running, requests: tuple[Request, ...], seconds: float) -> Known | None:
        """Where a pass is to be kept; nowhere if the test asks by what is replied."""
        place = self.drawn if running.draws else self.fixed
        known = place.get(running.criterion)
        if known is None:
            recorder = running.recorder
            script = Script(requests, frozenset(running.process.called))
            known = Known(script, tuple(recorder.calls), tuple(recorder.places), seconds)
            place[running.criterion] = known
        elif known.script.requests != requests:
            self.unforeseeable.add(running.criterion)
            del place[running.criterion]
            return None
        return known

    def _turn_to(self, seed: str) -> None:
        if seed != self.seed:
            self.seed, self.drawn, self.bytes_drawn = seed, {}, 0
