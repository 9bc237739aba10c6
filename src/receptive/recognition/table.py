"""`graders/sealed/<topic>.json`: for each exercise what to ask, and the boxes that wrong answers open.

One line for the topic and one for each exercise, so that only those lines are read that are needed. There is no box
for the right answer, and nothing in it can be read without a wrong one.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import msgpack

from receptive.diagnosis.misconceptions import Call
from receptive.model import Topic
from receptive.sandbox import wire
from receptive.seals import Damaged, from_text, to_text

SCHEMA = "receptive/sealed-mistakes/v2"
SHOWN = 6  # bytes that a key shows of itself
KEY = 8  # bytes, of which that of a box is made: answers are far easier to guess
MOST_TOGETHER = 2  # mistakes that one lock opens
# Bytes that a lock holds: what the mistakes are to each other, and the keys of their boxes
LOCK = 1 + KEY * MOST_TOGETHER
ROUNDS = 2000  # of a key's derivation: a millisecond. What is to be guessed are the answers of a whole program
MOST_ROUNDS = 100_000  # of a file that somebody else may have written
MOST_BYTES = 16 << 20
MOST_CALLS = 400
ALL, OPEN = "all", "open"  # which mistakes are told: every one, or those that an open criterion notices


@dataclass(frozen=True)
class SealedTopic:
    """What stands in the first line."""

    topic: str
    grader: str  # hash of the grader that it was made of
    rounds: int
    told: str = ALL


@dataclass(frozen=True)
class SealedExercise:
    """What an exercise is asked, and what the answers open."""

    exercise: str
    offset: float  # where the borders between numbers lie
    calls: tuple[Call, ...] = ()
    typed: bool = False  # whether a mistake shows in the types of right values
    changed: tuple[int, ...] = ()  # the calls whose arguments are looked at afterwards
    refused: tuple[Call, ...] = ()  # impossible input
    questions: tuple[str, str] | None = None  # instead of calls: a module of the grader, and a name in it
    families: tuple[tuple[int, ...], ...] = ()  # of calls, by their places: for code that raises on the others
    primer: bytes = b""  # for the compression of the boxes: pictures that everybody may see
    # By what a key shows of itself: the keys of one or two boxes, and explanations
    locks: Mapping[bytes, bytes] = field(default_factory=dict)
    boxes: Mapping[bytes, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class SealedMistakes:
    """One topic's, as students receive it."""

    head: SealedTopic
    lines: Mapping[str, str]  # by exercise; each is read when it is needed

    def exercise(self, name: str) -> SealedExercise | None:
        """
        Raises:
            Damaged: its line is cut short, or of another version.
        """
        return _parse_exercise(self.lines[name]) if name in self.lines else None


def table_of(topic: Topic) -> Path:
    return topic.grader.parent / "sealed" / f"{topic.slug}.json"


def write_table(path: Path, head: SealedTopic, exercises: list[SealedExercise]) -> None:
    """Write the file; the same content gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps({"schema": SCHEMA, **asdict(head)}), *map(_line_of, exercises)]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def read_table(path: Path) -> SealedMistakes:
    """
    Raises:
        Damaged: it cannot be read, was cut short, or is of another version.
    """
    try:
        with path.open("rb") as file:
            return read_text(file.read(MOST_BYTES + 1))
    except OSError as refused:
        raise Damaged(f"cannot be read: {refused.strerror}") from refused


def read_text(data: bytes) -> SealedMistakes:
    """
    Raises:
        Damaged: it was cut short, or is of another version.
    """
    if len(data) > MOST_BYTES or not data.endswith(b"\n"):
        raise Damaged("was cut short, or is larger than it can be")
    try:
        first, *rest = data.decode("utf-8").splitlines()
        head = json.loads(first)
    except ValueError as broken:
        raise Damaged(f"is no table of sealed mistakes: {broken}") from broken
    if not isinstance(head, dict) or head.pop("schema", None) != SCHEMA:
        raise Damaged(f"is of another version than {SCHEMA}")
    try:
        topic = SealedTopic(**head)
        lines = {_name_of(line): line for line in rest}
    except (TypeError, ValueError) as wrong:
        raise Damaged(f"is damaged: {wrong}") from wrong
    if not (type(topic.rounds) is int and 0 < topic.rounds <= MOST_ROUNDS and topic.told in (ALL, OPEN)):
        raise Damaged("is damaged: its first line does not hold what it should")
    return SealedMistakes(topic, lines)


def with_told(text: str, told: str) -> str:
    """The file with another choice of what is told."""
    first, _, rest = text.partition("\n")
    return json.dumps({**json.loads(first), "told": told}) + "\n" + rest


def without_boxes(data: bytes) -> bytes:
    """What can be read in a table without a key: all but what is sealed in its locks and boxes.

    Raises:
        Damaged: as `read_text` says.
    """
    table = read_text(data)
    lines = [json.dumps(asdict(table.head))]
    for line in table.lines.values():
        fields = json.loads(line)
        for name in ("locks", "boxes"):
            fields[name] = [text for text in fields[name] if not _is_sealed(text)]
        lines.append(json.dumps(fields))
    return "\n".join(lines).encode()


def _is_sealed(text: object) -> bool:
    """Whether it is base64 of bytes that are no text."""
    try:
        from_text(str(text)).decode("utf-8")
    except UnicodeDecodeError:
        return True
    except Damaged:
        return False
    return False


def pack(value: Any) -> bytes:
    """Plain data as bytes, by the wire's own format."""
    message = wire.encode(value)
    packed: bytes = msgpack.packb([message.body, *message.buffers])
    return packed


