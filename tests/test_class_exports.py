"""Marks in other systems' formats: golden files, and each format read again by what reads it."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gradebook_sample import mark, small_class, topic
from receptive.classroom.errors import ExportError
from receptive.classroom.gradebook import Adjustment
from receptive.classroom.lines import line_of
from receptive.classroom.marks import Mark, StudentEntries
from receptive.classroom.points import find_unsettled, number_text
from receptive.exchange.gradebook.attempts import attempt_of
from receptive.exchange.gradebook.canvas import canvas_csv
from receptive.exchange.gradebook.changes import Change
from receptive.exchange.gradebook.columns import FillOptions
from receptive.exchange.gradebook.files import file_names
from receptive.exchange.gradebook.junit import junit_xml
from receptive.exchange.gradebook.moodle import moodle_csv
from receptive.exchange.gradebook.plain_csv import gradebook_csv, safe_cell
from receptive.exchange.gradebook.tables import fill_column, read_table
from receptive.model import Status

FILES = Path(__file__).parent / "class_files"


def test_a_canvas_column_is_filled_and_nothing_else_is_touched() -> None:
    found = canvas_csv(small_class(), FILES / "canvas.csv", FillOptions("week 1"))
    assert found.data == (FILES / "canvas_filled.csv").read_bytes()
    assert found.changes == (Change("anna", "line 4", "", "4.5"), Change("josé ñ", "line 5", "3.00", "1.25"))
    assert (found.replaced, found.matched_by) == (found.changes[1:], "SIS Login ID")
    assert found.not_in_file == ("=cmd|'/c calc'!A1", "late one")
    assert found.not_graded == ("Other", "Student, Test")
    assert any("ours: not decided" in line and "alpha.depth" in line for line in found.skipped)
    assert any("zoë: nothing was graded" in line for line in found.skipped)


@pytest.mark.parametrize(
    ("column", "topic", "says"),
    [
        ("Week 2", "", "no column 'Week 2'"),
        ("Final Score", "", "computes the column"),
        ("Week 1", "beta", "nobody was graded in 'beta'"),
        ("Essay, long", "", "counts 10 points, the gradebook 4.5"),
    ],
)
def test_canvas_refuses_what_would_give_wrong_marks(column: str, topic: str, says: str) -> None:
    with pytest.raises(ExportError, match=says):
        canvas_csv(small_class(), FILES / "canvas.csv", FillOptions(column, topic))


def test_points_are_converted_when_asked_and_topics_can_be_chosen() -> None:
    scaled = canvas_csv(small_class(), FILES / "canvas.csv", FillOptions("Essay, long", scale=True)).data.decode()
    assert ',"CNN, group 1",,10,91.2\r\n' in scaled
    alone = canvas_csv(
        small_class(), FILES / "canvas.csv", FillOptions("Week 1 (4711)", "alpha", scale=True)
    ).data.decode()
    assert ",josé ñ,CNN,1.2857," in alone  # 1 of 3.5, in points of 4.5


def test_an_excused_student_stays_excused(tmp_path: Path) -> None:
    path = tmp_path / "canvas.csv"
    path.write_bytes((FILES / "canvas.csv").read_bytes().replace(b"CNN,3.00,", b"CNN,EX,"))
    found = canvas_csv(small_class(), path, FillOptions("Week 1"))
    assert b"CNN,EX," in found.data
    assert any("is excused" in line for line in found.skipped)


def test_two_rows_of_one_name_get_no_mark(tmp_path: Path) -> None:
    path = tmp_path / "canvas.csv"
    path.write_bytes((FILES / "canvas.csv").read_bytes() + b"Twin,107,S7,ANNA,CNN,,,\r\n")
    found = canvas_csv(small_class(), path, FillOptions("Week 1"))
    assert "anna: stands in lines 4, 11; nothing is written" in found.skipped
    assert {"Svensson, Anna", "Twin"} <= set(found.not_graded)


def test_a_moodle_worksheet_is_filled() -> None:
    found = moodle_csv(small_class(), FILES / "moodle_worksheet.csv", FillOptions())
    assert found.data == (FILES / "moodle_worksheet_filled.csv").read_bytes()
    assert found.matched_by == "Email address"
    assert any("late one: Moodle says" in line for line in found.skipped)
    assert found.not_graded == ("Other",)
    with pytest.raises(ExportError, match=r"counts 4.5 points, the gradebook 3.5"):
        moodle_csv(small_class(), FILES / "moodle_worksheet.csv", FillOptions(topic="alpha"))


def test_an_export_of_moodles_gradebook_is_filled() -> None:
    found = moodle_csv(
        small_class(), FILES / "moodle_grades.csv", FillOptions("Assignment: Week 1 (Real)", maximum="4.5")
    )
    assert found.data == (FILES / "moodle_grades_filled.csv").read_bytes()
    assert found.changes == (Change("anna", "line 2", "-", "4.5"),)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "is empty"),
        (b'Student,ID\n"open,1\n', "quote"),
        (b'Student,ID\n"a"b,1\n', "quote"),
        (b"Student,ID\n\xff,1\n", "not UTF-8"),
        (b"Student,ID,Week 1\n", "Points Possible"),
    ],
)
def test_a_broken_table_is_refused_with_words(tmp_path: Path, text: bytes, says: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(text)
    with pytest.raises(ExportError, match=says):
        canvas_csv(small_class(), path, FillOptions("Week 1"))
    with pytest.raises(ExportError, match="cannot be read"):
        read_table(tmp_path / "none.csv")


CELLS = st.lists(
    st.lists(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\r")), min_size=2, max_size=2)
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(CELLS, st.sampled_from(["\n", "\r\n"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_any_table_keeps_its_bytes_and_reads_as_csv_reads_it(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], end: str, quoting: int
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=end, quoting=quoting).writerows([["a", "b"], *rows])  # type: ignore[arg-type]
    path = tmp_path_factory.mktemp("t") / "t.csv"
    path.write_bytes(text.getvalue().encode())
    table = read_table(path)
    assert [[row.value(at) for at in range(len(row.texts))] for row in table.rows[1:]] == rows
    assert fill_column(table, 1, {}) == path.read_bytes()


def test_the_plain_table_has_every_student_and_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(gradebook_csv(small_class()), newline="")))
    assert [row["student"] for row in rows] == [safe_cell(one.student) for one in small_class().students]
    assert rows[0]["student"] == "'=cmd|'/c calc'!A1"
    assert rows[0]["comment"] == "'@SUM(A1)"
    anna, jose, ours = rows[1], rows[2], rows[4]
    assert (anna["alpha (3.5)"], anna["alpha/quiz (1)"], anna["total"], anna["of"]) == ("3.5", "1", "4.5", "4.5")
    assert (jose["late"], jose["overrides"], jose["total"]) == ("-0.5", "0.25", "1.25")
    assert "two days" in jose["adjustments"]
    assert (ours["alpha (3.5)"], ours["total"], ours["undecided"]) == ("", "", "alpha.depth")
    assert (rows[5]["alpha (3.5)"], rows[5]["total"]) == ("", "")


def test_an_override_settles_what_was_undecided() -> None:
    ours = small_class().students[4]
    assert find_unsettled(ours, "") == ("alpha.depth",)
    assert find_unsettled(replace(ours, adjustments=(Adjustment("override", "alpha", 2.0, "by hand"),)), "") == ()


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\n=1", " =1", "＝1"])
def test_what_a_spreadsheet_would_compute_is_guarded(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "anna", "-12.5", "+49", "-1,5", "0", "a=b", "x@example.org"])
def test_numbers_and_ordinary_texts_are_not_damaged(text: str) -> None:
    assert safe_cell(text) == text


def test_numbers_are_written_as_people_read_them() -> None:
    assert [number_text(value) for value in (0.0, -0.0, 1e6, 2.5, 1 / 3, -1e-9, -0.5)] == [
        "0", "0", "1000000", "2.5", "0.3333", "0", "-0.5",
    ]  # fmt: skip


def test_attempts_are_objects_of_the_contract() -> None:
    lines = [attempt_of(small_class(), student) for student in small_class().students]
    assert [line["student"] for line in lines] == [one.student for one in small_class().students]
    jose = lines[2]
    assert (jose["schema"], jose["points"], jose["seed"], jose["isolation"]) == (
        "receptive/attempt/v1", 1.25, "autumn", "A",
    )  # fmt: skip
    assert jose["adjustments"][0] == {"kind": "late", "topic": "alpha", "points": -0.5, "reason": "two days"}
    criterion = jose["topics"][0]["criteria"][1]
    assert criterion["diagnosis"]["misconception"] == "FIL-9"
    assert {"id", "title", "visibility", "points", "max_points", "status", "message"} <= criterion.keys()


# What Jenkins' readers accept (junit-10): names, what must be there, and what may; anything else is refused
JUNIT = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:simpleType name="seconds"><xs:restriction base="xs:string">
    <xs:pattern value="(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\\.[0-9]*)?"/>
  </xs:restriction></xs:simpleType>
  <xs:complexType name="said" mixed="true">
    <xs:attribute name="type" type="xs:string"/><xs:attribute name="message" type="xs:string"/>
  </xs:complexType>
  <xs:complexType name="case"><xs:choice minOccurs="0" maxOccurs="unbounded">
      <xs:element name="skipped" type="said"/><xs:element name="error" type="said"/>
      <xs:element name="failure" type="said"/>
      <xs:element name="system-out" type="xs:string"/><xs:element name="system-err" type="xs:string"/>
    </xs:choice>
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="classname" type="xs:string"/>
    <xs:attribute name="time" type="xs:string"/>
    <xs:attribute name="group" type="xs:string"/>
  </xs:complexType>
  <xs:complexType name="properties"><xs:sequence>
    <xs:element name="property" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
      <xs:attribute name="name" type="xs:string" use="required"/>
      <xs:attribute name="value" type="xs:string" use="required"/>
    </xs:complexType></xs:element>
  </xs:sequence></xs:complexType>
  <xs:complexType name="suite"><xs:choice minOccurs="0" maxOccurs="unbounded">
      <xs:element name="properties" type="properties"/><xs:element name="testcase" type="case"/>
      <xs:element name="system-out" type="xs:string"/><xs:element name="system-err" type="xs:string"/>
    </xs:choice>
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="tests" type="xs:string" use="required"/>
    <xs:attribute name="failures" type="xs:string" use="required"/>
    <xs:attribute name="errors" type="xs:string" use="required"/>
    <xs:attribute name="skipped" type="xs:string"/>
    <xs:attribute name="time" type="seconds"/>
    <xs:attribute name="timestamp" type="xs:string"/>
  </xs:complexType>
  <xs:element name="testsuites"><xs:complexType>
    <xs:sequence><xs:element name="testsuite" type="suite" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
    <xs:attribute name="name" type="xs:string"/><xs:attribute name="time" type="seconds"/>
    <xs:attribute name="tests" type="xs:string"/><xs:attribute name="failures" type="xs:string"/>
    <xs:attribute name="errors" type="xs:string"/>
  </xs:complexType></xs:element>
</xs:schema>"""


