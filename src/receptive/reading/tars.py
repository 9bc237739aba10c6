"""Tar files of strangers, packed with gzip, bzip2, xz or not at all: read from the beginning to the end in memory.

Nothing is extracted. Links and devices in them are never followed: a wanted one is named.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import IO, cast

from receptive.limits import MAX_MEMBERS, MAX_NAME, MAX_STREAM, MAX_UNPACKED, Refused
from receptive.reading.archives import Listed, Member, leads_out
from receptive.reading.names import lies_aside

DAMAGED = (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, OverflowError)
CHUNK = 1 << 16


def list_tar(data: bytes) -> tuple[Listed, ...]:
    """The files in an archive that may be somebody's work.

    Raises:
        Refused: it is no tar file, is damaged, or was made to do harm.
    """
    found: dict[str, Listed] = {}
    for _, info in _members(data):
        name = _name(info)
        if not info.isdir() and not lies_aside(name):
            if name in found:
                raise Refused("it holds two files of one name")
            found[name] = Listed(name, max(0.0, float(info.mtime)), info.size)
    return tuple(found.values())


def unpack_tar(data: bytes, limits: Mapping[str, int]) -> tuple[Member, ...]:
    """Read the members of these names.

    Args:
        limits: the most bytes that each may have, whatever the archive says of it.

    Raises:
        Refused: as above.
    """
    members, left = [], MAX_UNPACKED
    for archive, info in _members(data):
        if not info.isdir() and _name(info) in limits:
            members.append(_member(archive, info, min(left, limits[_name(info)])))
            left -= len(members[-1].data)
    return tuple(members)


class _Bounded(io.RawIOBase):
    """A stream that ends with a refusal where a packed one turns out to be endless."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.left = MAX_STREAM
        self.tail = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(min(size, CHUNK) if size >= 0 else CHUNK)
        self.left -= len(data)
        if self.left < 0:
            raise Refused(f"it unpacks to more than {MAX_STREAM >> 20} MiB")
        self.tail = (self.tail + data)[-tarfile.BLOCKSIZE :]
        return data


def _members(data: bytes) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo]]:
    try:
        stream = _Bounded(_plain(data))
        with closing(tarfile.open(fileobj=stream, mode="r|", encoding="utf-8")) as archive:
            for count, info in enumerate(archive, start=1):
                if count > MAX_MEMBERS:
                    raise Refused("it holds too many files")
                _check_name(_name(info))
                yield archive, info
        while stream.read():  # what is packed is whole only if its end can be read
            pass
        if stream.tail.strip(b"\0"):
            raise Refused("it is damaged: its end is missing")
    except DAMAGED as broken:
        raise Refused("it is no tar file, or is damaged") from broken


def _plain(data: bytes) -> IO[bytes]:
    packed = io.BytesIO(data)
    if data.startswith(b"\x1f\x8b"):
        return cast(IO[bytes], gzip.GzipFile(fileobj=packed))
    if data.startswith(b"BZh"):
        return bz2.BZ2File(packed)
    return lzma.LZMAFile(packed) if data.startswith(b"\xfd7zXZ") else packed


def _check_name(name: str) -> None:
    if len(name) > MAX_NAME:
        raise Refused(f"a name in it has more than {MAX_NAME} characters")
    if leads_out(name):
        raise Refused("a name in it leads out of the folder")


def _name(info: tarfile.TarInfo) -> str:
    return info.name.replace("\\", "/").removeprefix("./") or "."


def _member(archive: tarfile.TarFile, info: tarfile.TarInfo, limit: int) -> Member:
    if not info.isreg():
        return Member(_name(info), fault="is a link or no ordinary file; put the file itself there")
    file = archive.extractfile(info)
    data = file.read(limit + 1) if file else b""
    if len(data) < min(info.size, limit + 1):
        return Member(_name(info), fault="is damaged in the archive")
    if len(data) > limit:
        return Member(_name(info), fault=f"is too large: more than {limit >> 10} KiB")
    return Member(_name(info), data)
