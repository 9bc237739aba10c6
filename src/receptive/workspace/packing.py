"""Packs what is graded into a zip, with a list of what is in it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Sequence, Set
from dataclasses import asdict, dataclass
from pathlib import Path

from receptive.catalogue.fixed_zip import write_zip
from receptive.invocation import typed
from receptive.limits import MAX_NOTEBOOK, MAX_SENT
from receptive.model import Topic
from receptive.reading.reader import own_reader
from receptive.reading.stubs import has_work
from receptive.workspace.choosing import choose_files
from receptive.workspace.file_names import RESPONSES, words_file
from receptive.workspace.folder import NOTEBOOK, WorkspaceError, read_submission

SCHEMA = "receptive/submission/v1"
MANIFEST = "manifest.json"
MAX_RESPONSES = 1 << 20  # more is not marked
OURS = ("run.py", "conftest.py")


@dataclass(frozen=True)
class PackedFile:
    name: str
    sha256: str
    size: int  # bytes


@dataclass(frozen=True)
class Packed:
    """What went in; and in words what is not there or not begun, and which files that look like work stay here."""

    files: tuple[PackedFile, ...]
    missing: tuple[str, ...]
    left_out: tuple[str, ...]


def pack(folder: Path, topics: Sequence[Topic], target: Path, versions: Sequence[tuple[str, str]]) -> Packed:
    """Write the zip. The same work gives the same bytes.

    Raises:
        WorkspaceError: there is nothing to hand in, a file cannot be handed in, or the zip cannot be written.
    """
    contents, missing, left_out = _contents(folder, topics)
    if not contents:
        raise WorkspaceError(f"nothing in {folder.resolve()} can be handed in; `{typed('start')}` writes the files")
    files = tuple(
        PackedFile(name, hashlib.sha256(data).hexdigest(), len(data)) for name, data in sorted(contents.items())
    )
    manifest = {"schema": SCHEMA, "versions": dict(versions), "files": [asdict(file) for file in files]}
    contents[MANIFEST] = json.dumps(manifest, indent=1).encode() + b"\n"
    try:
        target.write_bytes(write_zip(sorted(contents.items())))
    except OSError as refused:
        raise WorkspaceError(f"cannot write {target}: {refused.strerror}") from refused
    return Packed(files, tuple(missing), tuple(left_out))


def unpack(target: Path, folder: Path) -> Path:
    """The files of a zip that `pack` wrote, in a folder, to be looked at as whoever receives it will."""
    with zipfile.ZipFile(target) as archive:
        for name in archive.namelist():
            (folder / name).write_bytes(archive.read(name))
    return folder


def _contents(folder: Path, topics: Sequence[Topic]) -> tuple[dict[str, bytes], list[str], list[str]]:
    found: dict[str, bytes] = {}
    missing, left_out = [], []
    files = choose_files(folder, topics)
    for topic in topics:
        chosen = files.get(topic.slug)
        if chosen is None:
            missing.append(f"{topic.slug}: there is no file")
            continue
        path = chosen.path
        if chosen.other:
            is_told = chosen.note.startswith(chosen.other.name)
            left_out.append(chosen.note if is_told else f"{chosen.other.name}: nothing is written in it")
        submission = read_submission(path, topic.slug)
        if submission.fault:
            raise WorkspaceError(f"{submission.fault} Mend it, or move it away, and submit again.")
        if not has_work(topic, submission):
            missing.append(f"{topic.slug}: not begun")
        data = _bytes(path, MAX_NOTEBOOK)
        if len(data) > MAX_SENT:
            data = own_reader().cleared(data)
            left_out.append(f"{path.name}: the outputs of its cells, which do not count")
        end = NOTEBOOK if NOTEBOOK in path.name else ".py"
        found[f"{topic.slug}{end}"] = data
    words = [words_file(topic.slug) for topic in topics if topic.written]
    for name in (RESPONSES, *words):
        if (folder / name).exists():
            found[name] = _bytes(folder / name, MAX_RESPONSES)
    taken = {chosen.path.name for chosen in files.values()}
    return found, missing, left_out + _strangers(folder, topics, taken)


def _strangers(folder: Path, topics: Sequence[Topic], taken: Set[str]) -> list[str]:
    """Files that may be the student's work, and are named after no topic."""
    known = {f"{topic.slug}{end}" for topic in topics for end in (".py", NOTEBOOK)} | taken | {*OURS}
    names = sorted(path.name for path in folder.iterdir() if path.suffix in (".py", NOTEBOOK))
    return [f"{name}: no topic has this name" for name in names if name not in known]


def _bytes(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as refused:
        raise WorkspaceError(f"{path} cannot be read: {refused.strerror}") from refused
    if len(data) > most:
        raise WorkspaceError(f"{path} has more than {most >> 10} KiB, which nobody would mark")
    return data
