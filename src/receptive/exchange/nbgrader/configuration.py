"""What a course must have set. Imported by nbgrader_config.py, so nothing heavy happens here."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

RELEASE = "receptive.exchange.nbgrader.release.PutStubs"
AUTOGRADE = "receptive.exchange.nbgrader.autograde.Receptive"
ASSIGNMENT = [
    "IncludeHeaderFooter", "InstantiateTests", "LockCells", "ClearSolutions", "ClearOutput", "CheckCellMetadata",
    "ComputeChecksums", "SaveCells", "ClearHiddenTests", "ClearMarkScheme", "ComputeChecksums", "CheckCellMetadata",
]  # fmt: skip
GRADING = [
    "nbgrader.preprocessors.IgnorePattern", "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput", "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties", "nbgrader.preprocessors.CheckCellMetadata",
]  # fmt: skip


def configure(config: Any) -> None:
    """Replace the two steps that are ours, and leave everything else as nbgrader has it."""
    config.GenerateAssignment.preprocessors = [
        RELEASE if name == "ClearSolutions" else f"nbgrader.preprocessors.{name}" for name in ASSIGNMENT
    ]
    config.Autograde.autograde_preprocessors = [AUTOGRADE, *GRADING]
    config.OverwriteCells.add_missing_cells = True  # a deleted grade cell comes back, and costs what it asks for
    # Opening a gradebook starts `alembic` by PATH, which an environment that is not activated does not have
    here = str(Path(sys.executable).parent)
    if here not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([here, os.environ.get("PATH", "")])
