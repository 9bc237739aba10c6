"""Runs the student's code and answers questions about it. This process may be hostile as soon as `load` has run.

Requests are `[id, operation, …]`, replies `[id, kind, …]`:

    load    name, file name, source, absent     value: public names of the module; absent: packages that get a stand-in
    equip   name, code                      value: None; code: of a module of the grader's own, as `marshal` writes it
    call    target, name, args, and kwargs if there are any     value: the result; target is a module's name or the
                                            number of a handle
    get     target, attribute or ""         value: the object itself, or one attribute of it, as plain data
    put     value                           value: a handle to it
    seeded  number, operation, …            as the operation; before it, random numbers start there, in whichever
                                            libraries are loaded
    several                                 requests, one after the other, in a buffer; the answers come together in
                                            one, as many of them as it may hold

    value   the value
    raised  type name, text, frames, detail     frames: [line, function] of the student's file, outermost first
    absent  the module or object has no such name
    unsendable  why the result is no plain data within the limits
"""

from __future__ import annotations

import builtins
import contextlib
import io
import json
import marshal
import mmap
import os
import sys
import types
from collections.abc import Sequence
from typing import Any

from receptive.sandbox.channel import Channel, Closed, PipeChannel, packed, unpacked
from receptive.sandbox.stand_in import builtins_without
from receptive.sandbox.wire import MAX_REPLY_BODY, Handle, Message, WireError, encode, read

MAX_TEXT = 3000
MAX_FRAMES = 50
MAX_NAMES = 500
MAX_HANDLES = 10_000
MOST_TOGETHER = 4 << 20  # bytes of answers that wait for each other
OUTPUT_BYTES = 1 << 20
RESERVE = 2 << 20  # bytes kept back for saying that there is no memory left
FIRST_IMPORTS = 2 << 30  # address space of numpy and torch, which a worker without a zygote loads itself


def main() -> None:
    """Entry point of a worker that is started alone, without a zygote: it talks over its standard streams."""
    settings = json.loads(sys.argv.pop())
    del sys.orig_argv[1:]
    channel = PipeChannel(os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb"))
    quiet_streams(os.dup(2))
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no limits, macOS refuses some
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (settings["cpu_s"], settings["cpu_s"]))
        resource.setrlimit(
            resource.RLIMIT_AS, (settings["memory_bytes"] + FIRST_IMPORTS, settings["memory_bytes"] + FIRST_IMPORTS)
        )
    serve(channel)


def serve(channel: Channel) -> None:
    """Answer until the other side closes."""
    objects = Objects()
    reserve = mmap.mmap(-1, RESERVE)  # address space only: no page of it is ever touched
    while True:
        try:
            message = channel.receive()
        except Closed:
            return
        request = read_request(objects, message)
        is_one = request[1] != "several"
        asked = (objects, reserve, request)
        channel.send(_reply(*asked) if is_one else _replies(*asked, message.buffers[0]))


def _reply(objects: Objects, reserve: mmap.mmap, request: list[Any]) -> Message:
    try:
        return answer(objects, request[0], request[1], request[2:])
    except MemoryError:  # not even the reply had room
        reserve.close()
        return encode([request[0], "raised", "MemoryError", "", []])


def _replies(objects: Objects, reserve: mmap.mmap, request: list[Any], requests: Any) -> Message:
    """Answers together, to save a step back and forth for each."""
    replies = bytearray()
    for message in unpacked(requests):
        replies += packed([_reply(objects, reserve, read_request(objects, message))])
        if len(replies) > MOST_TOGETHER:
            break
    return Message(encode(request).body, (replies,))


def quiet_streams(output: int) -> None:
    """Give the student's code an empty input, and an output that keeps the first MiB and drops the rest."""
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(null)
    os.close(output)
    sys.stdin = sys.__stdin__ = open(0, closefd=False)  # type: ignore[misc]  # noqa: SIM115  # lives as long as the process
    raw: Any = _FirstBytes()
    stream: Any = io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace", write_through=True)
    sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = stream  # type: ignore[misc]  # final in the stubs


class _FirstBytes(io.RawIOBase):
    """A print too many must not fail a student's exercise."""

    def __init__(self) -> None:
        self.left = OUTPUT_BYTES

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        data = bytes(data)
        if self.left > 0:
            with contextlib.suppress(OSError):  # the file is full already: the code wrote to it by another way too
                os.write(1, data[: self.left])
        self.left -= len(data)
        return len(data)


class Objects:
    """What the other side can name: modules, and objects that stay here."""

    def __init__(self) -> None:
        self.modules: dict[str, types.ModuleType] = {}
        self.files: set[str] = set()
        self.kept: dict[int, object] = {}

    def keep(self, value: object) -> Handle:
        if len(self.kept) >= MAX_HANDLES:
            raise WireError("too many objects")
        number = len(self.kept)
        self.kept[number] = value
        return Handle(number, type(value).__name__)

    def held(self, handle: Handle) -> object:
        return self.kept[handle.id]

    def target(self, name: str | int) -> Any:
        return self.modules[name] if isinstance(name, str) else self.kept[name]


