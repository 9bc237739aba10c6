"""Modules that stand beside a grader: imported by their plain names, and not seen by the next topic."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def own_modules(folder: Path) -> Iterator[None]:
    """Let what is imported inside find the modules of this folder, and let others of the same names be found later."""
    path, modules = list(sys.path), set(sys.modules)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path[:] = path
        for name in set(sys.modules) - modules:
            if Path(getattr(sys.modules[name], "__file__", None) or "/").is_relative_to(folder):
                del sys.modules[name]
