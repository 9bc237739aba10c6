"""Archives of any size, on disk or in memory: what nobody asks for is not even read.

Of a zip the end and the list of its members are looked at by the reading process; here only places in the file are
known. What is wanted is put together to a small zip, which is then read like every other.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import BinaryIO, Protocol

from receptive.limits import MAX_ZIP, Refused
from receptive.reading.archives import END, END_RECORD, LONGEST_END, OFFSET_AT, Listed, Member, Part
from receptive.reading.contents import Content, content_of
from receptive.reading.reader import Reader

OVERHEAD = 1 << 18  # bytes of a packed member beside its content: headers, and what cannot be made smaller
HEAD = 1024


class Archive(Protocol):
    """A zip or a tar. All methods raise `Refused`."""

    content: Content

    def listed(self) -> tuple[Listed, ...]:
        """The files in it, without what is nobody's work."""
        ...

    def unpacked(self, limits: Mapping[str, int]) -> tuple[Member, ...]:
        """The members of these names, each with the most bytes that it may have; the first ones first."""
        ...


def open_archive(file: BinaryIO, reader: Reader) -> Archive:
    """What is in an archive that lies open.

    Raises:
        Refused: it is none that is read here, or a tar that is too large.
    """
    size = file.seek(0, os.SEEK_END)
    content = content_of(_read(file, 0, min(HEAD, size), size))
    if content is Content.TAR:
        if size > MAX_ZIP:
            raise Refused(f"it is too large: more than {MAX_ZIP >> 20} MiB; pack your own files only, or as .zip")
        return _Tar(_read(file, 0, size, size), reader)
    if content in (Content.TEXT, Content.ZIP):  # a text may be a zip that is damaged, which says so
        return _Zip(file, size, reader)
    raise Refused(f"it is {content.value}")


class _Tar:
    content = Content.TAR

    def __init__(self, data: bytes, reader: Reader) -> None:
        self.data = data
        self.reader = reader

    def listed(self) -> tuple[Listed, ...]:
        return self.reader.listed(self.data)

    def unpacked(self, limits: Mapping[str, int]) -> tuple[Member, ...]:
        return self.reader.unpacked(self.data, limits)


class _Zip:
    content = Content.ZIP

    def __init__(self, file: BinaryIO, size: int, reader: Reader) -> None:
        self.file = file
        self.size = size
        self.reader = reader
        self.directory = b""
        self.parts: dict[str, Part] = {}

    def listed(self) -> tuple[Listed, ...]:
        tail = self._read(max(0, self.size - LONGEST_END), self.size)
        found = self.reader.directory(tail, self.size)
        self.directory = self._read(found.start, found.start + found.size)
        self.parts = {part.name: part for part in self.reader.parts(self.directory, found)}
        return tuple(Listed(part.name, part.written, part.size) for part in self.parts.values())

    def unpacked(self, limits: Mapping[str, int]) -> tuple[Member, ...]:
        if not self.parts:
            self.listed()
        members, wanted, left = [], [], MAX_ZIP
        for name, limit in limits.items():
            part = self.parts[name]
            if part.end - part.begin > min(limit + OVERHEAD, left):
                members.append(Member(name, fault=f"is too large: more than {min(limit, left) >> 10} KiB"))
            else:
                left -= part.end - part.begin
                wanted.append(part)
        small = self._small_zip(wanted)
        return (*self.reader.unpacked(small, limits), *members) if wanted else tuple(members)

    def _small_zip(self, parts: list[Part]) -> bytes:
        """A zip with these members alone, as they are packed."""
        contents, entries = bytearray(), bytearray()
        for part in parts:
            entry = bytearray(self.directory[part.entry_begin : part.entry_end])
            entry[OFFSET_AT : OFFSET_AT + 4] = len(contents).to_bytes(4, "little")
            entries += entry
            contents += self._read(part.begin, part.end)
        count = len(parts)
        end = END_RECORD.pack(END, 0, 0, count, count, len(entries), len(contents), 0)
        return bytes(contents + entries + end)

    def _read(self, begin: int, end: int) -> bytes:
        return _read(self.file, begin, end - begin, self.size)


def _read(file: BinaryIO, begin: int, count: int, size: int) -> bytes:
    if not 0 <= begin <= begin + count <= size:
        raise Refused("it is damaged: it ends before its files do")
    try:
        file.seek(begin)
        data = file.read(count)
    except (OSError, ValueError) as refused:
        raise Refused(f"it cannot be read: {refused}") from refused
    if len(data) < count:
        raise Refused("it became shorter while it was read")
    return data
