"""A topic's grader, collected once and run again for each submission.

Collecting costs ten times as much as running. pytest has no public way to keep a session open between runs, so
`collection.py` uses three calls that pytest itself uses in `pytest.main`; docs/decisions/0003 weighs the alternatives.
"""

from __future__ import annotations

import contextlib
import sys
import time
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from receptive.catalogue.content import ContentError
from receptive.diagnosis.diagnostician import Diagnostician
from receptive.diagnosis.registry import MISCONCEPTIONS
from receptive.grading.allowance import Allowance
from receptive.grading.at_home import Recognizer, damaged_note
from receptive.grading.calling import call_plain, is_plain, run_through_pytest
from receptive.grading.certificate import grader_hash
from receptive.grading.collection import collect, match_criteria
from receptive.grading.explanation import Decided, Explainer
from receptive.grading.foresight import Foresight
from receptive.grading.plugin import GraderPlugin
from receptive.grading.records import GradedTopic
from receptive.grading.running import Running
from receptive.grading.verdicts import SubmissionRun, decide, remembered
from receptive.model import Criterion, Exercise, Limits, Status, Submission, Topic, Visibility
from receptive.recognition.table import table_of
from receptive.sandbox.client import Sandbox
from receptive.seals import Damaged
from receptive.student.process import Instruments, StudentProcess
from receptive.student.proxy import Call
from receptive.student.seeds import criterion_seed

UNLIMITED = Allowance()


