"""The ways in which people hand a program in: as a file, a notebook, a zip, in folders of their own."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from programs import Program

Files = dict[str, bytes]
Form = Callable[[Program], Files]


def plain(program: Program) -> Files:
    return {f"{program.topic}.py": program.source.encode()}


def notebook(program: Program) -> Files:
    """With experiments around the answers, which are never run."""
    texts = ("%matplotlib inline", program.source, "input('now what? ')")
    cells = [{"cell_type": "code", "metadata": {}, "source": text} for text in texts]
    made = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return {f"{program.topic}.ipynb": json.dumps(made).encode()}


def odd_folder(program: Program) -> Files:
    name = program.topic.replace("_", "-").title()
    return {f"week 1/{name}.py": program.source.encode(), f"__MACOSX/._{program.topic}.py": b"\0\5\26\7"}


def packed(program: Program) -> Files:
    return {f"{program.topic}.zip": pack({f"work/{program.topic}.py": program.source.encode()})}


def twice(program: Program) -> Files:
    """Two files that differ, and nothing tells which is meant."""
    other = f"{program.source}\n# another try\n".encode()
    return {f"old/{program.topic}.py": program.source.encode(), f"new/{program.topic}.py": other}


FORMS: Sequence[Form] = (plain, plain, notebook, odd_folder, plain, packed)


def write(folder: Path, files: Files) -> None:
    for place, data in files.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def pack(files: Files) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for place, data in files.items():
            archive.writestr(place, data)
    return made.getvalue()
