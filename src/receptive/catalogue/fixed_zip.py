"""Zips that are the same bytes for the same files, whenever they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can name
FILE, PROGRAM = 0o644, 0o755

Entry = tuple[str, bytes] | tuple[str, bytes, int]  # name, content, mode


def write_zip(files: Iterable[Entry]) -> bytes:
    """A zip of these files, in this order."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data, *mode in files:
            entry = zipfile.ZipInfo(name, DATE)
            entry.external_attr = (mode[0] if mode else FILE) << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return written.getvalue()