class GraderSession:
    """An open grader. Use as a context manager, or `close` it."""

    def __init__(self, topic: Topic, sandbox: Sandbox) -> None:
        """Collect the tests of a topic.

        Raises:
            ContentError: the grader cannot be imported, or does not fit the rubric.
        """
        self.topic = topic
        self.sandbox = sandbox
        self.plugin = GraderPlugin()
        self.grader_hash = grader_hash(topic)  # of what is opened, whatever happens to the files after that
        self.probes = _instruments(topic.grader / "probes.py")
        self.config, items = collect(topic, self.plugin)
        self.items = match_criteria(topic, items)
        self.plain = {name for name, item in self.items.items() if is_plain(item)}
        self.expert: Diagnostician | None = None
        self.is_at_home = table_of(topic).exists() and not (topic.grader / MISCONCEPTIONS).exists()
        self.recognizer: Recognizer | None = None
        self.foresight = Foresight()

    @contextlib.contextmanager
    def only(self, exercises: tuple[Exercise, ...], limits: Limits | None = None) -> Iterator[None]:
        """Run the criteria of these exercises and no others, within other limits if some are given."""
        whole = self.topic
        self.topic = replace(whole, exercises=exercises, limits=limits or whole.limits, part_of=whole.whole)
        try:
            yield
        finally:
            self.topic = whole

    def grade(
        self, submission: Submission, seed: str, explain: bool = True, allowance: Allowance = UNLIMITED
    ) -> GradedTopic:
        """Run every criterion on one submission; the outcomes are in the order of the rubric.

        Args:
            explain: look for the misconception behind each failure.
            allowance: what our own part of it may take.
        """
        process = StudentProcess(self.sandbox, self.topic.limits, submission, self.probes)
        return self.grade_process(process, seed, explain, allowance)

    def grade_process(
        self, process: StudentProcess, seed: str, explain: bool = True, allowance: Allowance = UNLIMITED
    ) -> GradedTopic:
        """Run every criterion on a process that somebody else has made; it is closed at the end."""
        run = SubmissionRun(process, f"{seed}/{self.topic.slug}", allowance)
        process.spend(allowance.progress.student_s)
        try:
            with allowance.whole(), _quietly():
                for criterion in sorted(self.topic.criteria, key=_open_first):
                    self._decide(run, criterion)
                if explain and allowance.explains:
                    self._explain(run)
        finally:
            process.close()
        return run.graded(self.topic)

    def hidden_calls(self, process: StudentProcess, seed: str) -> list[Call]:
        """What hidden criteria ask of the code of a process."""
        run = SubmissionRun(process, f"{seed}/{self.topic.slug}", UNLIMITED)
        hidden = [criterion for criterion in self.topic.criteria if criterion.visibility is Visibility.HIDDEN]
        with _quietly():
            for criterion in hidden:
                self._decide(run, criterion)
        return [call for criterion in hidden for call in run.decided[criterion.id].recorder.calls]

    def _explain(self, run: SubmissionRun) -> None:
        if self.is_at_home:
            self._recognize(run)
        elif any(each.is_wrong for each in run.decided.values()):
            self._diagnose(run)

    def _recognize(self, run: SubmissionRun) -> None:
        try:
            self.recognizer = self.recognizer or Recognizer(self.topic)
        except Damaged as why:
            run.notes.append(damaged_note(self.topic, why))
            return
        self.recognizer.begin(self.topic)
        outcomes, run.foreseen = self.recognizer.explain(run.outcomes, run.process, run.allowance)
        run.outcomes |= outcomes
        run.noted += self.recognizer.noted
        run.notes += self.recognizer.notes

    def _diagnose(self, run: SubmissionRun) -> None:
        explainer = Explainer(self.topic, self.load_expert(), run.process, run.seed, run.allowance)
        run.outcomes |= explainer.explained(run.decided)
        run.noted += explainer.noted

    def load_expert(self) -> Diagnostician:
        """What explains failures; loaded with the first one, or before if somebody wants it warm."""
        self.expert = self.expert or Diagnostician(self.topic.grader, self.topic.stub)
        return self.expert

    def _decide(self, run: SubmissionRun, criterion: Criterion) -> None:
        before = run.known_before(criterion)
        if before is not None:
            run.outcomes[criterion.id] = before
            return
        process, item = run.process, self.items[criterion.id]
        process.begin_criterion(criterion_seed(run.seed, criterion.id))
        known = None if criterion.exercise in run.failing else self.foresight.of(run.seed, criterion.id)
        running = self.plugin.running = Running(process, run.seed, run.source, criterion.id)
        start = time.monotonic()
        try:
            with run.allowance.stage(criterion.id):
                passed = process.answer_as_before(known.script) if known else None
                if known and passed:
                    run.take(remembered(criterion, running, item, known, passed), running)
                    return
                self._run(item, running)
                outcome = decide(criterion, running, process.submission, self.topic)
        finally:
            self.plugin.running = None
        seconds = time.monotonic() - start
        if outcome.status is Status.PASSED:
            self.foresight.learn(running, seconds)
        else:
            run.failing.add(criterion.exercise)  # asked ahead, the rest of it would go too far each time
        recorder = running.recorder  # and not `running`, whose failure holds the frames of its test
        run.take(Decided(outcome, lambda: recorder, item, seconds), running)

    def _run(self, item: pytest.Function, running: Running) -> None:
        if running.criterion in self.plain:
            call_plain(item, running)
        else:
            run_through_pytest(item)

    def close(self) -> None:
        self.config._ensure_unconfigure()

    def __enter__(self) -> GraderSession:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """A strange value may overflow in a grader's arithmetic; that is the value's fault and no news for anybody."""
    numpy = sys.modules.get("numpy")
    with warnings.catch_warnings(), numpy.errstate(all="ignore") if numpy else contextlib.nullcontext():
        warnings.simplefilter("ignore")
        yield


def _open_first(criterion: Criterion) -> bool:
    """What the code prints or raises in an open criterion is shown, so it must not have seen a hidden input yet."""
    return criterion.visibility is Visibility.HIDDEN


def _instruments(path: Path) -> Instruments | None:
    if not path.exists():
        return None
    instruments = Instruments(path.name, path.read_bytes())
    try:
        _ = instruments.code
    except (SyntaxError, ValueError) as broken:
        raise ContentError(path, f"cannot be compiled: {broken}") from broken
    return instruments
