"""A grader's folder as a package: its modules import each other by relative imports, and those of no other topic.

The package has a name of its own for each folder and state of its files, so that an exercise may be called like a
module of the standard library, and what has changed on disk is loaded anew.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

FileState = tuple[str, int, int]
State = tuple[FileState, ...]

_packages: dict[tuple[Path, State], str] = {}


def grader_module(folder: Path, name: str) -> ModuleType | None:
    """A module of a grader, such as `conv_out`; None where the folder has no such file or package.

    Raises:
        Exception: whatever the module itself raises while it is loaded.
    """
    if not (folder / f"{name}.py").exists() and not (folder / name / "__init__.py").exists():
        return None
    return importlib.import_module(f"{_package(folder)}.{name}")


def grader_modules(folder: Path, package: str) -> list[ModuleType]:
    """All modules of a package inside a grader, in the order of their names."""
    names = sorted(path.stem for path in (folder / package).glob("*.py") if path.stem != "__init__")
    whole = _package(folder) if names else ""
    return [importlib.import_module(f"{whole}.{package}.{name}") for name in names]


def load_module(path: Path, name: str) -> ModuleType:
    """One file as a module that nothing else imports.

    Raises:
        Exception: whatever the module itself raises while it is loaded.
    """
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _package(folder: Path) -> str:
    """The name of the package that the folder is now."""
    state = folder.resolve(), tuple(sorted(_files(folder)))
    if state not in _packages:
        _packages[state] = f"grader_{folder.name}_{len(_packages)}"
        package = ModuleType(_packages[state])
        package.__path__ = [str(folder)]
        sys.modules[package.__name__] = package
        importlib.invalidate_caches()
    return _packages[state]


def _files(folder: Path | str) -> Iterator[FileState]:
    """The state of each file of Python, without a `Path` for each: this is asked for every module that is loaded."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            elif entry.name.endswith(".py"):
                status = entry.stat()
                yield entry.path, status.st_mtime_ns, status.st_size