def test_junit_is_what_jenkins_reads_whatever_students_write() -> None:
    etree = pytest.importorskip("lxml.etree")
    schema = etree.XMLSchema(etree.XML(JUNIT))
    for student in small_class().students:
        schema.assertValid(etree.XML(junit_xml(student)))
        dated = tuple(replace(topic, handed_in=datetime(2026, 11, 2, 23, 59, tzinfo=UTC)) for topic in student.topics)
        xml = junit_xml(replace(student, topics=dated))
        schema.assertValid(etree.XML(xml))
        assert xml.count(b'timestamp="2026-11-02T23:59:00"') == len(dated)
    jose = ET.fromstring(junit_xml(small_class().students[2]))
    assert (jose.get("name"), jose.get("tests"), jose.get("failures")) == ("josé ñ", "2", "1")
    failure = jose.find(".//failure")
    assert failure is not None
    assert failure.text == "the result is wrong\\x00 <b>\nYou slide the kernel over one channel only."
    ours = ET.fromstring(junit_xml(small_class().students[4]))
    assert ours.get("errors") == "1"


def properties(suite: ET.Element) -> dict[str, str]:
    return {one.attrib["name"]: one.attrib["value"] for one in suite.iter("property")}


def test_junit_tells_of_late_lines_overrides_and_comments_and_of_no_points_that_are_not_decided() -> None:
    alpha, whole = ET.fromstring(junit_xml(small_class().students[2])).findall("testsuite")
    assert properties(alpha) == {"points": "1.5", "max_points": "3.5", "late": "-0.5: two days"}
    assert properties(whole) == {"points": "1.25", "max_points": "3.5", "override": "0.25: asked well"}
    assert whole.findtext("system-out") == "see me"
    alpha, whole = ET.fromstring(junit_xml(small_class().students[4])).findall("testsuite")
    assert properties(alpha) == properties(whole) == {"undecided": "alpha.depth", "max_points": "3.5"}


