"""Runs nbgrader's own commands on courses in temporary folders, as an instructor and as students."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from preloaded import NBGRADER, run_command
from receptive.catalogue.content import find_content
from support import READ_AT_START

LIMIT_S = 300.0  # for a command
CONTENT = find_content()
Notebook = dict[str, Any]


def nbgrader(folder: Path, *args: str, ok: bool | None = True, activated: bool = False, **more: str) -> str:
    """Run a command with this Python's nbgrader; gives what it said.

    It is a copy of a process that has loaded nbgrader, unless `**FRESH` makes it one that starts from nothing.

    Args:
        activated: whether the environment's programs are on PATH, which nbgrader alone needs.
    """
    path = f"{Path(sys.executable).parent}:" if activated else ""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "PYTEST"))}
    environment |= {
        "JUPYTER_CONFIG_DIR": str(folder / "jupyter"),
        "PATH": f"{path}/usr/bin:/bin",
    }
    environment |= {"JUPYTER_DATA_DIR": str(folder / "jupyter"), "HOME": str(folder)}
    environment |= more
    code, said = (_started if any(name.startswith(READ_AT_START) for name in more) else _copied)(
        args, folder, environment
    )
    assert ok is None or (code == 0) is ok, said
    return said


def _started(args: tuple[str, ...], folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    words = [sys.executable, "-m", "nbgrader", *args]
    ran = subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, timeout=LIMIT_S, check=False
    )
    return ran.returncode, ran.stdout + ran.stderr


def _copied(args: tuple[str, ...], folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    code, out, err = run_command(args, folder, environment, "", LIMIT_S, NBGRADER)
    return code, out + err


def read(path: Path) -> Notebook:
    notebook: Notebook = json.loads(path.read_text("utf-8"))
    return notebook


def write(path: Path, notebook: Notebook) -> None:
    path.chmod(0o644)
    path.write_text(json.dumps(notebook), "utf-8")


def cell(notebook: Notebook, grade_id: str) -> dict[str, Any]:
    """The cell of that id."""
    found = [one for one in notebook["cells"] if one["metadata"].get("nbgrader", {}).get("grade_id") == grade_id]
    assert len(found) == 1
    return found[0]  # type: ignore[no-any-return]  # a cell is a dict


def code_cell(source: str) -> dict[str, Any]:
    return {
        "cell_type": "code", "id": f"own{abs(hash(source)) % 10**8}", "metadata": {}, "source": source,
        "outputs": [], "execution_count": None,
    }  # fmt: skip


def solve(notebook: Notebook, topic: str) -> None:
    """Put the reference solution into the solution cells, as a student would who has it."""
    from receptive.catalogue.manifest import load_topic
    from receptive.exchange.nbgrader.notebooks import notebook_text

    source = json.loads(notebook_text(CONTENT, load_topic(CONTENT, topic), "work", quiz=False))
    for one in source["cells"]:
        metadata = one["metadata"]["nbgrader"]
        if metadata["solution"]:
            text = one["source"].removeprefix("### BEGIN SOLUTION\n").removesuffix("\n### END SOLUTION")
            cell(notebook, metadata["grade_id"])["source"] = text


def submitted(course: Path, student: str, assignment: str, topic: str, notebook: Notebook) -> None:
    """Put a notebook where `collect` would."""
    folder = course / "submitted" / student / assignment
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{topic}.ipynb").write_text(json.dumps(notebook), "utf-8")


def marks(course: Path, activated: bool = False) -> dict[str, float]:
    """The scores that `nbgrader export` writes, by student."""
    nbgrader(course, "export", activated=activated)
    with (course / "grades.csv").open(newline="") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
