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
from calendar import timegm
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from receptive.limits import MAX_DIRECTORY, MAX_MEMBERS, MAX_NAME, MAX_UNPACKED, Refused
from receptive.reading.names import lies_aside

END, END64 = b"PK\x05\x06", b"PK\x06\x07"
END_RECORD = struct.Struct("<4s4H2LH")  # disks, members here and in all, size and place of their list, comment
LONGEST_COMMENT = 65_535
LOCATOR = 20  # bytes of a record before the end, in archives of the format for huge ones
LENGTHS = struct.Struct("<2H")  # of name and extra field, in a member's own header
LENGTHS_AT, HEADER = 26, 30
EARLIEST = (1980, 1, 1, 0, 0, 0)  # what packers write that know no time
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
class Listed:
    """A file in an archive, as the archive says. `written`: when, by the clock of whoever packed it; 0: not told."""

    name: str
    written: float
    size: int  # bytes


@dataclass(frozen=True)
class Member:
    """A wanted member. `fault`: why its content was not taken."""

    name: str
    data: bytes = b""
    fault: str = ""


def list_members(data: bytes) -> tuple[Listed, ...]:
    """The files in an archive that may be somebody's work.

    Raises:
        Refused: it is no zip file, or one that was made to do harm.
    """
    with _open(data) as archive:
        infos = [info for info in archive.infolist() if not _is_folder(info) and not lies_aside(_name(info))]
        _check_own(infos)
        return tuple(Listed(_name(info), _written(info), info.file_size) for info in infos)


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
            if not _is_folder(info) and _name(info) in limits:
                members.append(_member(archive, info, min(left, limits[_name(info)])))
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
        raise Refused("it has the format for huge archives; pack your own files only")
    if count > MAX_MEMBERS or size > MAX_DIRECTORY:
        raise Refused("it holds too many files")
    if (disk, first_disk, here, start + size) != (0, 0, count, place):
        raise Refused("it is no zip file, or is damaged: the list of its files is not where it says")
    return place, count


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    if any(len(info.filename) > MAX_NAME for info in infos):
        raise Refused(f"a name in it has more than {MAX_NAME} characters")
    if any(leads_out(info.orig_filename.replace("\\", "/")) for info in infos):
        raise Refused("a name in it leads out of the folder")


def _check_own(infos: list[zipfile.ZipInfo]) -> None:
    names = set(map(_name, infos))
    if len(names) < len(infos):
        raise Refused("it holds two files of one name")


def _name(info: zipfile.ZipInfo) -> str:
    """With slashes: some packers of Windows write its own signs."""
    return info.filename.replace("\\", "/")


def _is_folder(info: zipfile.ZipInfo) -> bool:
    return _name(info).endswith("/")


def _written(info: zipfile.ZipInfo) -> float:
    """As if it were universal time: only times of one archive are compared."""
    is_told = info.date_time > EARLIEST
    return float(timegm((*info.date_time, 0, 0, 0))) if is_told else 0.0


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


def leads_out(name: str) -> bool:
    """Whether a member's name, with slashes, is anything but a place below the folder it is unpacked in."""
    parts = PurePosixPath(name).parts
    return not parts or parts[0] == "/" or ":" in parts[0] or ".." in parts or "\0" in name


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> Member:
    if info.flag_bits & 1:
        return Member(_name(info), fault="is encrypted; zip it without a password")
    if stat.S_ISLNK(info.external_attr >> 16):
        return Member(_name(info), fault="is a link; put the file itself there")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return Member(_name(info), fault="is packed in an unusual way; zip it with the ordinary one")
    try:
        with archive.open(info) as file:
            data = file.read(limit + 1)  # whatever size the archive claims
    except UNREADABLE:
        return Member(_name(info), fault="is damaged in the zip file")
    if len(data) > limit:
        return Member(_name(info), fault=f"is too large: more than {limit >> 10} KiB")
    return Member(_name(info), data)