def test_junit_says_to_a_reader_of_others_what_the_gradebook_says() -> None:
    """junitparser has classes of its own for suites, cases and results, and counts them itself."""
    junitparser = pytest.importorskip("junitparser", reason="junitparser is not installed: pip install -e '.[dev]'")
    kinds = {"failure": junitparser.Failure, "error": junitparser.Error, "skipped": junitparser.Skipped}
    seen = set()
    for student in small_class().students:
        read = junitparser.JUnitXml.fromstring(junit_xml(student))
        *topics, whole = list(read)
        written = [(one.tests, one.failures, one.errors, one.skipped) for one in (*topics, whole)]
        for suite in topics:
            suite.update_statistics()
        assert written == [(one.tests, one.failures, one.errors, one.skipped) for one in (*topics, whole)]
        assert (whole.name, len(whole)) == ("whole", 0)
        for suite, marked in zip(topics, student.topics, strict=True):
            assert suite.name == marked.topic
            for case, criterion in zip(suite, marked.criteria, strict=True):
                assert case.name == criterion.title
                assert case.is_passed == (criterion.status is Status.PASSED)
                seen |= {name for name, kind in kinds.items() for result in case.result if isinstance(result, kind)}
    assert seen == {"failure", "error"}


def test_files_of_different_students_never_meet() -> None:
    names = ["Anna", "anna", "a/b", "a_b", "../x", "-rf", "con", "", ".", "ö" * 300, "a\u0301", "\udcff", "plain one"]
    found = file_names(names)
    assert len({name.casefold() for name in found.values()}) == len(names)
    assert found["plain one"] == "plain one"
    assert all("/" not in name and not name.startswith((".", "-")) and len(name) < 100 for name in found.values())


def test_json_has_no_points_where_something_is_not_decided() -> None:
    marks = [
        Mark(one, 1, "autumn", "A", "", (), {"topic": one.topic, "points": one.points}, {}, "")
        for one in (topic("alpha", mark("depth", Status.NEEDS_LOOK)), topic("beta", mark("stride")))
    ]
    line = json.loads(line_of(StudentEntries("anna", tuple(marks), (), "", ()), "autumn"))
    assert (line["points"], line["undecided"]) == (None, ["alpha"])
    assert [one["points"] for one in line["topics"]] == [None, 1.0]
