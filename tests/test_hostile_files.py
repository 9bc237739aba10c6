"""Files that are made to cost time or memory, or to be read in two ways: each is refused or read soon, and says why."""

from __future__ import annotations

import io
import json
import os
import struct
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradebook_sample import mark, topic
from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_topic
from receptive.classroom.collecting import Collected, collect
from receptive.classroom.gradebook import Gradebook, StudentMarks
from receptive.classroom.report.similarity import similarities
from receptive.classroom.students import Student
from receptive.limits import MAX_PARSED, Refused, TooMuch
from receptive.reading import functions
from receptive.reading.cells import Cell, module_of
from receptive.reading.python import parse
from receptive.reading.reader import Reader
from receptive.workspace import finding
from support import HALF_WRITTEN, Grade, shared_reader

SOON_S = 8.0  # of a processor, which is all of the time where a machine is idle; half a second is usual
SIZE = 40_000  # of this much, work that grows with the square is noticed
TOPICS = (load_topic(find_content(), "output_size"),)
TEXT = "def conv_out():\n    return 1\n"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(seconds=60) as reader:  # what a program costs is asked here, and not how busy a machine is
        yield reader


def spent_s() -> float:
    """The time of a processor that this process has taken, and those that it started, which read for it."""
    ticks = 0
    for children in Path("/proc/self/task").glob("*/children"):
        for pid in children.read_text().split():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))
    return sum(os.times()[:4]) + (ticks / os.sysconf("SC_CLK_TCK") if ticks else 0)


def notebook(*cells: str) -> bytes:
    return json.dumps({"cells": [{"cell_type": "code", "source": cell} for cell in cells]}).encode()


def collected(folder: Path) -> Collected:
    return collect(Student("ann", (folder,)), TOPICS, reader=shared_reader())


def fault(folder: Path) -> str:
    return collected(folder).work[0].submission.fault


def ends_well(read: Callable[[], object]) -> bool:
    """Whether something is read, or refused for a reason of its own."""
    try:
        read()
    except Refused as why:
        return (
            str(why).startswith(("it", "a name in it"))
            and "fault of ours" not in str(why)
            and not isinstance(why, TooMuch)
        )
    return True


# Programs: what stands before, what is repeated, what stands behind

PROGRAMS = {
    "assignments of one name": ("def f(): return a\n", "a=a\n", ""),
    "functions that use each other": ("", "def f():return f\n", ""),
    "statements in one line": ("def f(): return a\n", "a=1;", ""),
    "statements in full lines": ("def f(): return a\n", "a=1;" * 2000 + "\n", ""),
    "changes in place": ("def f(): return a\n", "a[0].b=1\n", ""),
    "f-strings": ("", 'f"{a}"\n', ""),
    "one f-string": ('f"', "{a}", '"'),
    "one f-string of many lines": ('f"""', "{a:{b}}\n", '"""'),
    "a dotted name": ("import a", ".a", ""),
    "a dotted name over many lines": ("import a", "\\\n.a", ""),
    "continued lines": ("a", "+\\\na", ""),
    "magics": ("", "%m\n", ""),
    "help": ("", "a?\n", ""),
    "open brackets": ("", "(\n", ""),
    "signs": ("", "-" * 80 + "\\\n", "1"),
    "attributes": ("a", ".a\\\n", ""),
    "branches": ("if a:\n pass\n", "elif a:\n pass\n", ""),
    "decorators": ("", "@f\n", "def f(): pass"),
    "targets": ("(", "a,\n", ") = 1"),
    "one number": ("", "9", ""),
    "quotes": ("", "'\n", ""),
    "form feeds": ("", "\f\n", "def f(): pass"),
    "carriage returns": ("", "a\r", ""),
    "no text": ("", "\0\n", ""),
    "halves of characters": ("", "x = '\ud800'\n", ""),
    "escapes": ("", "'\\d'\n", ""),
    "named characters": ("", "'\\N{DIGIT ONE}'\n", ""),
    "letters to normalize": ("", "\ufdfa\n", ""),
}


