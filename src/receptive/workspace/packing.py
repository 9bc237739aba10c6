"""Packs what is graded into a zip, with a list of what is in it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from receptive.catalogue.fixed_zip import write_zip
from receptive.limits import MAX_NOTEBOOK
from receptive.model import Topic
from receptive.reading.stubs import is_untouched
from receptive.workspace.folder import WorkspaceError, read_submission, submission_files

SCHEMA = "receptive/submission/v1"
MANIFEST = "manifest.json"
RESPONSES = "quiz-responses.json"
MAX_RESPONSES = 1 << 20  # more is not marked


@dataclass(frozen=True)
class PackedFile:
    name: str
    sha256: str
    size: int  # bytes


@dataclass(frozen=True)
class Packed:
    """What went in, and what is not there or not begun, in words."""

    files: tuple[PackedFile, ...]
    missing: tuple[str, ...]


def pack(folder: Path, topics: Sequence[Topic], target: Path, versions: Sequence[tuple[str, str]]) -> Packed:
    """Write the zip. The same work gives the same bytes.

    Raises:
        WorkspaceError: there is nothing to hand in, a file cannot be handed in, or the zip cannot be written.
    """
    contents, missing = _contents(folder, topics)
    if not contents:
        raise WorkspaceError(f"nothing in {folder.resolve()} can be handed in; `grade start` writes the files")
    files = tuple(
        PackedFile(name, hashlib.sha256(data).hexdigest(), len(data)) for name, data in sorted(contents.items())
    )
    manifest = {"schema": SCHEMA, "versions": dict(versions), "files": [asdict(file) for file in files]}
    contents[MANIFEST] = json.dumps(manifest, indent=1).encode() + b"\n"
    try:
        target.write_bytes(write_zip(sorted(contents.items())))
    except OSError as refused:
        raise WorkspaceError(f"cannot write {target}: {refused.strerror}") from refused
    return Packed(files, tuple(missing))


def unpack(target: Path, folder: Path) -> Path:
    """The files of a zip that `pack` wrote, in a folder, to be looked at as whoever receives it will."""
    with zipfile.ZipFile(target) as archive:
        for name in archive.namelist():
            (folder / name).write_bytes(archive.read(name))
    return folder


def _contents(folder: Path, topics: Sequence[Topic]) -> tuple[dict[str, bytes], list[str]]:
    found: dict[str, bytes] = {}
    missing = []
    files = submission_files(folder, [topic.slug for topic in topics])
    for topic in topics:
        path = files.get(topic.slug)
        if path is None:
            missing.append(f"{topic.slug}: there is no file")
            continue
        submission = read_submission(path, topic.slug)
        if submission.fault:
            raise WorkspaceError(f"{submission.fault} Mend it, or move it away, and submit again.")
        if is_untouched(topic, submission):
            missing.append(f"{topic.slug}: not begun")
        found[path.name] = _bytes(path, MAX_NOTEBOOK)
    responses = folder / RESPONSES
    if responses.exists():
        found[RESPONSES] = _bytes(responses, MAX_RESPONSES)
    return found, missing


def _bytes(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as refused:
        raise WorkspaceError(f"{path} cannot be read: {refused.strerror}") from refused
    if len(data) > most:
        raise WorkspaceError(f"{path} has more than {most >> 10} KiB, which nobody would mark")
    return data
