"""A download of a whole class that is still packed, as a folder for as long as it is read."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from receptive.catalogue.content import find_content
from receptive.classroom.downloads import parse_file, parse_folder
from receptive.classroom.errors import ClassError
from receptive.classroom.loose_files import parse_loose
from receptive.limits import MAX_UNPACKED, MAX_ZIP, Refused
from receptive.reading.archives import Listed
from receptive.reading.contents import Content
from receptive.reading.names import show_name
from receptive.reading.packed import Archive, open_archive
from receptive.reading.reader import Reader
from receptive.workspace.listing import open_file

AT_A_TIME, BYTES_AT_A_TIME = 500, MAX_UNPACKED // 2  # members, and what they say that they hold


@contextmanager
def unpacked(archive: Path) -> Iterator[Path]:
    """A folder of this user's alone with the files of a zip or tar, which is taken away again.

    Raises:
        ClassError: it cannot be read, or a file in it cannot be taken. No student is left out in silence.
    """
    with tempfile.TemporaryDirectory(prefix="receptive-") as folder:
        try:
            with open_file(archive) as (file, _), Reader() as reader:
                _unpack(open_archive(file, reader), Path(folder))
        except (Refused, OSError) as refused:
            told = f"{archive} cannot be used as the folder of a class: {refused}; unpack it, and name the folder"
            raise ClassError(told) from refused
        yield _top(Path(folder))


def _top(folder: Path) -> Path:
    """The folder of the students: some systems pack it with a folder around."""
    entries = list(folder.iterdir())
    if len(entries) == 1 and entries[0].is_dir() and parse_folder(entries[0].name) is None:
        inside = list(entries[0].iterdir())
        of_system = any(parse_folder(path.name) or parse_file(path.name) for path in inside)
        folders = sum(path.is_dir() for path in inside)
        if of_system or folders > 1 or len(_people(inside)) > 1:
            return entries[0]
    return folder


def _people(paths: Sequence[Path]) -> set[str]:
    """Whose files lie there without a folder of their student."""
    topics = find_content().topics()
    parsed = [parse_loose(path.name, topics) for path in paths if path.is_file()]
    return {one.people[0] for one in parsed if one.is_work and len(one.people) == 1}


def _unpack(archive: Archive, folder: Path) -> None:
    for some in _portions(archive.listed()):
        written = {one.name: _epoch(one, archive.content) for one in some}
        for member in archive.unpacked(dict.fromkeys(written, MAX_ZIP)):
            if member.fault:
                raise Refused(f"{show_name(member.name)} {member.fault}")
            path = folder.joinpath(*PurePosixPath(member.name).parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(member.data)
            os.utime(path, (written[member.name], written[member.name]))


def _portions(listed: Sequence[Listed]) -> Iterator[list[Listed]]:
    portion: list[Listed] = []
    size = 0
    for one in listed:
        if portion and (len(portion) == AT_A_TIME or size + one.size > BYTES_AT_A_TIME):
            yield portion
            portion, size = [], 0
        portion.append(one)
        size += one.size
    if portion:
        yield portion


def _epoch(one: Listed, content: Content) -> float:
    """When a member was written. A zip has the hands of a clock, taken for one that hangs here; a tar the moment."""
    if content is Content.TAR or not one.written:
        return one.written
    return time.mktime((*time.gmtime(one.written)[:8], -1))
