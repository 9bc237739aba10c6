"""Zip files of strangers: what is wanted is read in memory, within bounds; nothing is extracted.

One reader decides what an archive holds, `zipfile`. It is given an archive whose end can be read in one way only: the
record at the very end, without a comment, that names a list of members which ends where the record begins.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from receptive.limits import MAX_DIRECTORY, MAX_MEMBERS, MAX_NAME, MAX_UNPACKED, Refused

END, END64 = b"PK\x05\x06", b"PK\x06\x07"
END_RECORD = struct.Struct("<4s4H2LH")  # disks, members here and in all, size and place of their list, comment
LONGEST_COMMENT = 65_535
LOCATOR = 20  # bytes of a record before the end, in archives of the format for huge ones
LENGTHS = struct.Struct("<2H")  # of name and extra field, in a member's own header
LENGTHS_AT, HEADER = 26, 30
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    OverflowError,
)


@dataclass(frozen=True)
class Member:
    """A wanted member. `fault`: why its content was not taken."""

    name: str
    data: bytes = b""
    fault: str = ""


def list_members(data: bytes) -> tuple[str, ...]:
    """The names of the files in an archive.

    Raises:
        Refused: it is no zip file, or one that was made to do harm.
    """
    with _open(data) as archive:
        return tuple(info.filename for info in archive.infolist() if not info.is_dir())


def unpack(data: bytes, limits: Mapping[str, int]) -> tuple[Member, ...]:
    """Read the members of these names.

    Args:
        limits: the most bytes that each may have, whatever the archive says of it.

    Raises:
        Refused: as above.
    """
    members, left = [], MAX_UNPACKED
    with _open(data) as archive:
        for info in archive.infolist():
            if info.filename in limits:
                members.append(_member(archive, info, min(left, limits[info.filename])))
                left -= len(members[-1].data)
    return tuple(members)


def _open(data: bytes) -> zipfile.ZipFile:
    try:
        place, count = _check_end(data)
        end = END_RECORD.pack(*END_RECORD.unpack_from(data, place)[:-1], 0)
        archive = zipfile.ZipFile(io.BytesIO(data[:place] + end))
        infos = archive.infolist()
        if len(infos) != count:
            raise Refused("it is damaged: the list of its files has another length than it says")
        _check_names(infos)
        _check_places(data, infos, archive.start_dir)
    except UNREADABLE as broken:
        raise Refused("it is no zip file, or is damaged") from broken
    return archive


def _check_end(data: bytes) -> tuple[int, int]:
    """Where the end record is and how many members there are, before `zipfile` makes an object of each."""
    place = data.rfind(END, max(0, len(data) - END_RECORD.size - LONGEST_COMMENT))
    if place < 0:
        raise Refused("it is no zip file, or is damaged")
    _, disk, first_disk, here, count, size, start, comment = END_RECORD.unpack_from(data, place)
    if place + END_RECORD.size + comment != len(data):
        raise Refused("it is no zip file, or is damaged: its end is not where the file ends")
    elsewhere = 0xFFFF in (disk, here, count) or 0xFFFFFFFF in (size, start)
    if elsewhere or data[max(0, place - LOCATOR) :].startswith(END64):
        raise Refused("it has the format for huge archives")
    if count > MAX_MEMBERS or size > MAX_DIRECTORY:
        raise Refused("it holds too many files")
    if (disk, first_disk, here, start + size) != (0, 0, count, place):
        raise Refused("it is no zip file, or is damaged: the list of its files is not where it says")
    return place, count


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in infos]
    if any(len(name) > MAX_NAME for name in names):
        raise Refused(f"a name in it has more than {MAX_NAME} characters")
    if any(_leaves(info.orig_filename) for info in infos):
        raise Refused("a name in it leads out of the folder")
    if len(set(names)) < len(names):
        raise Refused("it holds two files of one name")


def _check_places(data: bytes, infos: list[zipfile.ZipInfo], end: int) -> None:
    """Refuse members that lie in one another: the same bytes would be unpacked again and again."""
    free = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < free:
            raise Refused("its files overlap")
        lengths = LENGTHS.unpack_from(data, info.header_offset + LENGTHS_AT)
        free = info.header_offset + HEADER + sum(lengths) + info.compress_size
    if free > end:
        raise Refused("its files overlap")


def _leaves(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not parts or parts[0] == "/" or ":" in parts[0] or ".." in parts or "\\" in name or "\0" in name


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> Member:
    if info.flag_bits & 1:
        return Member(info.filename, fault="is encrypted; zip it without a password")
    if stat.S_ISLNK(info.external_attr >> 16):
        return Member(info.filename, fault="is a link; put the file itself there")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return Member(info.filename, fault="is packed in an unusual way; zip it with the ordinary one")
    try:
        with archive.open(info) as file:
            data = file.read(limit + 1)  # whatever size the archive claims
    except UNREADABLE:
        return Member(info.filename, fault="is damaged in the zip file")
    if len(data) > limit:
        return Member(info.filename, fault=f"is too large: more than {limit >> 10} KiB")
    return Member(info.filename, data)
