"""The pytest plugin that a grader runs under: its fixtures, its marker, and how each test ended.

Nothing of the student's is imported by this process, and pytest reads no configuration but ours.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pytest

from receptive.student.process import StudentProcess
from receptive.student.proxy import Recorder, StudentModule
from receptive.student.seeds import criterion_seed

if TYPE_CHECKING:
    import numpy as np


@dataclass
class Running:
    """The criterion that is being decided now."""

    process: StudentProcess
    seed: str
    source: str
    criterion: str = ""
    recorder: Recorder = field(default_factory=Recorder)
    measured: dict[str, float] = field(default_factory=dict)
    failure: BaseException | None = None
    called: bool = False  # the test's own body ran to its end or to its failure


class GraderPlugin:
    def __init__(self) -> None:
        self.running: Running | None = None

    @property
    def now(self) -> Running:
        if self.running is None:
            raise RuntimeError("a grader's fixture is used while no submission is graded")
        return self.running

    @pytest.fixture
    def student(self) -> StudentModule:
        now = self.now
        return StudentModule(now.process, now.recorder, now.process.module, now.source)

    @pytest.fixture
    def probes(self) -> StudentModule:
        now = self.now
        if now.process.probes is None:
            raise RuntimeError("the topic has no probes.py")
        return StudentModule(now.process, now.recorder, "probes", now.process.probes.source.decode())

    @pytest.fixture
    def rng(self) -> np.random.Generator:
        """Random inputs, the same for every submission graded with one seed."""
        import numpy as np

        return np.random.default_rng(criterion_seed(self.now.seed, self.now.criterion))

    @pytest.fixture
    def py_rng(self) -> random.Random:
        """Random numbers of Python's own, the same for every submission graded with one seed."""
        return random.Random(criterion_seed(self.now.seed, self.now.criterion))

    @pytest.fixture
    def measured(self) -> dict[str, float]:
        """Figures that a test measures itself and leaves here, for the report of a class; the first counts most."""
        return self.now.measured

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Note how a phase ended. The report is a bare one: pytest's own would format a traceback that nobody sees."""
        now = self.now
        now.called = now.called or call.when == "call"
        if call.excinfo is not None and now.failure is None:
            now.failure = call.excinfo.value
        outcome: Literal["passed", "failed"] = "failed" if call.excinfo else "passed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)  # type: ignore[arg-type]  # never "collect" here

    def pytest_configure(self, config: pytest.Config) -> None:
        config.addinivalue_line("markers", "criterion(id): the line of the rubric that this test decides")
