"""Moves messages. A frame is: number of segments, their sizes, the body, the buffers.

Deadlines are on the clock of `time.monotonic`; None waits for ever.
"""

from __future__ import annotations

import contextlib
import select
import socket
import struct
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import IO, TypeVar

from receptive.sandbox.wire import MAX_BODY, MAX_BUFFER_BYTES, MAX_BUFFERS, Message, WireError

Received = TypeVar("Received", bytes, int)

HEAD, SIZE = struct.Struct("<IQ"), struct.Struct("<Q")  # segments, bytes of the body; bytes of a buffer
PIECE = 1 << 20
READ_AHEAD = 1 << 12  # a usual message in whole, with one system call instead of four


class Closed(Exception):
    """The other side is gone."""


class TooLate(Exception):
    """The deadline passed."""


class Channel(ABC):
    """One end of a conversation. After `Closed` or `TooLate` it is of no more use."""

    @abstractmethod
    def send(self, message: Message, deadline: float | None = None) -> None:
        """Send one message.

        Raises:
            Closed, TooLate: as they say.
        """

    @abstractmethod
    def receive(self, deadline: float | None = None) -> Message:
        """Receive one message; sizes are checked before any memory is taken for them.

        Raises:
            WireError: the frame is beyond a limit.
            Closed, TooLate: as they say.
        """

    @abstractmethod
    def has_unasked_bytes(self) -> bool:
        """Whether something is waiting to be read now.

        Raises:
            Closed: the other side is gone.
        """

    @abstractmethod
    def break_off(self) -> None:
        """From another thread: whoever sends or receives now, or tries to later, gets `Closed`."""

    @abstractmethod
    def close(self) -> None: ...


class SocketChannel(Channel):
    """Over a stream socket."""

    def __init__(self, sock: socket.socket, has_deadlines: bool = True) -> None:
        """Without deadlines the socket itself waits, which saves a system call for each message."""
        self.sock = sock
        self.has_deadlines = has_deadlines
        sock.setblocking(not has_deadlines)
        self._ahead = bytearray()  # came along with the last read and belongs to what follows
        self._readable = select.poll()
        self._readable.register(sock, select.POLLIN)
        self._writable = select.poll()
        self._writable.register(sock, select.POLLOUT)

    def send(self, message: Message, deadline: float | None = None) -> None:
        for part in _frame(message):
            self._send_whole(memoryview(part), deadline)

    def receive(self, deadline: float | None = None) -> Message:
        if not self._ahead:
            piece = self._receive_piece(deadline)
            if message := _only(piece):
                return message
            self._ahead += piece
        return _read_frame(lambda size: self._receive_exactly(size, deadline))

    def has_unasked_bytes(self) -> bool:
        if self._ahead:
            return True
        if not self._readable.poll(0):
            return False
        try:
            waiting = self.sock.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except ConnectionError:
            raise Closed from None
        if not waiting:
            raise Closed
        return True

    def break_off(self) -> None:
        with contextlib.suppress(OSError):  # it is closed already
            self.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.sock.close()

    def _send_whole(self, data: memoryview, deadline: float | None) -> None:
        while data:
            try:
                data = data[self.sock.send(data[:PIECE]) :]
            except BlockingIOError:
                _wait(self._writable, deadline)
            except ConnectionError:
                raise Closed from None

    def _receive_exactly(self, size: int, deadline: float | None) -> bytearray:
        if size > READ_AHEAD:
            return self._receive_in_place(size, deadline)
        while len(self._ahead) < size:
            self._ahead += self._receive_piece(deadline)
        data, self._ahead = self._ahead[:size], self._ahead[size:]
        return data

    def _receive_in_place(self, size: int, deadline: float | None) -> bytearray:
        """What is large is copied once."""
        known, self._ahead = self._ahead[:size], self._ahead[size:]
        data = known + bytes(size - len(known))
        view = memoryview(data)[len(known) :]
        while view:
            view = view[self._receive_into(view[:PIECE], deadline) :]
        return data

    def _receive_piece(self, deadline: float | None) -> bytes:
        return self._received(partial(self.sock.recv, READ_AHEAD), deadline)

    def _receive_into(self, view: memoryview, deadline: float | None) -> int:
        return self._received(partial(self.sock.recv_into, view), deadline)

    def _received(self, step: Callable[[], Received], deadline: float | None) -> Received:
        while True:
            if self.has_deadlines:
                _wait(self._readable, deadline)
            try:
                received = step()
            except BlockingIOError:
                continue
            except ConnectionError:
                raise Closed from None
            if not received:
                raise Closed
            return received


