"""Imports of packages that are not there while code is graded.

Nothing else of a file depends on a line such as `import torchvision` that nobody uses. So the file is loaded once more
with a stand-in for the package, which may be imported and named, and raises when anything is done with it: what uses it
loses its points, and the rest keeps them.
"""

from __future__ import annotations

import re

from receptive.sandbox.client import Raised, Reply

MOST_ABSENT = 12  # packages of one file
NOT_FOUND = re.compile(r"No module named '([A-Za-z_][A-Za-z0-9_]{0,40})['.]")


def absent_package(reply: Reply, source: bytes) -> str:
    """The package whose import stopped a file in its own line; empty if it was something else.

    What the code says of itself is believed only if the line that it names really imports that package.
    """
    if not isinstance(reply, Raised) or reply.type_name != "ModuleNotFoundError" or not reply.frames:
        return ""
    found = NOT_FOUND.match(reply.text)
    lines = source.decode("utf-8", "replace").splitlines()
    number, _ = reply.frames[-1]
    if not found or not 0 < number <= len(lines):
        return ""
    return found[1] if _imports(lines[number - 1], found[1]) else ""


def import_line(source: bytes, package: str) -> int:
    """The first line that imports a package, counted from 1; 0 if there is none."""
    lines = source.decode("utf-8", "replace").splitlines()
    return next((number for number, line in enumerate(lines, start=1) if _imports(line, package)), 0)


def _imports(line: str, package: str) -> bool:
    return re.search(rf"\b(?:import|from)\s+(?:[\w. ]+,\s*)*{package}\b", line) is not None