def program(name: str, size: int = SIZE) -> str:
    before, repeated, behind = PROGRAMS[name]
    return before + repeated * (size // len(repeated)) + behind


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_strange_program_costs_little(reader: Reader, name: str) -> None:
    read_everything(reader, program(name))


@pytest.mark.slow
@pytest.mark.parametrize("name", PROGRAMS)
def test_so_does_a_long_one(reader: Reader, name: str) -> None:
    read_everything(reader, program(name, MAX_PARSED - 100))


def read_everything(reader: Reader, source: str) -> None:
    for read in (
        lambda: reader.prints(source),
        lambda: reader.bare(source),
        lambda: reader.excerpt(source, "f", 1),
        lambda: reader.notebook(notebook(TEXT, source)),
    ):
        began = spent_s()
        assert ends_well(read)
        assert spent_s() - began < SOON_S


def test_of_many_statements_in_a_line_each_is_taken_once() -> None:
    found = module_of([Cell(1, "import a; x = 1; y = x;  print(y)\ndef f(): return y; pass\n")])
    assert found.source == "x = 1\n\ny = x\n\ndef f(): return y; pass\n"


def test_lines_are_counted_as_python_counts_them() -> None:
    text = "x = 'a\x0cb\u2028c'\r\n@min\rdef f():\r\n    return x  # it\n"
    assert module_of([Cell(1, text)]).source == "x = 'a\x0cb\u2028c'\n\n@min\ndef f():\n    return x\n"


# Notebooks

NOTEBOOKS = {
    "nested": b"[" * 100_000,
    "nested metadata": b'{"cells": [], "metadata": ' + b'{"a":' * 90_000,
    "many cells": json.dumps({"cells": [{"cell_type": "code", "source": ""}] * 6000}).encode(),
    "many lists": b'{"x": [' + b"[]," * 1_000_000 + b"[]]}",
    "a long number": b'{"cells": ' + b"9" * 1_000_000 + b"}",
    "cells of numbers": b'{"cells": [1, 2]}',
    "cells of texts": b'{"cells": "ab"}',
    "sources of numbers": b'{"cells": [{"cell_type": "code", "source": [1]}]}',
    "much code": notebook("# " + "a" * 9000 + "\n", *["x = 1\n" * 1000] * 30),
    "another coding": '{"cells": 1}'.encode("utf-32"),
    "broken coding": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_strange_notebook_is_refused_soon(reader: Reader, name: str) -> None:
    began = spent_s()
    with pytest.raises(Refused, match=r"it is no notebook|it has more code than a solution can have"):
        reader.notebook(NOTEBOOKS[name])
    assert spent_s() - began < SOON_S


def test_of_many_broken_cells_some_are_named(tmp_path: Path) -> None:
    (tmp_path / "output_size.ipynb").write_bytes(notebook(*["("] * 200))
    found = collected(tmp_path)
    assert len(found.notes) == 21
    assert "180 more cells could not be read" in found.notes[-1]
    assert "nothing in it could be read: cell 1, line 1, is no Python" in found.work[0].submission.fault


# Archives


def zipped(members: dict[str, str], comment: bytes = b"") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a name that is there twice
            for name, text in members.items():
                archive.writestr(name.rstrip("*"), text)
    return written.getvalue()


PLAIN = zipped({"output_size.py": TEXT})
END = PLAIN.rindex(b"PK\x05\x06")


def with_end(data: bytes = PLAIN, comment: int = 0, **fields: int) -> bytes:
    """The archive with another end record, and a comment of so many bytes."""
    place = data.rindex(b"PK\x05\x06")
    names = ("disk", "first", "here", "count", "size", "start")
    known = dict(zip(names, struct.unpack("<4H2L", data[place + 4 : place + 20]), strict=True)) | fields
    return data[:place] + b"PK\x05\x06" + struct.pack("<4H2LH", *known.values(), comment) + b"c" * comment


def huge_behind_a_comment() -> bytes:
    """A list of 20,000 members that only a reader of the format for huge archives sees, out of reach of a look at the
    last 64 KiB; the ordinary record tells of a list that is short."""
    start = struct.unpack("<L", PLAIN[END + 16 : END + 20])[0]
    entry = PLAIN[start:END]
    listed = entry * 20_000
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 20_000, 20_000, len(listed), start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, start + len(listed), 1)
    ordinary = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), start, 65_535)
    return PLAIN[:start] + listed + record + locator + ordinary + b"c" * 65_535


def overlapping() -> bytes:
    """Two members, both of which are the same bytes."""
    data = bytearray(zipped({"output_size.py": TEXT, "output_size.pi": TEXT}))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = bytes(4)
    return bytes(data)


def nul_in_a_name() -> bytes:
    return zipped({"output_size.py.x": TEXT}).replace(b"output_size.py.x", b"output_size.py\0x")


