"""`student`: what a grader's test calls. It looks like the student's module; every call runs in the worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from receptive.sandbox.requests import Answer
from receptive.sandbox.wire import ATOMS, Handle
from receptive.student.failures import StudentFailure
from receptive.student.process import StudentProcess

TOO_LARGE = StudentFailure("the reply was too large to keep")
NUMBERS = frozenset({int, float, bool, type(None)})  # what a reply mostly consists of, and takes as much as any of them
MEMBER_BYTES, OBJECT_BYTES = 64, 600  # what one thing in a list takes, and a short text; and an object of the worker's


@dataclass(frozen=True)
class Call:
    """What was asked."""

    function: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


@dataclass
class Recorder:
    """What happened in one criterion: every call of the student's functions, and every reply in order."""

    calls: list[Call] = field(default_factory=list)
    replies: list[Any] = field(default_factory=list)  # a value, or the StudentFailure that came instead
    places: list[int] = field(default_factory=list)  # which exchange of the criterion each reply came with, from 0
    reads_source: bool = False  # then the test's outcome does not follow from the replies alone

    @property
    def last(self) -> Call | None:
        """What a message is about."""
        return self.calls[-1] if self.calls else None


class StudentObject:
    """An object that stays in the worker: call it, call its methods, pass it on. It is equal to nothing."""

    __eq__ = None  # type: ignore[assignment]  # comparing would be deciding by what the student's code says
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, module: StudentModule, handle: Handle) -> None:
        self._module = module
        self._handle = handle
        self.type_name = module._process.names.type_name(handle.type_name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._module._call(self._handle, "", self.type_name, args, kwargs)

    def __getattr__(self, name: str) -> StudentFunction:
        return StudentFunction(self._module, self._handle, name, f"{self.type_name}.{name}")

    def __repr__(self) -> str:
        return f"<{self.type_name} object>"


class StudentFunction:
    """A function of the student's module or a method of an object. Whether it exists shows when it is called."""

    __eq__ = None  # type: ignore[assignment]
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, module: StudentModule, target: Any, name: str, shown: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)
        self._module = module
        self._target = target
        self._name = name
        self._shown = shown

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._module._call(self._target, self._name, self._shown, args, kwargs)


class StudentModule:
    """A module in the worker: the student's, or the grader's probes, whose calls no message names."""

    __eq__ = None  # type: ignore[assignment]
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, process: StudentProcess, recorder: Recorder, module: str, source: str) -> None:
        self._process = process
        self._recorder = recorder
        self._module = module
        self._source = source

    @property
    def source(self) -> str:
        self._recorder.reads_source = True
        return self._source

    def __getattr__(self, name: str) -> StudentFunction:
        return StudentFunction(self, self._module, name, name)

    def put(self, value: Any) -> StudentObject:
        """Keep a value there, to pass it to several calls or to see what they did to it."""
        return StudentObject(self, self._process.put(_plain(value)))

    def get(self, kept: StudentObject, attribute: str = "") -> Any:
        """The present value of an object there, or one of its attributes, as plain data."""
        return self._recorded(lambda: self._process.get(kept._handle, attribute))

    def _call(self, target: Any, name: str, shown: str, args: Any, kwargs: dict[str, Any]) -> Any:
        if self._module == self._process.module:
            self._recorder.calls.append(Call(shown, args, kwargs))
        return self._recorded(lambda: self._process.call(target, name, _plain(args), _plain(kwargs)))

    def remembered(self, answers: Sequence[Answer]) -> list[Any]:
        """The replies that these answers were, as evidence."""
        return [self._wrapped(self._process.read_again(answer)) for answer in answers]

    def _recorded(self, ask: Any) -> Any:
        self._recorder.places.append(self._process.replies)
        try:
            value = self._wrapped(ask())
        except StudentFailure as failure:
            self._recorder.replies.append(failure)
            raise
        self._recorder.replies.append(value if self._process.keeps(bytes_of(value)) else TOO_LARGE)
        return value

    def _wrapped(self, value: Any) -> Any:
        kind = type(value)
        if kind in ATOMS:
            return value
        if kind is Handle:
            return StudentObject(self, value)
        if kind is list or kind is tuple:
            return kind([item if type(item) in ATOMS else self._wrapped(item) for item in value])
        if kind is dict:
            return {key: self._wrapped(item) for key, item in value.items()}
        return value


def bytes_of(value: Any) -> int:
    """What a reply takes of our memory, roughly."""
    kind = type(value)
    if kind in NUMBERS:
        return MEMBER_BYTES
    if kind in (list, tuple, set, frozenset):
        return MEMBER_BYTES + sum([MEMBER_BYTES if type(item) in NUMBERS else bytes_of(item) for item in value])
    if kind is dict:
        return MEMBER_BYTES + sum(bytes_of(key) + bytes_of(item) for key, item in value.items())
    if kind is str or kind is bytes:
        return MEMBER_BYTES + 4 * len(value)
    return OBJECT_BYTES if kind is StudentObject else MEMBER_BYTES + int(getattr(value, "nbytes", 0))


def _plain(value: Any) -> Any:
    """A copy with handles in the place of objects. Most of what is asked is small numbers, and looked at in place."""
    kind = type(value)
    if kind in ATOMS:
        return value
    if kind is StudentObject:
        return value._handle
    if kind is list or kind is tuple:
        return kind([item if type(item) in ATOMS else _plain(item) for item in value])
    if kind is dict:
        return {key: _plain(item) for key, item in value.items()}
    return value