def _wait(poll: select.poll, deadline: float | None) -> None:
    if deadline is None:
        poll.poll()
        return
    left = deadline - time.monotonic()
    if left <= 0 or (not poll.poll(left * 1000) and time.monotonic() >= deadline):
        raise TooLate  # also for whoever always has one byte more


class PipeChannel(Channel):
    """Over two pipes, for systems where pipes cannot be waited for: at the deadline `give_up` is called, which must
    make the other side close them."""

    def __init__(self, reader: IO[bytes], writer: IO[bytes], give_up: Callable[[], None] = lambda: None) -> None:
        self.reader = reader
        self.writer = writer
        self.give_up = give_up

    def send(self, message: Message, deadline: float | None = None) -> None:
        with self._until(deadline):
            for part in _frame(message):
                self.writer.write(part)
            self.writer.flush()

    def receive(self, deadline: float | None = None) -> Message:
        with self._until(deadline):
            return _read_frame(self._read_exactly)

    def has_unasked_bytes(self) -> bool:
        return False  # a pipe does not tell; an unasked reply still carries the wrong number

    def break_off(self) -> None:
        self.give_up()

    def close(self) -> None:
        for end in (self.reader, self.writer):
            with contextlib.suppress(OSError):  # flushing into a closed pipe
                end.close()

    def _read_exactly(self, size: int) -> bytearray:
        data = bytearray()
        while len(data) < size:
            piece = self.reader.read(min(size - len(data), PIECE))
            if not piece:
                raise Closed
            data += piece
        return data

    @contextlib.contextmanager
    def _until(self, deadline: float | None) -> Iterator[None]:
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.give_up()

        timer = None if deadline is None else threading.Timer(max(0.0, deadline - time.monotonic()), stop)
        if timer:
            timer.start()
        try:
            yield
        except (Closed, OSError, ValueError):
            raise TooLate if late.is_set() else Closed from None
        finally:
            if timer:
                timer.cancel()


def packed(messages: Iterable[Message]) -> bytes:
    """Several messages as they would follow each other."""
    return b"".join(part for message in messages for part in _frame(message))


def unpacked(data: bytes | bytearray | memoryview) -> Iterator[Message]:
    """The messages that `packed` has put together.

    Raises:
        WireError: it is cut short, or beyond a limit.
    """
    view, place = memoryview(data), 0

    def read_exactly(size: int) -> memoryview:
        nonlocal place
        place += size
        if place > len(view):
            raise WireError("a frame is cut short")
        return view[place - size : place]

    while place < len(view):
        yield _read_frame(read_exactly)


def _frame(message: Message) -> list[bytes | bytearray | memoryview]:
    """The parts to send: one, unless copying them together would cost more than a second call."""
    if not message.buffers:
        return [HEAD.pack(1, len(message.body)) + message.body]
    segments = (message.body, *message.buffers)
    sizes = b"".join(SIZE.pack(len(buffer)) for buffer in message.buffers)
    head = HEAD.pack(len(segments), len(message.body)) + sizes
    if sum(map(len, segments)) < PIECE:
        return [head + b"".join(segments)]
    return [head, *segments]


def _only(data: bytes) -> Message | None:
    """The message, where these bytes are one whole frame without buffers, as most are."""
    if len(data) < HEAD.size:
        return None
    count, body_size = HEAD.unpack_from(data)
    return Message(data[HEAD.size :]) if count == 1 and len(data) == HEAD.size + body_size else None


def _read_frame(read_exactly: Callable[[int], bytearray | memoryview]) -> Message:
    count, body_size = HEAD.unpack(read_exactly(HEAD.size))
    if not 1 <= count <= MAX_BUFFERS + 1:
        raise WireError(f"a frame of {count} segments")
    if body_size > MAX_BODY:
        raise WireError("a frame is too large")
    if count == 1:
        return Message(bytes(read_exactly(body_size)))
    sizes = [size for (size,) in SIZE.iter_unpack(read_exactly((count - 1) * SIZE.size))]
    if sum(sizes) > MAX_BUFFER_BYTES:
        raise WireError("a frame is too large")
    body = bytes(read_exactly(body_size))
    return Message(body, tuple([read_exactly(size) for size in sizes]))
