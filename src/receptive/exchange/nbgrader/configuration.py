"""What a course must have set. Imported by nbgrader_config.py, so nothing heavy happens here."""

from __future__ import annotations

import importlib.metadata
import os
import sys
from pathlib import Path
from typing import Any

from receptive.exchange.nbgrader.engines import keep_engines

RELEASE = "receptive.exchange.nbgrader.release.PutStubs"
CHECK = "receptive.exchange.nbgrader.restoring.CheckOthers"
AUTOGRADE = "receptive.exchange.nbgrader.autograde.Receptive"
ASSIGNMENT = [
    "IncludeHeaderFooter", "InstantiateTests", "LockCells", "ClearSolutions", "ClearOutput", "CheckCellMetadata",
    "ComputeChecksums", "SaveCells", "ClearHiddenTests", "ClearMarkScheme", "ComputeChecksums", "CheckCellMetadata",
]  # fmt: skip
RESTORING = [
    "nbgrader.preprocessors.ClearOutput", "nbgrader.preprocessors.OverwriteKernelspec",
    "receptive.exchange.nbgrader.restoring.RestoreCells", CHECK,
]  # fmt: skip
GRADING = [
    "nbgrader.preprocessors.IgnorePattern", "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput", "nbgrader.preprocessors.SaveAutoGrades",
    "receptive.exchange.nbgrader.undecided.LeaveUndecided",
    "nbgrader.preprocessors.AssignLatePenalties", CHECK,
]  # fmt: skip


def configure(config: Any, course: Path) -> None:
    """Replace the steps that are ours, and leave everything else as nbgrader has it.

    Args:
        course: the course's folder, whose sources say which files are the students'.

    Raises:
        RuntimeError: this nbgrader is not one that these steps were made for.
    """
    _check_version(importlib.metadata.version("nbgrader"))
    keep_engines()
    config.Receptive.course = str(course.resolve())
    config.Autograde.exclude_overwriting = students_files(course)
    config.GenerateAssignment.preprocessors = [
        RELEASE if name == "ClearSolutions" else f"nbgrader.preprocessors.{name}" for name in ASSIGNMENT
    ]
    config.Autograde.pre_convert_hook = "receptive.exchange.nbgrader.arriving.name_notebooks"
    config.Autograde.exporter_class = "receptive.exchange.nbgrader.arriving.AnyNotebook"
    config.Autograde.sanitize_preprocessors = RESTORING
    config.Autograde.autograde_preprocessors = [AUTOGRADE, *GRADING]
    config.OverwriteCells.add_missing_cells = True  # a deleted grade cell comes back, and costs what it asks for
    # Opening a gradebook starts `alembic` by PATH, which an environment that is not activated does not have
    here = str(Path(sys.executable).parent)
    if here not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([here, os.environ.get("PATH", "")])


def _check_version(version: str) -> None:
    """Marks depend on the order of nbgrader's steps and on how it reads outputs, which other versions may change."""
    numbers = tuple(int(part) for part in version.split(".")[:3] if part.isdigit())
    if not (0, 9, 6) <= numbers < (0, 10):
        raise RuntimeError(f"nbgrader {version} is not supported; pip install 'nbgrader>=0.9.6,<0.10'")


def students_files(course: Path) -> dict[str, list[str]]:
    """By assignment, the Python files that students write: nbgrader would put its own copies over them."""
    found: dict[str, list[str]] = {}
    for path in sorted((course / "source").glob("*/*.py")):
        if path.with_suffix(".ipynb").exists():
            found.setdefault(path.parent.name, []).append(path.name)
    return found
