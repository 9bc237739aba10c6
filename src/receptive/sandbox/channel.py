"""Moves messages over a socket. A frame is: number of segments, their sizes, the body, the buffers."""

from __future__ import annotations

import select
import socket
import struct
import time

from receptive.sandbox.wire import MAX_BODY, MAX_BUFFER_BYTES, MAX_BUFFERS, Message, WireError

COUNT, SIZE = struct.Struct("<I"), struct.Struct("<Q")
PIECE = 1 << 20


class Closed(Exception):
    """The other side is gone."""


class TooLate(Exception):
    """The deadline passed."""


class Channel:
    """One end. Every method takes a deadline on the clock of `time.monotonic`, or None to wait for ever."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        sock.setblocking(False)

    def send(self, message: Message, deadline: float | None = None) -> None:
        """Send one message.

        Raises:
            Closed, TooLate: as they say; the channel is of no more use.
        """
        segments = (message.body, *message.buffers)
        head = COUNT.pack(len(segments)) + b"".join(SIZE.pack(len(segment)) for segment in segments)
        small = head + b"".join(segments) if sum(map(len, segments)) < PIECE else None
        for part in (small,) if small is not None else (head, *segments):
            self._send_all(memoryview(part), deadline)

    def receive(self, deadline: float | None = None) -> Message:
        """Receive one message; sizes are checked before any memory is taken for them.

        Raises:
            WireError: the frame is beyond a limit.
            Closed, TooLate: as they say; the channel is of no more use.
        """
        (count,) = COUNT.unpack(self._receive_exactly(COUNT.size, deadline))
        if not 1 <= count <= MAX_BUFFERS + 1:
            raise WireError(f"a frame of {count} segments")
        sizes = [size for (size,) in SIZE.iter_unpack(self._receive_exactly(count * SIZE.size, deadline))]
        if sizes[0] > MAX_BODY or sum(sizes[1:]) > MAX_BUFFER_BYTES:
            raise WireError("a frame is too large")
        body, *buffers = (self._receive_exactly(size, deadline) for size in sizes)
        return Message(bytes(body), tuple(buffers))

    def has_unasked_bytes(self) -> bool:
        """Whether something is waiting to be read now."""
        return bool(select.select([self.sock], [], [], 0)[0])

    def close(self) -> None:
        self.sock.close()

    def _send_all(self, data: memoryview, deadline: float | None) -> None:
        while data:
            try:
                data = data[self.sock.send(data[:PIECE]) :]
            except BlockingIOError:
                self._wait(select.POLLOUT, deadline)
            except (BrokenPipeError, ConnectionError):
                raise Closed from None

    def _receive_exactly(self, size: int, deadline: float | None) -> bytearray:
        data = bytearray(size)
        view = memoryview(data)
        while view:
            try:
                received = self.sock.recv_into(view[:PIECE])
            except BlockingIOError:
                self._wait(select.POLLIN, deadline)
                continue
            except ConnectionError:
                raise Closed from None
            if not received:
                raise Closed
            view = view[received:]
        return data

    def _wait(self, event: int, deadline: float | None) -> None:
        patience = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
        poll = select.poll()
        poll.register(self.sock, event)
        if not poll.poll(patience) and deadline is not None and time.monotonic() >= deadline:
            raise TooLate
