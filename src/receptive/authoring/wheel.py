"""The wheel that students install: the machinery, and of the lesson what they may have. Same lesson, same bytes."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import receptive
from receptive.authoring.mistakes.writing import sealed_text
from receptive.authoring.opened import open_grader
from receptive.catalogue.content import OPEN, SEALED, Content, ContentError
from receptive.catalogue.manifest import load_topic
from receptive.catalogue.sealed_lesson import seal
from receptive.recognition.table import ALL

PYPROJECT = """[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "receptive"
version = {version}
description = {description}
requires-python = {python}
dependencies = {dependencies}

[project.optional-dependencies]
{extras}

[project.scripts]
grade = "receptive.cli:main"

[tool.hatch.build.targets.wheel]
packages = ["receptive"]
artifacts = ["*.sealed"]
"""
TAUGHT = ("chapters/*.md", "figures/*.svg", "figures/*.json")
WHY_OPEN = "The hidden criteria are with the instructor; these are the open ones.\n"
EXTRA = re.compile(r"""^(?P<requirement>.*?)(?:;\s*|\s+and\s+)extra\s*==\s*['"](?P<extra>[\w-]+)['"]$""")


def build_wheel(content: Content, folder: Path, self_study: bool, practice: Mapping[str, str], told: str = ALL) -> Path:
    """Write the wheel into a folder.

    Args:
        self_study: put the whole lesson in, sealed, in the place of the open criteria.
        practice: the sealed quizzes that go with it, by topic.
        told: which known mistakes are told.

    Raises:
        ContentError: the lesson cannot be handed out, or no wheel could be built of it.
    """
    with tempfile.TemporaryDirectory(prefix="receptive-") as made:
        root = Path(made)
        package = root / "receptive"
        ignored = shutil.ignore_patterns("__pycache__", "lesson", SEALED)
        shutil.copytree(Path(receptive.__file__).parent, package, ignore=ignored)
        for name, data in _lesson_files(content, self_study, practice, told):
            path = package / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        (root / "pyproject.toml").write_text(_pyproject(), "utf-8")
        return _build(root, folder)


def student_lesson(content: Content, practice: Mapping[str, str], told: str = ALL) -> Iterator[tuple[str, bytes]]:
    """What students may have of a lesson, by its path in the lesson's folder.

    Args:
        practice: the sealed quizzes, by topic.
        told: which known mistakes are told.

    Raises:
        ContentError: known mistakes are not sealed, or an open criterion needs something that they must not have.
    """
    yield from _exercises(content, practice)
    yield OPEN, WHY_OPEN.encode()
    for slug in content.topics():
        for file, text in open_grader(load_topic(content, slug)).items():
            yield f"graders/{slug}/{file}", text.encode()
        sealed = sealed_text(content, slug, told)
        if sealed is not None:
            yield content.sealed_mistakes(slug).relative_to(content.root).as_posix(), sealed.encode()


def _lesson_files(
    content: Content, self_study: bool, practice: Mapping[str, str], told: str
) -> Iterator[tuple[str, bytes]]:
    """What is put beside the machinery, by its path in the package."""
    if self_study:
        yield from ((f"lesson/{path}", data) for path, data in _exercises(content, practice))
        yield SEALED, seal(dict(_whole_lesson(content)))
    else:
        yield from ((f"lesson/{path}", data) for path, data in student_lesson(content, practice, told))


def _exercises(content: Content, practice: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    for slug in content.topics():
        if slug in practice:
            yield content.sealed_quiz(slug).relative_to(content.root).as_posix(), practice[slug].encode()
        paths = [content.manifest(slug), content.stub(slug), content.readme(slug)]
        folder = content.readme(slug).parent
        paths += [path for pattern in TAUGHT for path in sorted(folder.glob(pattern))]
        yield from ((path.relative_to(content.root).as_posix(), path.read_bytes()) for path in paths if path.exists())


def _whole_lesson(content: Content) -> Iterator[tuple[str, bytes]]:
    for room in ("exercises", "graders", "quizzes", "solutions"):
        for path in sorted((content.root / room).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(content.root).as_posix(), path.read_bytes()


def _pyproject() -> str:
    """The project as it is installed here."""
    found = importlib.metadata.metadata("receptive")
    needed: list[str] = []
    extras: dict[str, list[str]] = {}
    for requirement in found.get_all("Requires-Dist") or []:
        optional = EXTRA.match(requirement)
        if optional:
            extras.setdefault(optional["extra"], []).append(optional["requirement"].strip())
        else:
            needed.append(requirement)
    return PYPROJECT.format(
        version=json.dumps(receptive.__version__),
        description=json.dumps(found["Summary"]),
        python=json.dumps(found["Requires-Python"]),
        dependencies=json.dumps(needed),
        extras="\n".join(f"{name} = {json.dumps(needs)}" for name, needs in sorted(extras.items()) if name != "dev"),
    )


def _build(root: Path, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder.resolve())]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "315532800"}
    ran = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise ContentError(folder, f"the wheel could not be built: {(ran.stderr or ran.stdout).strip()[-400:]}")
    return next(folder.glob("receptive-*.whl"))
