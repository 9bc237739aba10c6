"""Which solutions were looked at before full points, and what that costs: kept in the workspace, told in results."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from receptive.invocation import typed
from receptive.model import TopicResult
from receptive.workspace.folder import RESULTS, WorkspaceError

SEEN = "solutions-seen.json"
SHARE = 0.5  # of the points that still count
MAX_BYTES = 1 << 16


def find_seen(workspace: Path) -> frozenset[str]:
    """The topics whose solutions were looked at early."""
    try:
        with (workspace / RESULTS / SEEN).open("rb") as file:
            data: Any = json.loads(file.read(MAX_BYTES))
        return frozenset(str(name) for name in data)
    except (OSError, ValueError, TypeError, RecursionError):
        return frozenset()


def note_seen(workspace: Path, topic: str) -> None:
    """Keep that a solution was looked at.

    Raises:
        WorkspaceError: this is no workspace, or it cannot be written to; then the solution is not shown.
    """
    folder = workspace / RESULTS
    if not folder.is_dir():
        raise WorkspaceError(
            f"this folder is no workspace, so it cannot be noted here; make it one: {typed('start .')}"
        )
    try:
        (folder / SEEN).write_text(json.dumps(sorted(find_seen(workspace) | {topic})), "utf-8")
    except OSError as refused:
        raise WorkspaceError(f"{folder} cannot be written to: {refused.strerror}") from refused


def share_of(topic: str, workspace: Path) -> float:
    """The share of the topic's points that counts."""
    return SHARE if topic in find_seen(workspace) else 1.0


def with_cost(result: TopicResult, workspace: Path) -> TopicResult:
    """The result with what looking at the solution costs."""
    share = share_of(result.topic.slug, workspace)
    return result if share == 1.0 else replace(result, points=result.points * share, solution_seen=True)
