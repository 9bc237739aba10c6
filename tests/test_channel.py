"""Messages over sockets and pipes: whole, in time, and within limits."""

from __future__ import annotations

import os
import socket
import struct
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from receptive.sandbox import wire
from receptive.sandbox.channel import Closed, PipeChannel, SocketChannel, TooLate
from receptive.sandbox.wire import Message, WireError

LARGE = Message(b"body", (bytes(5 << 20), b"", os.urandom(1 << 20)))
MESSAGES = [Message(b""), Message(b"a"), Message(b"a", (b"",)), Message(b"a", (b"bc", b"", b"d")), LARGE]


def in_time(seconds: float) -> float:
    return time.monotonic() + seconds


def head(*sizes: int, count: int | None = None) -> bytes:
    return struct.pack(f"<I{len(sizes)}Q", len(sizes) if count is None else count, *sizes)


@pytest.fixture
def ends() -> Iterator[tuple[SocketChannel, SocketChannel]]:
    channels = SocketChannel((pair := socket.socketpair())[0]), SocketChannel(pair[1])
    yield channels
    for channel in channels:
        channel.close()


@pytest.fixture
def meanwhile() -> Iterator[Callable[..., None]]:
    """Runs something beside the test, and waits for it at the end."""
    started: list[threading.Thread] = []

    def start(function: Callable[..., object], *arguments: object) -> None:
        started.append(threading.Thread(target=function, args=arguments))
        started[-1].start()

    yield start
    for thread in started:
        thread.join(20)
        assert not thread.is_alive()


Ends = tuple[SocketChannel, SocketChannel]
Meanwhile = Callable[..., None]


@pytest.mark.parametrize("message", MESSAGES, ids=["empty", "body", "empty buffer", "buffers", "large"])
def test_a_message_arrives_whole(ends: Ends, meanwhile: Meanwhile, message: Message) -> None:
    meanwhile(ends[0].send, message, in_time(10))
    assert ends[1].receive(in_time(10)) == message
    assert not ends[1].has_unasked_bytes()


def test_large_messages_pass_each_other(ends: Ends, meanwhile: Meanwhile) -> None:
    for end in ends:
        meanwhile(end.send, LARGE, in_time(10))
    assert [end.receive(in_time(10)) for end in ends] == [LARGE, LARGE]


def test_messages_arrive_one_by_one(ends: Ends) -> None:
    for message in MESSAGES[:4]:
        ends[0].send(message)
    for message in MESSAGES[:4]:
        assert ends[1].has_unasked_bytes()  # whether they were read along with the message before or not
        assert ends[1].receive(in_time(5)) == message
    assert not ends[1].has_unasked_bytes()


@pytest.mark.parametrize("sent", [b"", b"\x01", head(4), head(4, 3, count=2), head(4) + b"abc"], ids=len)
def test_silence_after_a_part_is_too_late(ends: Ends, sent: bytes) -> None:
    ends[0].sock.sendall(sent)
    began = time.monotonic()
    with pytest.raises(TooLate):
        ends[1].receive(in_time(0.1))
    assert 0.09 < time.monotonic() - began < 20  # no other end would come


def test_bytes_that_trickle_do_not_move_the_deadline(ends: Ends, meanwhile: Meanwhile) -> None:
    def trickle() -> None:
        for byte in head(100) + bytes(20):
            ends[0].sock.send(bytes([byte]))
            time.sleep(0.02)

    meanwhile(trickle)
    with pytest.raises(TooLate):
        ends[1].receive(in_time(0.2))


def test_a_deadline_that_has_passed_is_too_late(ends: Ends) -> None:
    with pytest.raises(TooLate):
        ends[1].receive(in_time(-1))


def test_nobody_reading_is_too_late(ends: Ends) -> None:
    with pytest.raises(TooLate):
        ends[0].send(LARGE, in_time(0.1))


@pytest.mark.parametrize("sent", [b"", head(4) + b"abc"], ids=["at once", "after a part"])
def test_the_other_side_gone_is_closed(ends: Ends, sent: bytes) -> None:
    ends[0].sock.sendall(sent)
    ends[0].close()
    with pytest.raises(Closed):
        ends[1].receive(in_time(5))
    with pytest.raises(Closed):
        ends[1].send(LARGE, in_time(5))


TOO_LARGE = {
    "no segments": head(1, count=0), "segments": head(1, count=wire.MAX_BUFFERS + 2),
    "most segments": head(1, count=0xFFFFFFFF), "body": head(wire.MAX_BODY + 1), "long body": head((1 << 64) - 1),
    "buffer": head(1, wire.MAX_BUFFER_BYTES + 1),
    "buffers together": head(1, wire.MAX_BUFFER_BYTES, 1), "exabytes": head(1, *[(1 << 64) - 1] * 9),
}  # fmt: skip


@pytest.mark.parametrize("sent", TOO_LARGE.values(), ids=list(TOO_LARGE))
def test_a_frame_beyond_a_limit_is_refused_before_memory_is_taken(ends: Ends, sent: bytes) -> None:
    ends[0].sock.sendall(sent)
    tracemalloc.start()
    try:
        with pytest.raises(WireError):
            ends[1].receive(in_time(5))
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


@pytest.fixture
def pipes() -> Iterator[tuple[PipeChannel, PipeChannel]]:
    """Two ends; the first gives up by closing the pipes of the second."""
    (their_in, our_out), (our_in, their_out) = os.pipe(), os.pipe()
    theirs = PipeChannel(os.fdopen(their_in, "rb", 0), os.fdopen(their_out, "wb", 0))
    ours = PipeChannel(os.fdopen(our_in, "rb"), os.fdopen(our_out, "wb"), theirs.close)
    yield ours, theirs
    theirs.close()
    ours.close()


Pipes = tuple[PipeChannel, PipeChannel]


@pytest.mark.parametrize("message", MESSAGES, ids=["empty", "body", "empty buffer", "buffers", "large"])
def test_a_message_passes_through_pipes(pipes: Pipes, meanwhile: Meanwhile, message: Message) -> None:
    meanwhile(pipes[0].send, message, in_time(10))
    assert pipes[1].receive(in_time(10)) == message
    meanwhile(pipes[1].send, message)
    assert pipes[0].receive(in_time(10)) == message


@pytest.mark.parametrize("sent", [b"", head(4) + b"abc"], ids=["nothing", "a part"])
def test_at_the_deadline_a_pipe_gives_up(pipes: Pipes, sent: bytes) -> None:
    pipes[1].writer.write(sent)
    with pytest.raises(TooLate):
        pipes[0].receive(in_time(0.1))
    assert pipes[1].writer.closed


def test_a_pipe_that_nobody_reads_is_too_late(pipes: Pipes) -> None:
    with pytest.raises(TooLate):
        pipes[0].send(LARGE, in_time(0.1))


def test_a_pipe_in_time_does_not_give_up(pipes: Pipes) -> None:
    pipes[1].send(MESSAGES[1])
    assert pipes[0].receive(in_time(0.3)) == MESSAGES[1]
    time.sleep(0.35)
    assert not pipes[1].writer.closed


def test_the_other_end_of_a_pipe_gone_is_closed(pipes: Pipes) -> None:
    pipes[1].close()
    for use in (pipes[0].receive, lambda: pipes[0].send(LARGE)):
        with pytest.raises(Closed):
            use()


def test_a_frame_beyond_a_limit_is_refused_from_a_pipe(pipes: Pipes) -> None:
    pipes[1].writer.write(head(wire.MAX_BODY + 1))
    with pytest.raises(WireError):
        pipes[0].receive(in_time(5))
