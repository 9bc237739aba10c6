"""Which work of a class came late, as entries of the store."""

from __future__ import annotations

import json
from dataclasses import asdict

from receptive.classroom.collecting import HandedIn
from receptive.classroom.late import Policy, read_times
from receptive.classroom.store import Entry, Kind, Store


class Lateness:
    """A policy and the times that it is applied to."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.times = read_times(policy.times) if policy.times else {}

    def judge(self, store: Store, student: str, topic: str, handed: HandedIn) -> None:
        """Write or remove the late line of one piece of work. Where no time is known, nobody is late."""
        late = self.policy.judged(self._submitted(student, topic, handed)) if handed.submission.source else None
        if late is None:
            store.remove(student, Kind.LATE, topic)
        else:
            store.put([Entry(student, Kind.LATE, topic, json.dumps(asdict(late)))])

    def _submitted(self, student: str, topic: str, handed: HandedIn) -> float:
        if self.policy.times is None:
            return handed.modified
        for name in ((student, topic), (student, "")):
            if name in self.times:
                return self.times[name]
        return 0.0
