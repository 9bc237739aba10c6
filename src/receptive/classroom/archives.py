"""Zip files of strangers: what is wanted is read in memory, within bounds; nothing is extracted."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

MAX_DIRECTORY = 256 << 10  # bytes of the list of members: some two thousand of them
MAX_UNPACKED = 32 << 20  # bytes of all wanted members together
END, END64 = b"PK\x05\x06", b"PK\x06\x07"
TAIL = 65_557  # the end record and the longest comment
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)


class Refused(Exception):
    """The file is not taken; the message says why."""


@dataclass(frozen=True)
class Member:
    """A wanted member. `fault`: why its content was not taken."""

    name: str
    data: bytes = b""
    fault: str = ""


@dataclass(frozen=True)
class Unpacked:
    members: tuple[Member, ...]
    others: tuple[str, ...]  # names of what was not wanted


def unpack(data: bytes, limit_of: Callable[[str], int], ignored: Callable[[str], bool]) -> Unpacked:
    """Read the members that are wanted.

    Args:
        limit_of: the most bytes that a member of this name may have; 0 if it is not wanted.
        ignored: whether a name on the way to a member makes it nobody's work.

    Raises:
        Refused: it is no zip file, or one that was made to do harm.
    """
    _check_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if any(_leaves(name) for name in archive.namelist()):
                raise Refused("a name in it leads out of the folder")
            infos = [info for info in archive.infolist() if not info.is_dir()]
            files = [info for info in infos if not any(map(ignored, PurePosixPath(info.filename).parts))]
            wanted = [info for info in files if limit_of(info.filename)]
            members, left = [], MAX_UNPACKED
            for info in wanted:
                members.append(_member(archive, info, min(left, limit_of(info.filename))))
                left -= len(members[-1].data)
    except UNREADABLE as broken:
        raise Refused("it is no zip file, or is damaged") from broken
    names = {info.filename for info in wanted}
    return Unpacked(tuple(members), tuple(info.filename for info in files if info.filename not in names))


def _check_directory(data: bytes) -> None:
    """Refuse a list of members that is too long, before `zipfile` makes an object of each."""
    tail = data[-TAIL:]
    if END64 in tail:
        raise Refused("it has the format for huge archives")
    place = tail.find(END)
    while place >= 0:
        if int.from_bytes(tail[place + 12 : place + 16], "little") > MAX_DIRECTORY:
            raise Refused("it holds too many files")
        place = tail.find(END, place + 1)


def _leaves(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not parts or parts[0] == "/" or ":" in parts[0] or ".." in parts or "\\" in name


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
