"""The open criteria of a lesson as tests, for `pytest` and the test explorers of editors: what the `conftest.py` of a
workspace imports. A topic is graded by the command itself, once, when the first of its tests is run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.model import Criterion, Topic, Visibility
from receptive.workspace.choosing import choose_files

ENDINGS = (".py", ".ipynb")
HIDDEN = "hidden: run when you hand in"


class NotPassed(Exception):
    """A criterion that is not passed; the text is for the student."""


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> TopicFile | None:
    """The file of a topic, if it is the one that counts."""
    content = find_content()
    if file_path.suffix not in ENDINGS or file_path.stem not in content.topics():
        return None
    topic = load_topic(content, file_path.stem)
    if choose_files(file_path.parent, [topic])[topic.slug].path != file_path:
        return None
    made: TopicFile = TopicFile.from_parent(parent, path=file_path)
    made.topic = topic
    return made


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> PassedOver | None:
    """Never import the file of a topic here, as `pytest color.py` would: what it does is for the sandbox."""
    is_topic = module_path.stem in find_content().topics()
    return PassedOver.from_parent(parent, path=module_path) if is_topic else None


class PassedOver(pytest.File):
    def collect(self) -> Iterator[pytest.Item]:
        return iter(())


class TopicFile(pytest.File):
    topic: Topic

    def collect(self) -> Iterator[pytest.Item]:
        for exercise in self.topic.exercises:
            for criterion in (*exercise.criteria, *exercise.withheld):
                item = CriterionTest.from_parent(self, name=f"{criterion.subject}: {criterion.title}")
                item.criterion = criterion
                if criterion.visibility is Visibility.HIDDEN or criterion in exercise.withheld:
                    item.add_marker(pytest.mark.skip(reason=f"{criterion.full_title} ({HIDDEN})"))
                yield item

    @cached_property
    def outcomes(self) -> dict[str, dict[str, Any]]:
        """What `grade --json` says of each criterion, by its id."""
        words = [sys.executable, "-P", "-m", "receptive", str(self.path), "--json"]
        ran = subprocess.run(words, cwd=self.path.parent, capture_output=True, text=True, encoding="utf-8", check=False)
        if not ran.stdout.startswith("{"):
            raise NotPassed(ran.stderr.strip() or f"grade ended with exit code {ran.returncode}")
        return {line["id"]: line for topic in json.loads(ran.stdout)["topics"] for line in topic["criteria"]}


class CriterionTest(pytest.Item):
    criterion: Criterion

    def runtest(self) -> None:
        assert isinstance(self.parent, TopicFile)
        outcome = self.parent.outcomes[self.criterion.id]
        if outcome["status"] == "not_run":
            pytest.skip(outcome["message"])
        if outcome["status"] != "passed":
            said = outcome["diagnosis"]["says"] if outcome["diagnosis"] else ""
            case = f"A small case: {outcome['example']}" if outcome["example"] else ""
            raise NotPassed("\n".join(filter(None, (outcome["message"], said, case))))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, NotPassed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, _line_of(self.path, self.criterion.exercise), self.name


def _line_of(path: Path, name: str) -> int:
    """Where a function or a class begins in a Python file, from 0. pytest asks for one even if there is none."""
    lines = path.read_text("utf-8", "replace").splitlines() if path.suffix == ".py" else []
    return next((place for place, line in enumerate(lines) if re.match(rf"(def|class)\s+{name}\b", line)), 0)