def read_request(objects: Objects, message: Message) -> list[Any]:
    """A request, with the objects that its handles name."""
    try:
        request: list[Any] = read(message, objects.held)
        return request
    except KeyError as unknown:  # the handle is from another worker
        number, *operation = read(message)
        seed = operation[:2] if operation[0] == "seeded" else []
        return [number, *seed, "unknown", *unknown.args]


def answer(objects: Objects, number: int, operation: str, arguments: list[Any]) -> Message:
    try:
        if operation == "seeded":
            number_of_seed, operation, *arguments = arguments
            with contextlib.suppress(BaseException):  # the student's code may have put something else there
                seed_loaded(number_of_seed)
        if operation == "put":
            return encode([number, "value", objects.keep(arguments[0])])
        value = _OPERATIONS[operation](objects, *arguments)
        return encode([number, "value", value], objects.keep, MAX_REPLY_BODY)
    except _Absent:
        return encode([number, "absent"])
    except WireError as unsendable:
        return encode([number, "unsendable", str(unsendable)[:MAX_TEXT]])
    except BaseException as raised:  # SystemExit and KeyboardInterrupt of the student's code included
        return _raised(number, raised, objects.files)


def _raised(number: int, raised: BaseException, files: set[str]) -> Message:
    try:
        return encode([number, "raised", *_told(raised, files)])
    except MemoryError:
        raise
    except BaseException:  # an exception may be built so that looking at it raises
        return encode([number, "raised", "BaseException", "", []])


class _Absent(Exception):
    pass


def _equip(objects: Objects, name: str, code: bytes) -> None:
    program = marshal.loads(code)
    exec(program, _module(objects, name, program.co_filename).__dict__)


def _load(objects: Objects, name: str, file_name: str, source: bytes, absent: Sequence[str] = ()) -> list[str]:
    module = _module(objects, name, file_name)
    if absent:
        module.__dict__["__builtins__"] = builtins_without(absent)
    objects.files.add(file_name)
    exec(compile(source, file_name, "exec", dont_inherit=True), module.__dict__)
    return [key[:100] for key in vars(module) if type(key) is str and not key.startswith("_")][:MAX_NAMES]


def _module(objects: Objects, name: str, file_name: str) -> types.ModuleType:
    """An empty one, in place before it runs, so that dataclasses and typing find it by its name."""
    module = sys.modules[name] = objects.modules[name] = types.ModuleType(name)
    module.__file__ = file_name
    return module


def _call(objects: Objects, target: Any, name: str, args: Any, kwargs: Any = None) -> Any:
    function = _attribute(objects.target(target), name) if name else objects.target(target)
    return function(*args, **kwargs) if kwargs else function(*args)


def _get(objects: Objects, target: Any, attribute: str) -> Any:
    return _attribute(objects.target(target), attribute) if attribute else objects.target(target)


def _unknown(_: Objects, number: int) -> Any:
    raise KeyError(number)


def _attribute(owner: Any, name: str) -> Any:
    try:
        return getattr(owner, name)
    except AttributeError:
        raise _Absent from None


def seed_loaded(number: int) -> None:
    """Start the global random numbers of the libraries that are loaded; one that is not is not loaded for this."""
    loaded = sys.modules
    if "random" in loaded:
        loaded["random"].seed(number)
    if "numpy" in loaded and "numpy.random" in loaded:
        loaded["numpy"].random.seed(number)
    if "torch" in loaded:
        # torch.manual_seed would queue the same for accelerators, with the stack of each call: a hundred times slower
        loaded["torch"].default_generator.manual_seed(number)


_OPERATIONS: dict[str, Any] = {"load": _load, "equip": _equip, "call": _call, "get": _get, "unknown": _unknown}


def _told(raised: BaseException, files: set[str]) -> list[Any]:
    """Type, text, the student's own frames, and where a syntax error is."""
    try:
        text = str(raised)
    except BaseException:
        text = ""
    frames, innermost = [], ""
    trace = raised.__traceback__
    while trace is not None:
        innermost = trace.tb_frame.f_code.co_filename
        if trace.tb_frame.f_code.co_filename in files:
            frames.append([trace.tb_lineno, trace.tb_frame.f_code.co_name[:100]])
        trace = trace.tb_next
    if isinstance(raised, SyntaxError):
        text = str(raised.msg)
        if raised.filename in files and type(raised.lineno) is int:
            frames.append([raised.lineno, ""])
    name = _known_type(raised)
    if name == "NotImplementedError" and innermost not in files:  # a library's, not that of a stub
        name, text = "RuntimeError", f"NotImplementedError: {text}"
    clean = text[:MAX_TEXT].encode("utf-8", "backslashreplace").decode()
    kept = frames[:5] + frames[-(MAX_FRAMES - 5) :] if len(frames) > MAX_FRAMES else frames
    return [name, clean, kept]


def _known_type(raised: BaseException) -> str:
    """The class itself, or for a class of the student's own the nearest that Python defines."""
    named = (kind.__name__ for kind in type(raised).__mro__ if getattr(builtins, kind.__name__, None) is kind)
    return next(named, "BaseException")
