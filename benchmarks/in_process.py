"""What Receptive is measured against: the usual way, the student's module imported into pytest itself.

A pytest plugin with the same fixtures, for the same hidden graders, without any isolation:

    STUDENT=solutions/output_size.py python -m pytest -p in_process graders/output_size
"""

from __future__ import annotations

import importlib.util
import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from receptive.student.failures import StudentRaised
from receptive.student.proxy import StudentObject
from receptive.student.seeds import criterion_seed

SPENT = [0.0]


class InProcess(StudentObject):
    """A function, an object or a module of the student's, called right here."""

    def __init__(self, value: Any) -> None:
        self._value = value
        self.type_name = type(value).__name__

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        arguments = [_unwrapped(value) for value in args]
        named = {name: _unwrapped(value) for name, value in kwargs.items()}
        start = time.process_time()
        try:
            return _wrapped(self._value(*arguments, **named))
        except Exception as raised:
            raise StudentRaised(type(raised).__name__, str(raised)) from raised
        finally:
            SPENT[0] += time.process_time() - start

    def __getattr__(self, name: str) -> Any:
        return InProcess(getattr(self._value, name))


class InProcessModule:
    def __init__(self, module: ModuleType, source: str) -> None:
        self._module = module
        self.source = source

    def __getattr__(self, name: str) -> InProcess:
        return InProcess(getattr(self._module, name))

    def put(self, value: Any) -> InProcess:
        return InProcess(value)

    def get(self, kept: InProcess, attribute: str = "") -> Any:
        return getattr(kept._value, attribute) if attribute else kept._value


@pytest.fixture
def student() -> InProcessModule:
    return _loaded(Path(os.environ["STUDENT"]), "student")


@pytest.fixture
def probes(request: pytest.FixtureRequest) -> InProcessModule:
    return _loaded(request.path.parent / "probes.py", "probes")


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> Any:
    import numpy as np

    return np.random.default_rng(criterion_seed("seed", request.node.name))


@pytest.fixture
def py_rng(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(criterion_seed("seed", request.node.name))


@pytest.fixture
def measured() -> dict[str, float]:
    return {}


@pytest.fixture
def clock() -> Callable[[], float]:
    return time.perf_counter


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "criterion(id): the line of the rubric that a test decides")


def pytest_sessionfinish() -> None:
    report = os.environ.get("REPORT_COMPUTE")
    if report:
        Path(report).write_text(str(SPENT[0]))


def _loaded(path: Path, name: str) -> InProcessModule:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return InProcessModule(module, path.read_text("utf-8"))


def _wrapped(value: Any) -> Any:
    if type(value) in (list, tuple):
        return type(value)(_wrapped(item) for item in value)
    if type(value).__module__ in ("builtins", "numpy") or type(value).__name__ in ("Tensor", "Parameter"):
        return value.detach() if hasattr(value, "detach") else value
    if isinstance(value, dict):
        return dict(value)
    return InProcess(value)


def _unwrapped(value: Any) -> Any:
    if isinstance(value, InProcess):
        return value._value
    if type(value) in (list, tuple):
        return type(value)(_unwrapped(item) for item in value)
    return value.copy() if type(value).__name__ == "ndarray" else value
