"""Zip files of strangers: what is wanted is read in memory, within bounds; nothing is extracted.

One reader decides what an archive holds, `zipfile`. It is given an archive whose end can be read in one way only: the
record at the very end, without a comment, that names a list of members which ends where the record begins, or where
the record of the format for huge archives does, which then stands before it and says the same.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from calendar import timegm
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from receptive.limits import MAX_DIRECTORY, MAX_MEMBERS, MAX_NAME, MAX_UNPACKED, Refused
from receptive.reading.names import lies_aside

END, END64_MARK, LOCATOR_MARK = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
END_RECORD = struct.Struct("<4s4H2LH")  # disks, members here and in all, size and place of their list, comment
END64_RECORD = struct.Struct("<4sQ2H2L4Q")  # its length, versions, and the same
LOCATOR = struct.Struct("<4sLQL")  # of that record: disk, place, count of disks
FULL = (0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)  # what stands there if only the other record says it
COUNTED = 1 << 16  # members that the ordinary record can count; some packers then begin again at 0
LONGEST_COMMENT = 65_535
LONGEST_END = END64_RECORD.size + LOCATOR.size + END_RECORD.size + LONGEST_COMMENT
ENTRY, ENTRY_LENGTHS_AT, ENTRY_LENGTHS = 46, 28, struct.Struct("<3H")  # of a list: name, extra field, comment
OFFSET_AT = 42  # in an entry: where the member begins
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
class Directory:
    """Where in an archive the list of its members lies, in bytes, and how many it says there are."""

    start: int
    size: int
    count: int
    is_huge: bool = False  # the format for huge archives


@dataclass(frozen=True)
class Part:
    """A file in an archive: what is listed of it, where it lies, and where its entry in the list does."""

    name: str
    written: float
    size: int  # bytes, unpacked
    begin: int  # in the archive
    end: int
    entry_begin: int  # in the list
    entry_end: int


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
    found = find_directory(data[-LONGEST_END:], len(data))
    parts = list_parts(data[found.start : found.start + found.size], found)
    return tuple(Listed(part.name, part.written, part.size) for part in parts)


def find_directory(tail: bytes, size: int) -> Directory:
    """Where the list of members lies, before `zipfile` makes an object of each.

    Args:
        tail: the last `LONGEST_END` bytes of the archive, or all.
        size: bytes of the whole archive.

    Raises:
        Refused: it is no zip file, or its end can be read in two ways.
    """
    place = tail.rfind(END, max(0, len(tail) - END_RECORD.size - LONGEST_COMMENT))
    if place < 0 or len(tail) < place + END_RECORD.size:
        raise Refused("it is no zip file, or is damaged")
    _, *ordinary, comment = END_RECORD.unpack_from(tail, place)
    if place + END_RECORD.size + comment != len(tail):
        raise Refused("it is no zip file, or is damaged: its end is not where the file ends")
    before = size - len(tail)
    is_huge = tail[max(0, place - LOCATOR.size) : place].startswith(LOCATOR_MARK)
    fields, end = _huge(tail, place, before, ordinary) if is_huge else (ordinary, before + place)
    disk, first_disk, here, count, length, start = fields
    if count > MAX_MEMBERS or length > MAX_DIRECTORY:
        raise Refused("it holds too many files")
    if (disk, first_disk, here, start + length) != (0, 0, count, end):
        raise Refused("it is no zip file, or is damaged: the list of its files is not where it says")
    return Directory(start, length, count, is_huge)


def _huge(tail: bytes, place: int, before: int, ordinary: list[int]) -> tuple[list[int], int]:
    """What the record for huge archives says, and where it begins."""
    begin = place - LOCATOR.size - END64_RECORD.size
    _, locator_disk, at, disks = LOCATOR.unpack_from(tail, place - LOCATOR.size)
    if begin < 0 or (locator_disk, at, disks) != (0, before + begin, 1):
        raise Refused("it is no zip file, or is damaged: the list of its files is not where it says")
    mark, length, _, _, *fields = END64_RECORD.unpack_from(tail, begin)
    if (mark, length) != (END64_MARK, END64_RECORD.size - 12):
        raise Refused("it is no zip file, or is damaged: the list of its files is not where it says")
    if any(said not in (known, full) for said, known, full in zip(ordinary, fields, FULL, strict=True)):
        raise Refused("it is damaged: its two ends say different things of the list of its files")
    return fields, before + begin


def list_parts(directory: bytes, found: Directory) -> tuple[Part, ...]:
    """The files in an archive that may be somebody's work, by the list of its members alone.

    Raises:
        Refused: as above.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(directory + _end(found, 0))) as archive:
            infos = archive.infolist()
    except UNREADABLE as broken:
        raise Refused("it is no zip file, or is damaged") from broken
    _check_list(infos, found)
    ends = _ends(infos, found.start)
    entries = _entries(directory)
    parts = [
        Part(_name(info), _written(info), info.file_size, info.header_offset, ends[info.header_offset], *entry)
        for info, entry in zip(infos, entries, strict=True)
        if not _is_folder(info) and not lies_aside(_name(info))
    ]
    if len({part.name for part in parts}) < len(parts):
        raise Refused("it holds two files of one name")
    return tuple(parts)


def _ends(infos: list[zipfile.ZipInfo], start: int) -> dict[int, int]:
    """Where what belongs to each member ends, by where it begins: where the next one does, or before."""
    begins = sorted({info.header_offset for info in infos})
    if len(begins) < len(infos):
        raise Refused("its files overlap")
    following = dict(zip(begins, [*begins[1:], start], strict=True))
    longest = {info.header_offset: HEADER + 2 * 0xFFFF + info.compress_size for info in infos}
    return {begin: min(end, begin + longest[begin]) for begin, end in following.items()}


def _entries(directory: bytes) -> Iterator[tuple[int, int]]:
    """Where each member's entry in the list begins and ends."""
    begin = 0
    while begin < len(directory):
        end = begin + ENTRY + sum(ENTRY_LENGTHS.unpack_from(directory, begin + ENTRY_LENGTHS_AT))
        yield begin, end
        begin = end


def _end(found: Directory, start: int) -> bytes:
    """The record for `zipfile`, which takes the length of the list for its members, not their count."""
    return END_RECORD.pack(END, 0, 0, found.count % COUNTED, found.count % COUNTED, found.size, start, 0)


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
    found = find_directory(data[-LONGEST_END:], len(data))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data[: found.start + found.size] + _end(found, found.start)))
        _check_list(archive.infolist(), found)
        _check_places(data, archive.infolist(), archive.start_dir)
    except UNREADABLE as broken:
        raise Refused("it is no zip file, or is damaged") from broken
    return archive


def _check_list(infos: list[zipfile.ZipInfo], found: Directory) -> None:
    if len(infos) != found.count and (found.is_huge or len(infos) % COUNTED != found.count):
        raise Refused("it is damaged: the list of its files has another length than it says")
    if len(infos) > MAX_MEMBERS:
        raise Refused("it holds too many files")
    _check_names(infos)


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    if any(len(info.filename) > MAX_NAME and not lies_aside(_name(info)) for info in infos):
        raise Refused(f"a name in it has more than {MAX_NAME} characters")
    if any(leads_out(info.orig_filename.replace("\\", "/")) for info in infos):
        raise Refused("a name in it leads out of the folder")


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
    parts = [part for part in name.split("/") if part not in ("", ".")]
    return not parts or name.startswith("/") or ":" in parts[0] or ".." in parts or "\0" in name


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
