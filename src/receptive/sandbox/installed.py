"""Where packages are installed. Nothing is imported to find out."""

from __future__ import annotations

from importlib.machinery import ModuleSpec
from pathlib import Path


def folder_of(spec: ModuleSpec | None) -> str:
    """The folder that holds a top-level package or module; empty if it is not installed as files."""
    if spec is None or spec.origin is None:
        return ""
    return str(Path(spec.origin).parents[1 if spec.submodule_search_locations else 0])
