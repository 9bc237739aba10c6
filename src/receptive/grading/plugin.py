"""The pytest plugin that a grader runs under: its fixtures, its marker, and how each test ended.

Nothing of the student's is imported by this process, and pytest reads no configuration but ours.
"""

from __future__ import annotations

from typing import Any, Literal

import pytest

from receptive.grading.running import FIXTURES, Running


class GraderPlugin:
    def __init__(self) -> None:
        self.running: Running | None = None

    @property
    def now(self) -> Running:
        if self.running is None:
            raise RuntimeError("a grader's fixture is used while no submission is graded")
        return self.running

    @pytest.fixture
    def student(self) -> Any:
        return FIXTURES["student"](self.now)

    @pytest.fixture
    def probes(self) -> Any:
        return FIXTURES["probes"](self.now)

    @pytest.fixture
    def rng(self) -> Any:
        return FIXTURES["rng"](self.now)

    @pytest.fixture
    def py_rng(self) -> Any:
        return FIXTURES["py_rng"](self.now)

    @pytest.fixture
    def measured(self) -> Any:
        return FIXTURES["measured"](self.now)

    @pytest.fixture
    def clock(self) -> Any:
        return FIXTURES["clock"](self.now)

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
