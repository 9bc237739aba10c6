"""Collects a topic's grader: pytest with our configuration and no other, and one test for each criterion."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from _pytest.config import _prepareconfig

from receptive.catalogue.content import ContentError
from receptive.catalogue.grader_package import grader_module
from receptive.grading.plugin import GraderPlugin
from receptive.model import Topic

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


def collect(topic: Topic, plugin: GraderPlugin) -> tuple[pytest.Config, list[pytest.Item]]:
    errors = CollectionErrors()
    with _own_configuration():
        arguments = [*ARGUMENTS, f"--rootdir={topic.grader}", str(topic.grader)]
        config = _prepareconfig(arguments, [plugin, errors, CollectAsPackage()])
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


class GraderModule(pytest.Module):
    """A file of tests as a module of the grader's package; pytest itself would load it by its plain name."""

    def _getobj(self) -> Any:
        return grader_module(self.path.parent, self.path.stem)


class CollectAsPackage:
    def pytest_pycollect_makemodule(self, module_path: Path, parent: pytest.Collector) -> GraderModule:
        return GraderModule.from_parent(parent, path=module_path)


class CollectionErrors:
    def __init__(self) -> None:
        self.texts: list[str] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.texts.append(str(report.longreprtext).strip().splitlines()[-1])


def match_criteria(topic: Topic, items: list[pytest.Item]) -> dict[str, pytest.Function]:
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
