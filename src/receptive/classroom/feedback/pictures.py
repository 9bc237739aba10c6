"""The pictures and readings of a class's pages: each is made once, however many students are told the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from receptive.course.reading import Reading
from receptive.course.readings import find_reading
from receptive.figures.cases import with_pictures
from receptive.model import Case, Outcome, Topic, TopicResult


class Pictures:
    """What one process has made so far."""

    def __init__(self) -> None:
        self.cases: dict[tuple[Path, str], Case] = {}
        self.readings: dict[tuple[str, str], Reading | None] = {}

    def find(self, topic: Topic, name: str) -> Reading | None:
        """The part of the lesson with that heading, or about that exercise."""
        key = topic.slug, name
        if key not in self.readings:
            self.readings[key] = find_reading(topic, name)
        return self.readings[key]

    def drawn(self, result: TopicResult) -> TopicResult:
        """The result with the pictures of its cases."""
        return replace(result, outcomes=tuple(self._outcome(result.topic, outcome) for outcome in result.outcomes))

    def _outcome(self, topic: Topic, outcome: Outcome) -> Outcome:
        diagnosis = outcome.diagnosis
        if diagnosis is not None and diagnosis.case is not None:
            diagnosis = replace(diagnosis, case=self._case(topic.grader, diagnosis.case))
        case = outcome.case and self._case(topic.grader, outcome.case)
        return replace(outcome, diagnosis=diagnosis, case=case)

    def _case(self, grader: Path, case: Case) -> Case:
        key = grader, repr(case)  # plain data all the way down
        if key not in self.cases:
            self.cases[key] = with_pictures(grader, case)
        return self.cases[key]