ARCHIVES: dict[str, tuple[Callable[[], bytes], str]] = {
    "huge behind a comment": (huge_behind_a_comment, "two ends say different things"),
    "an end in the comment": (lambda: zipped({"output_size.py": TEXT}, b"PK\x05\x06" + bytes(60)), "its end is not"),
    "bytes after the end": (lambda: PLAIN + b"more", "its end is not"),
    "bytes before the beginning": (lambda: b"more" + PLAIN, "is not where it says"),
    "a list that is elsewhere": (lambda: with_end(start=3), "is not where it says"),
    "fewer members than said": (lambda: with_end(here=3, count=3), "another length than it says"),
    "a part of several": (lambda: with_end(disk=1), "is not where it says"),
    "a long list": (lambda: with_end(size=1 << 20), "is not where it says"),
    "a list beyond all bounds": (lambda: with_end(size=1 << 30), "too many files"),
    "overlapping members": (overlapping, "its files overlap"),
    "two of one name": (lambda: zipped({"output_size.py": TEXT, "output_size.py*": "x"}), "two files of one name"),
    "a NUL in a name": (nul_in_a_name, "leads out"),
    "a long name": (lambda: zipped({"e" + "\u0301" * 30_000: TEXT}), "more than 300 characters"),
    "nothing": (lambda: b"", "no zip file"),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_strange_archive_is_refused_soon(tmp_path: Path, name: str) -> None:
    made, why = ARCHIVES[name]
    (tmp_path / "work.zip").write_bytes(made())
    began = spent_s()
    assert "work.zip could not be opened" in fault(tmp_path)
    assert why in collected(tmp_path).notes[0]
    assert spent_s() - began < SOON_S


def test_an_ordinary_archive_with_a_comment_is_read(tmp_path: Path) -> None:
    (tmp_path / "work.zip").write_bytes(with_end(comment=65_535))
    assert collected(tmp_path).work[0].submission.source == TEXT.encode()


def test_a_small_zip_of_large_notebooks_costs_little(tmp_path: Path) -> None:
    work = notebook(program("assignments of one name")).decode()
    data = zipped({f"{number}/output_size.ipynb": work for number in range(3)})
    (tmp_path / "work.zip").write_bytes(data)
    assert len(data) < 10_000
    began = spent_s()
    assert not fault(tmp_path)
    assert spent_s() - began < 2 * SOON_S


def test_archives_in_archives_are_opened_a_few_times(tmp_path: Path) -> None:
    data = PLAIN
    for depth in range(5):
        (tmp_path / "work.zip").write_bytes(data)
        found = collected(tmp_path).work[0].submission
        assert found.source == (TEXT.encode() if depth < 3 else b"")
        assert found.unclear is (depth >= 3)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr("inner.zip", data)
        data = made.getvalue()


# The process that reads


@pytest.fixture
def slow_and_hungry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three ways to cost too much, for a reader that is forked from here."""
    found = {"sleep": lambda _: time.sleep(60), "eat": lambda _: bytearray(1 << 34), "die": lambda _: os._exit(1)}
    monkeypatch.setattr(functions, "FUNCTIONS", {**functions.FUNCTIONS, **found})


@pytest.mark.usefixtures("slow_and_hungry")
@pytest.mark.parametrize(
    ("name", "why"), [("sleep", "longer than 1 second to"), ("eat", "MiB of memory"), ("die", "the process that read")]
)
def test_what_costs_too_much_is_refused_and_the_next_file_is_read(name: str, why: str) -> None:
    with Reader(forks=True, seconds=1) as reader:
        for _ in range(2):
            with pytest.raises(TooMuch, match=f"^it takes .*{why}"):
                reader._ask(b"", name)
            assert reader.notebook(notebook(TEXT)).source == TEXT


def test_the_rest_of_a_students_files_is_not_given_the_time_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(functions.FUNCTIONS, "notebook", lambda *_: time.sleep(60))  # type: ignore[index]  # here only
    monkeypatch.setattr(finding, "READ_S", 0.5)
    for number in range(20):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "output_size.ipynb").write_bytes(notebook(TEXT))
    began = time.monotonic()
    with Reader(forks=True, seconds=1) as reader:
        found = collect(Student("ann", (tmp_path,)), TOPICS, reader=reader)
    assert found.work[0].submission.unclear
    assert "takes longer" in found.work[0].submission.fault
    assert time.monotonic() - began < SOON_S


def test_one_process_reads_a_whole_class(tmp_path: Path) -> None:
    processes = set()
    with Reader() as reader:
        for number in range(3):
            (tmp_path / "output_size.ipynb").write_bytes(notebook(f"def f(): return {number}"))
            collect(Student("ann", (tmp_path,)), TOPICS, reader=reader)
            processes.add(reader.running)
    assert len(processes) == 1


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc here")
def test_the_process_is_limited_and_on_linux_confined(reader: Reader) -> None:
    reader.notebook(notebook(TEXT))
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    told = [Path(f"/proc/{pid}/status").read_text() for pid in children]
    assert any("Seccomp:\t2" in status and "NoNewPrivs:\t1" in status for status in told)


# A class


def test_similarity_of_strange_programs_names_what_it_could_not_compare() -> None:
    sources = {name: program(name) for name in ("one f-string", "f-strings", "open brackets", "continued lines")}
    students = [StudentMarks(who, (topic("t", mark("a"), source=text),)) for who, text in sources.items()]
    began = spent_s()
    found = similarities(Gradebook("", "A", tuple(students)), {})
    assert {student: why for _, student, why in found.skipped} == {
        "one f-string": "it is no Python: a line has more than 10,000 characters",
        "open brackets": "it is no Python: too many nested parentheses",
        "f-strings": "it is too large to compare",
        "continued lines": "it is no Python: it is nested too deeply",
    }
    assert spent_s() - began < 4 * SOON_S


@pytest.mark.slow
def test_a_thousand_long_programs_are_compared_soon() -> None:
    lines = [f"x.a{number} = y.b{number % 7} + f(z, k{number % 5}={number})" for number in range(900)]
    texts = ["\n".join(lines[(place * 7) % 300 :] + lines[: place % 290]) for place in range(1000)]
    students = [StudentMarks(f"s{n}", (topic("t", mark("a"), source=text),)) for n, text in enumerate(texts)]
    began = time.process_time()
    similarities(Gradebook("", "A", tuple(students)), {})
    assert time.process_time() - began < 120


def test_a_class_with_a_hostile_student_is_graded(grade: Grade, tmp_path: Path) -> None:
    for student, name, data in (
        ("ann", "output_size.py", HALF_WRITTEN.encode()),
        ("bad", "output_size.ipynb", notebook(program("assignments of one name"))),
        ("mad", "work.zip", huge_behind_a_comment()),
    ):
        (tmp_path / "class" / student).mkdir(parents=True)
        (tmp_path / "class" / student / name).write_bytes(data)
    done = grade("class", "run", "class", "--topic", "output_size", "--json")
    assert done.code == 1
    points = {one["student"]: one["points"] for one in map(json.loads, done.out.splitlines())}
    assert points["ann"] > points["bad"] == 0
    assert points["mad"] is None
    assert "mad/work.zip: not taken: it is damaged: its two ends say" in done.err


# Any bytes at all

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["cells", "code", "source", "def f(): a"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["cells", "source"]), inner),
    max_leaves=8,
)
CELLS = st.lists(st.fixed_dictionaries({"cell_type": st.sampled_from(["code", 1]), "source": st.text() | JSON}))
PIECES = st.lists(
    st.sampled_from(
        ["def f(", "):", "\n", " ", "a", ";", "=", "%", "?", "\\", "'", '"""', "f'{", "}", "@", "\f", "\r", "\0"]
    )
    | st.text(max_size=3),
    max_size=30,
).map("".join)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.binary() | st.fixed_dictionaries({"cells": CELLS | JSON}).map(lambda found: json.dumps(found).encode()))
def test_any_bytes_are_a_notebook_or_refused(reader: Reader, data: bytes) -> None:
    assert ends_well(lambda: parse(reader.notebook(data).source))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(PIECES)
def test_any_text_is_a_program_or_refused(reader: Reader, source: str) -> None:
    assert ends_well(lambda: reader.prints(source))
    assert ends_well(lambda: parse(reader.bare(source)))
    assert ends_well(lambda: reader.excerpt(source, "f", 2))
    assert ends_well(lambda: parse(module_of([Cell(1, source), Cell(2, source)]).source))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.binary(max_size=40), st.lists(st.tuples(st.integers(0, len(PLAIN) - 1), st.integers(0, 255)), max_size=4))
def test_any_bytes_are_an_archive_or_refused(reader: Reader, behind: bytes, changes: list[tuple[int, int]]) -> None:
    data = bytearray(PLAIN)
    for place, value in changes:
        data[place] = value
    for archive in (bytes(data), bytes(data) + behind, behind):
        assert ends_well(partial(unpacked, reader, archive))


def unpacked(reader: Reader, archive: bytes) -> object:
    return reader.unpacked(archive, {one.name: 1000 for one in reader.listed(archive)})
