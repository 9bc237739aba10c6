"""Rosters and late files as spreadsheets and gradebooks save them: read where they mean one thing, else asked about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from class_sample import TOPIC
from receptive.classroom.decoding import read_text
from receptive.classroom.errors import ClassError
from receptive.classroom.late_files import read_policy, read_times
from receptive.classroom.roster import read_roster
from support import Grade, solution

NAMES = ("Müller", "Groß", "André", "Zoë", "Peña", "Łukasz", "Ильин", "Αλέξης", "Çelik", "王小明")
POLICY = "schema: receptive/late/v1\ndeadline: 2026-11-02T23:59:00+01:00\npercent_per_day: 10\ntimes: {times}\n"


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def what_is_read(path: Path) -> str:
    try:
        return read_roster(path)[0].name
    except ClassError as refused:
        return "asked" if "class.csv:2: is not UTF-8" in str(refused) and "--encoding" in str(refused) else "?"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "encoding", ["windows-1252", "windows-1250", "windows-1251", "windows-1253", "windows-1254", "cp850", "gbk"]
)
def test_a_name_is_read_as_it_was_written_or_not_at_all(tmp_path: Path, name: str, encoding: str) -> None:
    try:
        data = f"student;name\r\nx;{name}\r\n".encode(encoding)
    except UnicodeEncodeError:
        return
    path = write(tmp_path, "class.csv", data)
    assert read_roster(path, encoding)[0].name == name
    assert what_is_read(path) in (name, "asked")


@pytest.mark.parametrize("name", ["Müller", "Köhler-Öztürk", "Jürgen Größe"])
def test_what_means_one_thing_in_all_code_pages_is_read(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, "class.csv", f"student,name\nx,{name}\n".encode("windows-1252"))
    assert read_roster(path)[0].name == name


def test_the_refusal_shows_the_line_as_it_may_be_meant(tmp_path: Path) -> None:
    path = write(tmp_path, "class.csv", "student\nbob\nZoë\n".encode("windows-1252"))
    with pytest.raises(ClassError) as refused:
        read_roster(path)
    assert "class.csv:3: is not UTF-8: is it Zoë (windows-1252), or " in str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_stays_that_whatever_is_given_for_other_files(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, "class.csv", "student\nZoë\n".encode(encoding))
    assert [one.student for one in read_roster(path, "windows-1252")] == ["Zoë"]


@pytest.mark.parametrize(
    ("data", "encoding", "told"),
    [
        (b"student\nZo\xeb\n", "windows-1111", "--encoding windows-1111 is not known"),
        (b"student\nZo\xeb\n", "hex", "--encoding hex is not known"),
        (b"student\nann\nZo\xeb\n", "ascii", "class.csv:3: is not ascii; name another --encoding"),
        (b"student\nZo\xeb\x81\n", "", "class.csv:2: is not UTF-8"),
        (b"PK\x03\x04" + bytes(40), "", "is a workbook"),
        ("student\nann".encode("utf-16")[:-1], "", "class.csv:2: is not whole UTF-16"),
        (b"student\nan\0n\n", "", "class.csv:2: holds bytes that are no text"),
        (b"\xff" * 100, "", "class.csv:1: is not UTF-8"),
    ],
)
def test_what_cannot_be_read_names_line_and_option(tmp_path: Path, data: bytes, encoding: str, told: str) -> None:
    with pytest.raises(ClassError, match=r"class\.csv|--encoding") as refused:
        read_roster(write(tmp_path, "class.csv", data), encoding)
    assert told in str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1252"])
def test_a_policy_and_its_times_may_be_in_them_too(tmp_path: Path, encoding: str) -> None:
    policy = POLICY.format(times="times.csv") + "students:\n  Müller: none\n"
    path = write(tmp_path, "late.yaml", policy.encode(encoding))
    assert list(read_policy(path).students) == ["Müller"]
    times = "student,submitted\nMüller,2026-11-02T23:00:00+01:00\n"
    assert list(read_times(write(tmp_path, "times.csv", times.encode(encoding)))) == [("Müller", "")]


def test_the_option_is_for_all_files_of_a_run(tmp_path: Path, grade: Grade) -> None:
    folder = tmp_path / "class" / "Zoë"
    folder.mkdir(parents=True)
    (folder / f"{TOPIC}.py").write_text(solution(TOPIC), "utf-8")
    write(tmp_path, "class.csv", "student\nZoë\n".encode("windows-1252"))
    write(tmp_path, "times.csv", "student,submitted\nZoë,2026-11-03T23:00:00+01:00\n".encode("windows-1252"))
    write(tmp_path, "late.yaml", POLICY.format(times="times.csv").encode())
    words = ("class", "run", "class", "--topic", TOPIC, "--roster", "class.csv", "--late", "late.yaml", "--json")
    refused = grade(*words)
    assert refused.code == 4
    assert "class.csv:2: is not UTF-8" in refused.err
    done = grade(*words, "--encoding", "windows-1252")
    assert done.code == 0, done.err
    (line,) = map(json.loads, done.out.splitlines())
    assert (line["student"], len(line["adjustments"])) == ("Zoë", 1)


def test_a_long_file_is_read_soon(tmp_path: Path) -> None:
    text = "student,name\n" + "".join(f"s{number},Müller {number}\n" for number in range(20_000))
    assert read_text(write(tmp_path, "class.csv", text.encode("windows-1252"))) == text
