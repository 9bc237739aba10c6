"""Proves the sealed table of a topic: each mistake opens its own box and no other's, and right programs open none.

`graders/<topic>/unsealed.yaml` lists those that nothing tells apart at home, each with the reason.

- {exercise: trace, misconception: SHP-28c, reason: no call that students may see shows it}
"""

from __future__ import annotations

import collections
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from receptive.authoring.findings import Effort, Found, Line
from receptive.authoring.mistakes.boxes import known_exercises
from receptive.authoring.mistakes.writing import find_problem, write_mistakes
from receptive.catalogue.content import Content
from receptive.catalogue.grader_package import load_module
from receptive.catalogue.yaml_nodes import read_yaml
from receptive.diagnosis.diagnostician import Diagnostician
from receptive.grading.session import GraderSession
from receptive.model import Submission
from receptive.recognition.asking import Unanswered, ask
from receptive.recognition.opening import Found as Recognition
from receptive.recognition.opening import Recognized, recognize
from receptive.recognition.table import SealedMistakes, read_table, table_of
from receptive.student.model_process import ModelProcess, with_model
from receptive.student.process import StudentProcess

FILE = "unsealed.yaml"
NAME = "sealed"


def check_sealed(content: Content, session: GraderSession, effort: Effort) -> Found:
    """Open the boxes with every known mistake, with the reference and with the alternatives.

    A table that is absent, or made of another grader, is written first.
    """
    del effort  # it is quick enough to be done whole
    topic = session.topic
    if not known_exercises(topic):
        return Found(())
    if find_problem(topic):
        collections.deque(write_mistakes(content, [topic.slug], jobs=1), maxlen=0)
    proof = _Proof(content, session, read_table(table_of(topic)))
    problems = [*proof.of_mistakes(), *proof.of_right_programs()]
    words = f"{proof.own} of {proof.count} mistakes open their own box, none another's; right programs open none"
    return Found((Line(NAME, words, tuple(problems)),))


class _Proof:
    def __init__(self, content: Content, session: GraderSession, sealed: SealedMistakes) -> None:
        self.content = content
        self.session = session
        self.topic = session.topic
        self.sealed = sealed
        self.registry = Diagnostician(self.topic.grader).registry
        self.path = self.topic.grader / FILE
        self.excused = _read_unsealed(self.path)
        self.own = self.count = 0

    def of_mistakes(self) -> Iterator[str]:
        solution = self.content.solution(self.topic.slug)
        module, source = load_module(solution, self.topic.slug), solution.read_text("utf-8")
        for entry in self.registry.known:
            for exercise in entry.exercises:
                self.count += 1
                model = self.registry.model(exercise, frozenset({entry.id}))
                said = self._opened(exercise, with_model(module, exercise, model), source) if model else set()
                is_own = any(entry.id in name.split("/") for name in said)
                self.own += is_own
                yield from self._judged(exercise, entry.id, said, is_own)
        yield from (f"{self.path.name}: {name} in {exercise} is no mistake" for exercise, name in self.excused)

    def _judged(self, exercise: str, name: str, said: set[str], is_own: bool) -> Iterator[str]:
        is_excused = self.excused.pop((exercise, name), None) is not None
        if said and not is_own:
            yield f"{name} in {exercise} opens {', '.join(sorted(said))}"
        elif not said and not is_excused:
            yield f"{name} in {exercise} opens nothing; say why in {self.path.name}"
        elif said and is_excused:
            yield f"{self.path.name}: {name} in {exercise} opens its box"

    def _opened(self, exercise: str, module: ModuleType, source: str) -> set[str]:
        process = ModelProcess(self.topic.slug, module, self.registry.probes, source)
        return _names(self._recognized(exercise, process))

    def _recognized(self, exercise: str, process: StudentProcess) -> Recognition:
        sealed = self.sealed.exercise(exercise)
        try:
            return (
                recognize(self.sealed.head, sealed, ask(sealed, process, self.topic.grader))
                if sealed
                else Recognition()
            )
        except Unanswered:
            return Recognition()

    def of_right_programs(self) -> Iterator[str]:
        alternatives = sorted((self.topic.grader / "alternatives").glob("*.py"))
        for path in (self.content.solution(self.topic.slug), *alternatives):
            submission = Submission(self.topic.slug, Path(path.name), path.read_bytes())
            process = StudentProcess(self.session.sandbox, self.topic.limits, submission, self.session.probes)
            for exercise in known_exercises(self.topic):
                said = _names(self._recognized(exercise, process))
                if said:
                    yield f"{path.name}, which is right, opens {', '.join(sorted(said))} in {exercise}"
            process.close()


def _names(found: Recognition) -> set[str]:
    told: list[Recognized] = [each for each in (found.wrong, found.refusing) if each]
    return {each.diagnosis.misconception for each in told}


def _read_unsealed(path: Path) -> dict[tuple[str, str], str]:
    """Reasons by exercise and misconception; none if there is no file.

    Raises:
        ContentError: the file is broken, with its line.
    """
    if not path.exists():
        return {}
    entries = [entry.fields({"exercise", "misconception", "reason"}) for entry in read_yaml(path, FILE).items()]
    return {(one["exercise"].text(), one["misconception"].text()): one["reason"].text() for one in entries}
