"""Archives that hold much more than the work: only the list of their members and what may be work is read."""

from __future__ import annotations

import functools
import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from receptive.classroom.collecting import HandedIn, collect
from receptive.classroom.students import Student
from receptive.limits import MAX_ZIP
from receptive.reading.packed import open_archive
from receptive.reading.reader import Reader
from support import Grade, shared_reader
from test_class_arrivals import RIGHT, TOPIC, write, zipped

MUCH = MAX_ZIP + (8 << 20)


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """A zip in which nothing is made smaller."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def many(count: int, folder: str) -> dict[str, str | bytes]:
    return {f"w/{folder}/{number}.js": b"" for number in range(count)} | {"w/output_size.py": RIGHT}


def counted_anew(data: bytes) -> bytes:
    """As some packers write more members than the ordinary record can count: without the one for huge archives."""
    place = data.rindex(b"PK\x06\x06")
    fields = struct.unpack("<4sQ2H2L4Q", data[place : place + 56])
    count, size, start = fields[7] % 65_536, *fields[8:]
    return data[:place] + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, start, 0)


def handed_in(folder: Path, data: bytes) -> HandedIn:
    return collect(Student("ann", (write(folder, {"w.zip": data}),)), [TOPIC], reader=shared_reader()).work[0]


@functools.cache
def modules() -> bytes:
    return zipped(many(70_000, "node_modules"))


LARGE: dict[str, Callable[[], bytes]] = {
    "an environment": lambda: packed({"w/.venv/lib/torch.so": bytes(MUCH), "w/output_size.py": RIGHT}),
    "a data set": lambda: packed({"w/data/train.bin": bytes(MUCH), "w/output_size.py": RIGHT}),
    "a data set that is packed itself": lambda: packed({"data.zip": bytes(MUCH), "output_size.py": RIGHT}),
    "modules": modules,
    "a count that began again": lambda: counted_anew(modules()),
    "a long list in an archive": lambda: zipped({"inner.zip": modules()}),
    "long names of what is nobody's": lambda: zipped({f"w/.venv/{'x' * 400}": b"", "w/output_size.py": RIGHT}),
}


@pytest.mark.parametrize("name", LARGE)
def test_what_lies_beside_the_work_counts_for_no_limit(tmp_path: Path, name: str) -> None:
    handed = handed_in(tmp_path, LARGE[name]())
    assert (handed.submission.fault, handed.submission.source) == ("", RIGHT.encode())


def with_entry(data: bytes, offset: int, form: str, value: int, place: int = -1) -> bytes:
    """The archive with another field in the entry of its last member."""
    at = (data.rindex(b"PK\x01\x02") if place < 0 else place) + offset
    return data[:at] + struct.pack(form, value) + data[at + struct.calcsize(form) :]


BIG = packed({"w/.venv/lib/torch.so": bytes(MUCH), "w/output_size.py": RIGHT})
HARMFUL: dict[str, tuple[Callable[[], bytes], str]] = {
    "a member beyond the end": (lambda: with_entry(BIG, 42, "<L", len(BIG) + 5), "damaged"),
    "a member longer than its place": (lambda: with_entry(BIG, 20, "<L", 1 << 30), "overlap"),
    "a member in another": (lambda: with_entry(BIG, 42, "<L", 1000), "damaged"),
    "two members in one place": (lambda: with_entry(BIG, 42, "<L", 0), "overlap"),
    "cut short": (lambda: BIG[: MUCH // 2], "damaged"),
    "cut at the beginning": (lambda: BIG[1 << 20 :], "damaged"),
    "doubled": (lambda: BIG + BIG, "damaged"),
    "too much that may be work": (
        lambda: packed({"output_size.ipynb": b'{"cells": []}' + b" " * MUCH}),
        "is too large",
    ),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_a_large_archive_that_does_harm_or_was_damaged_needs_a_look(tmp_path: Path, name: str) -> None:
    made, why = HARMFUL[name]
    submission = handed_in(tmp_path, made()).submission
    assert submission.unclear
    assert why in submission.fault


def test_a_bomb_beside_a_large_environment_is_not_unpacked() -> None:
    made = io.BytesIO(BIG)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("output_size.ipynb", b"\n" * (200 << 20))
    with Reader() as reader:
        archive_read = open_archive(made, reader)
        found = archive_read.unpacked({"w/output_size.py": 1000, "output_size.ipynb": 1000})
    assert {one.name: one.fault.partition(":")[0] for one in found} == {
        "w/output_size.py": "is too large",
        "output_size.ipynb": "is too large",
    }


def test_a_large_download_of_a_class_is_read_as_it_came(tmp_path: Path, grade: Grade) -> None:
    files = {f"{name}/{part}": data for name in ("ann", "bo") for part, data in
             {"output_size.py": RIGHT, ".venv/lib.so": bytes(40 << 20)}.items()}  # fmt: skip
    write(tmp_path, {"all.zip": packed(files)})
    assert (tmp_path / "all.zip").stat().st_size > MUCH
    ran = grade("class", "who", "all.zip", "--topic", "output_size")
    assert ran.code == 0, ran.err
    assert ran.out.count(" counts ") == 2
