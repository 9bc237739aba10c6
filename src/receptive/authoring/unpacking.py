"""Every file of a folder, with what is inside its archives. Sizes, counts and nesting are bounded."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

MAX_FILE = 64 << 20
MAX_FILES = 20_000
MAX_NESTING = 3


def files_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file by its name, and those inside archives as `archive:name`; links are not followed.

    Raises:
        OSError: a file cannot be read.
    """
    paths = [folder] if folder.is_file() else sorted(path for path in folder.rglob("*") if path.is_file())
    for path in paths[:MAX_FILES]:
        if path.is_symlink():
            continue
        with path.open("rb") as file:
            data = file.read(MAX_FILE)
        name = path.name if folder.is_file() else str(path.relative_to(folder))
        yield from _open(name, data, 0)


def _open(name: str, data: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    yield name, data
    if depth >= MAX_NESTING:
        return
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist()[:MAX_FILES]:
                if not entry.is_dir() and entry.file_size <= MAX_FILE:
                    yield from _open(f"{name}:{entry.filename}", archive.read(entry), depth + 1)
    elif name.endswith((".tar", ".tar.gz", ".tgz")):
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            for member in tar.getmembers()[:MAX_FILES]:
                file = tar.extractfile(member) if member.isfile() and member.size <= MAX_FILE else None
                if file:
                    yield from _open(f"{name}:{member.name}", file.read(), depth + 1)