def unpack(data: bytes) -> Any:
    """
    Raises:
        Damaged: it is something else.
    """
    try:
        body, *buffers = msgpack.unpackb(data)
        return wire.decode(wire.Message(body, tuple(buffers)))
    except (ValueError, TypeError, wire.WireError, msgpack.UnpackException) as broken:
        raise Damaged(f"does not hold plain data: {broken}") from broken


def _line_of(exercise: SealedExercise) -> str:
    fields = {
        "exercise": exercise.exercise,
        "offset": exercise.offset,
        "calls": to_text(pack(list(exercise.calls))),
        "typed": exercise.typed,
        "changed": exercise.changed,
        "refused": to_text(pack(list(exercise.refused))),
        "questions": exercise.questions,
        "families": exercise.families,
        "primer": exercise.primer.decode("utf-8"),
        # One text for all locks: there are thousands, and each by itself would cost half as much again
        "locks": [to_text(b"".join(shown + lock for shown, lock in sorted(exercise.locks.items())))],
        "boxes": [to_text(shown + box) for shown, box in sorted(exercise.boxes.items())],
    }
    return json.dumps(fields, separators=(",", ":"))


def _name_of(line: str) -> str:
    """The exercise of a line, without reading the rest of it."""
    name = json.loads(line[line.index(":") + 1 : line.index(",")])
    if not isinstance(name, str):
        raise ValueError("a line names no exercise")
    return name


def _parse_exercise(line: str) -> SealedExercise:
    try:
        fields = json.loads(line)
        calls, refused = (_calls(fields[name]) for name in ("calls", "refused"))
        found = SealedExercise(
            fields["exercise"],
            float(fields["offset"]),
            calls,
            bool(fields["typed"]),
            tuple(map(int, fields["changed"])),
            refused,
            _place(fields["questions"]),
            tuple(tuple(map(int, family)) for family in fields["families"]),
            fields["primer"].encode("utf-8"),
            _locks(fields["locks"]),
            {box[:SHOWN]: box[SHOWN:] for box in map(from_text, fields["boxes"])},
        )
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise Damaged(f"a line is damaged: {wrong}") from wrong
    places = itertools.chain(found.changed, *found.families)
    if not all(0 <= at < len(found.calls) for at in places):
        raise Damaged("a line is damaged: it names calls that are not there")
    return found


def _calls(text: str) -> tuple[Call, ...]:
    found = unpack(from_text(text))
    if not isinstance(found, list) or len(found) > MOST_CALLS:
        raise Damaged("a line is damaged: its calls are none")
    if not all(isinstance(args, tuple) and isinstance(kwargs, dict) for args, kwargs in found):
        raise Damaged("a line is damaged: its calls are none")
    return tuple((args, kwargs) for args, kwargs in found)


def _place(found: Any) -> tuple[str, str] | None:
    if found is None:
        return None
    module, name = map(str, found)
    return module, name


def _locks(found: Any) -> dict[bytes, bytes]:
    (text,) = found
    data, size = from_text(text), SHOWN + LOCK
    if len(data) % size:
        raise ValueError("its locks are cut short")
    records = (data[at : at + size] for at in range(0, len(data), size))
    return {record[:SHOWN]: record[SHOWN:] for record in records}
