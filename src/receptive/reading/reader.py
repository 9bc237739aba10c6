"""Asks the reading process, and is sure of an answer: a file that takes too much is refused, and no other is."""

from __future__ import annotations

import atexit
import json
import os
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any

from receptive.limits import READ_S, Refused, TooMuch
from receptive.reading.cells import Cell, Extracted
from receptive.reading.excerpt import CodeLine
from receptive.reading.fingerprints import Prints
from receptive.reading.functions import HASH_BYTES, OK, TOO_MUCH, answer
from receptive.sandbox.channel import Channel, Closed, TooLate
from receptive.sandbox.wire import Message, WireError

if TYPE_CHECKING:
    from receptive.reading.archives import (  # loads compressions that a notebook does not need
        Directory,
        Listed,
        Member,
        Part,
    )

CAN_FORK = hasattr(os, "fork")
SLOW = "it takes longer than {seconds} to read"
ENDED = "it takes too much to read: the process that read it ended"
START_S = 60.0


class CannotRead(Exception):
    """The reading process does not work here: our fault, never the student's."""


class Reader:
    """Reads in a process that is started when it is first needed and kept. To be closed, or used in a `with`."""

    def __init__(self, forks: bool = False, seconds: float = READ_S) -> None:
        """Args:
        forks: quicker for one file; the process is then a copy of this one and what this one holds. Not done where
            there are threads: the copy could wait for what one of them held, for ever.
        seconds: for one file.
        """
        self.forks = forks
        self.seconds = seconds
        self.running: tuple[Channel, Callable[[], int]] | None = None

    def notebook(self, data: bytes, exercises: Collection[str] = ()) -> Extracted:
        """As `module_of_notebook`.

        Raises:
            Refused: it is no notebook, is beyond a limit, or takes too much to read (TooMuch). So do all methods.
        """
        return _extract(*self._ask(data, "notebook", sorted(exercises)))

    def cleared(self, data: bytes) -> bytes:
        """As `without_outputs`."""
        _, (cleared,) = self._ask(data, "cleared")
        return cleared

    def cells(self, cells: Sequence[Cell], exercises: Collection[str] = ()) -> Extracted:
        """As `module_of_cells`."""
        data = json.dumps([[cell.number, cell.source, cell.kind] for cell in cells]).encode()
        return _extract(*self._ask(data, "cells", sorted(exercises)))

    def listed(self, archive: bytes) -> tuple[Listed, ...]:
        """The files in a zip or tar, without what is nobody's work."""
        from receptive.reading.archives import Listed

        listed, _ = self._ask(archive, "listed")
        return tuple(Listed(str(name), float(written), int(size)) for name, written, size in listed)

    def directory(self, tail: bytes, size: int) -> Directory:
        """As `find_directory`."""
        from receptive.reading.archives import Directory

        found, _ = self._ask(tail, "directory", size)
        return Directory(*found)

    def parts(self, directory: bytes, found: Directory) -> tuple[Part, ...]:
        """As `list_parts`."""
        from receptive.reading.archives import Part

        parts, _ = self._ask(directory, "parts", found.start, found.size, found.count, found.is_huge)
        return tuple(Part(str(name), float(written), *map(int, places)) for name, written, *places in parts)

    def unpacked(self, archive: bytes, limits: Mapping[str, int]) -> tuple[Member, ...]:
        """The members of these names, each with the most bytes that it may have."""
        from receptive.reading.archives import Member

        members, pieces = self._ask(archive, "unpacked", dict(limits))
        return tuple(Member(name, data, fault) for (name, fault), data in zip(members, pieces, strict=True))

    def statements(self, source: bytes) -> frozenset[str]:
        """As `statements_of`."""
        found, _ = self._ask(source, "statements")
        return frozenset(map(str, found))

    def prints(self, source: str) -> Prints:
        """As `prints_of`."""
        program, (hashes,) = self._ask(_encode(source), "prints")
        return Prints(program, frozenset(_numbers(hashes)))

    def bare(self, source: str) -> str:
        """As `bare_source`."""
        _, (text,) = self._ask(_encode(source), "bare")
        return text.decode()

    def excerpt(self, source: str, name: str, line: int = 0) -> tuple[CodeLine, ...]:
        """As `excerpt`."""
        lines, _ = self._ask(_encode(source), "excerpt", name, line)
        return tuple(CodeLine(*parts) for parts in lines)

    def close(self) -> int:
        """End the process; returns how it ended."""
        if self.running is None:
            return 0
        channel, end = self.running
        self.running = None
        channel.close()
        return end()

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, data: bytes, *request: object) -> tuple[Any, Sequence[bytes]]:
        is_used = self.running is not None
        try:
            return self._asked(data, request)
        except TooMuch:
            if not is_used:
                raise
        return self._asked(data, request)  # others' files wore that process out: this one gets its own

    def _asked(self, data: bytes, request: Sequence[object]) -> tuple[Any, Sequence[bytes]]:
        head, *pieces = self._sent(json.dumps(request).encode(), data)
        kind, plain = json.loads(head)
        if kind == OK:
            return plain, pieces
        if kind == TOO_MUCH:
            self.close()
            raise TooMuch(plain)
        raise Refused(plain)

    def _sent(self, request: bytes, data: bytes) -> list[bytes]:
        if not CAN_FORK:
            return answer(request, data)
        channel = self._channel()
        deadline = time.monotonic() + self.seconds
        try:
            channel.send(Message(b"", (request, data)), deadline)
            return [bytes(piece) for piece in channel.receive(deadline).buffers]
        except TooLate:
            self.close()
            raise TooMuch(SLOW.format(seconds=_count(self.seconds))) from None
        except (Closed, WireError):
            self.close()
            raise TooMuch(ENDED) from None
        except BaseException:  # interrupted: an answer that comes later would be taken for the next one's
            self.close()
            raise

    def _channel(self) -> Channel:
        if self.running is None:
            from receptive.reading.child import fork, start

            self.running = fork() if self.forks and threading.active_count() == 1 else start()
            try:
                self.running[0].receive(time.monotonic() + START_S)  # it says when it is ready
            except (Closed, TooLate, WireError) as dead:
                code = self.close()
                raise CannotRead(f"the process that reads students' files could not start ({code})") from dead
        return self.running[0]


_own: list[Reader] = []


def own_reader() -> Reader:
    """For a command that reads the files of one person: kept until the process ends."""
    if not _own:
        _own.append(Reader(forks=True))
        atexit.register(_own[0].close)
    return _own[0]


def _count(seconds: float) -> str:
    return f"{seconds:g} second{'' if seconds == 1 else 's'}"


def _extract(faults: Sequence[str], pieces: Sequence[bytes]) -> Extracted:
    return Extracted(pieces[0].decode(), tuple(map(str, faults)))


def _encode(source: str) -> bytes:
    return source.encode("utf-8", "replace")


def _numbers(data: bytes) -> Iterator[int]:
    return (int.from_bytes(data[place : place + HASH_BYTES]) for place in range(0, len(data), HASH_BYTES))
