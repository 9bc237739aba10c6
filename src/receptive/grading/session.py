"""A topic's grader, collected once and run again for each submission.

Collecting costs ten times as much as running. pytest has no public way to keep a session open between runs, so
`_collect` uses three calls that pytest itself uses in `pytest.main`; docs/decisions/0003 weighs the alternatives.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
import traceback
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from _pytest.config import _prepareconfig
from _pytest.outcomes import Skipped

from receptive.content import ContentError
from receptive.grading.certificate import grader_hash
from receptive.grading.diagnosis import Diagnostician
from receptive.grading.explanation import Decided, explained
from receptive.grading.failures import StudentFailure
from receptive.grading.messages import failed_message, failure_message, printable
from receptive.grading.modules import own_modules
from receptive.grading.plugin import GraderPlugin, Running, criterion_seed
from receptive.grading.process import Instruments, StudentProcess
from receptive.grading.traces import line_of
from receptive.model import Criterion, Exercise, Outcome, Status, Submission, Topic, Visibility
from receptive.sandbox.client import Sandbox

# Rewritten assertions would print hidden values, conftest files and plugins would run what is not ours, and the
# plugins that are switched off cost more than a numpy submission.
ARGUMENTS = [
    "-c", os.devnull, "--noconftest", "--assert=plain", "--strict-markers",
    *(f"-pno:{name}" for name in (
        "terminal", "cacheprovider", "unraisableexception", "threadexception", "faulthandler", "warnings", "doctest",
        "logging", "junitxml", "pastebin", "recwarn", "stepwise", "setuponly", "setupplan", "nose", "legacypath",
        "debugging", "unittest", "tmpdir", "monkeypatch", "capture", "subtests",
    )),
]  # fmt: skip
INTERNAL_MESSAGE = "The grader itself failed here. This is our fault and not yours; please report it."


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
        self.config, items = _collect(topic, self.plugin)
        self.items = _matched(topic, items)
        self.expert: Diagnostician | None = None

    @contextlib.contextmanager
    def only(self, exercises: tuple[Exercise, ...]) -> Iterator[None]:
        """Run the criteria of these exercises and no others."""
        whole = self.topic
        self.topic = replace(whole, exercises=exercises)
        try:
            yield
        finally:
            self.topic = whole

    def grade(self, submission: Submission, seed: str, explain: bool = True) -> GradedTopic:
        """Run every criterion on one submission; the outcomes are in the order of the rubric.

        Args:
            explain: look for the misconception behind each failure.
        """
        process = StudentProcess(self.sandbox, self.topic.limits, submission, self.probes)
        return self.grade_process(process, seed, explain)

    def grade_process(self, process: StudentProcess, seed: str, explain: bool = True) -> GradedTopic:
        """The same for a process that somebody else has made; it is closed at the end."""
        source = process.submission.source.decode("utf-8", "replace")
        seed = f"{seed}/{self.topic.slug}"
        decided_ones: dict[str, Decided] = {}
        printed, incidents = [], []
        try:
            for criterion in sorted(self.topic.criteria, key=_open_first):
                process.begin_criterion(criterion_seed(seed, criterion.id))
                running = Running(process, seed, source, criterion.id)
                start = time.monotonic()
                outcome = self._decide(running, process.submission, criterion)
                seconds = time.monotonic() - start
                decided_ones[criterion.id] = Decided(outcome, running.recorder, self.items[criterion.id], seconds)
                if outcome.status is Status.INTERNAL:
                    incidents.append(_incident(criterion, running))
                if criterion.visibility is Visibility.OPEN and outcome.status is not Status.PASSED:
                    printed.append(printable(process.printed()))
            outcomes = {name: each.outcome for name, each in decided_ones.items()}
            if explain and any(each.is_wrong for each in decided_ones.values()):
                expert = self.load_expert()
                with _quietly():
                    outcomes |= explained(self.topic, decided_ones, expert, process, seed)
        finally:
            process.close()
        in_order = tuple(outcomes[criterion.id] for criterion in self.topic.criteria)
        taken = {name: each.seconds for name, each in decided_ones.items()}
        replies = {name: each.recorder.replies for name, each in decided_ones.items()}
        return GradedTopic(in_order, next(filter(None, printed), ""), "\n".join(incidents), taken, replies)

    def load_expert(self) -> Diagnostician:
        """What explains failures; loaded with the first one, or before if somebody wants it warm."""
        self.expert = self.expert or Diagnostician(self.topic.grader)
        return self.expert

    def _decide(self, running: Running, submission: Submission, criterion: Criterion) -> Outcome:
        item = self.items[criterion.id]
        self.plugin.running = running
        try:
            with _quietly():
                item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
        finally:
            self.plugin.running = None
        return decided(criterion, running, submission, self.topic)

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


@dataclass(frozen=True)
class GradedTopic:
    """What a run of all criteria gave, before scoring."""

    outcomes: tuple[Outcome, ...]
    printed: str
    incident: str
    seconds: dict[str, float]  # wall clock of each criterion
    replies: dict[str, list[Any]]  # what came back in each criterion


def _open_first(criterion: Criterion) -> bool:
    """What the code prints or raises in an open criterion is shown, so it must not have seen a hidden input yet."""
    return criterion.visibility is Visibility.HIDDEN


def decided(criterion: Criterion, running: Running, submission: Submission, topic: Topic) -> Outcome:
    """The outcome of a test that has run. A pass needs evidence: the body ran to its end, and the worker replied."""
    failure, call = running.failure, running.recorder.last
    if failure is None and running.called and running.process.replies > 0:
        return Outcome(criterion, Status.PASSED)
    if isinstance(failure, StudentFailure):
        message = failure_message(criterion, failure, call, submission, topic)
        return Outcome(criterion, failure.status, message, line=line_of(failure, submission))
    if isinstance(failure, AssertionError):
        return Outcome(criterion, Status.FAILED, failed_message(criterion, failure, call))
    if isinstance(failure, Skipped):
        return Outcome(criterion, Status.NOT_RUN, str(failure))
    return Outcome(criterion, Status.INTERNAL, INTERNAL_MESSAGE)


def _incident(criterion: Criterion, running: Running) -> str:
    """For whoever mends the grader; never shown to a student."""
    if running.failure is None:
        return f"{criterion.id}: the test ended without asking the student's code anything"
    return f"{criterion.id}: " + "".join(traceback.format_exception(running.failure))


def _instruments(path: Path) -> Instruments | None:
    return Instruments(path.name, path.read_bytes()) if path.exists() else None


def _collect(topic: Topic, plugin: GraderPlugin) -> tuple[pytest.Config, list[pytest.Item]]:
    errors = CollectionErrors()
    with _own_configuration(), own_modules(topic.grader):
        arguments = [*ARGUMENTS, f"--rootdir={topic.grader}", str(topic.grader)]
        config = _prepareconfig(arguments, [plugin, errors])
        config._do_configure()
        session = pytest.Session.from_config(config)
        config.hook.pytest_sessionstart(session=session)
        try:
            items = list(session.perform_collect())
        except pytest.UsageError as broken:
            raise ContentError(topic.grader, f"cannot be collected: {broken}") from broken
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(1)  # tensors of a grader are small: a second thread only spins
    if errors.texts:
        config._ensure_unconfigure()
        raise ContentError(topic.grader, f"cannot be collected: {errors.texts[0]}")
    return config, items


class CollectionErrors:
    def __init__(self) -> None:
        self.texts: list[str] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.texts.append(str(report.longreprtext).strip().splitlines()[-1])


def _matched(topic: Topic, items: list[pytest.Item]) -> dict[str, pytest.Function]:
    """Each criterion of the rubric and the one test that decides it."""
    found: dict[str, pytest.Function] = {}
    for item in items:
        if not isinstance(item, pytest.Function):
            raise ContentError(item.path, f"{item.name} is no test function")
        marks = [mark.args[0] for mark in item.iter_markers("criterion") if len(mark.args) == 1]
        if len(marks) != 1:
            raise ContentError(item.path, f"{item.name} must have one mark criterion(id)")
        if marks[0] in found:
            raise ContentError(item.path, f"{item.name} decides {marks[0]!r}, which {found[marks[0]].name} decides")
        found[marks[0]] = item
    rubric = {criterion.id for criterion in topic.criteria}
    for name in sorted(rubric ^ found.keys()):
        lacking = "no test decides it" if name in rubric else "topic.yaml has no such criterion"
        raise ContentError(topic.grader, f"criterion {name!r}: {lacking}")
    return found


@contextlib.contextmanager
def _own_configuration() -> Iterator[None]:
    """pytest takes options and plugins from the environment and from installed packages; a grader's run does not."""
    before = {
        name: os.environ.get(name) for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    }
    os.environ.pop("PYTEST_ADDOPTS", None)
    os.environ.pop("PYTEST_PLUGINS", None)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
