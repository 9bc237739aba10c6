"""JUnit's XML, one file for each student: a suite for each topic, a case for each criterion, and a suite of the whole.

It is held to the schema of Jenkins' readers, which knows no `skipped` of all suites together. `timestamp` is when the
topic was handed in, in UTC, and is absent where that is not known.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from datetime import UTC

from receptive.classroom.gradebook import Adjustment, CriterionMark, StudentMarks, TopicMark
from receptive.classroom.points import find_unsettled, number_text, points_of
from receptive.model import Status
from receptive.text import in_one_line, printable

FAILURES = (Status.FAILED,)
SKIPPED = (Status.MISSING, Status.NOT_RUN, Status.NEEDS_LOOK)
WHOLE = "whole"
NO_TIME = "0.000"


def junit_xml(student: StudentMarks) -> bytes:
    """The file of one student. Wrong answers are failures; what raised, hung or crashed is an error; what is not
    written, could not be run or is not decided is skipped.

    Points, late lines and overrides stand in `properties`, the comment in `system-out`; points that are not decided
    stand nowhere.
    """
    counts = _counts([case for topic in student.topics for case in topic.criteria])
    del counts["skipped"]
    root = ET.Element("testsuites", {"name": in_one_line(student.student), **counts})
    for topic in student.topics:
        lines = [one for one in student.adjustments if one.topic == topic.topic]
        suite = _suite(root, topic.topic, topic.criteria)
        if topic.handed_in:  # as old readers want it: without its distance from UTC
            suite.set("timestamp", topic.handed_in.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds"))
        _properties(suite, student, topic.topic, topic.points, topic.max_points, lines)
        for mark in topic.criteria:
            _case(suite, topic, mark)
    whole = _suite(root, WHOLE, ())
    lines = [one for one in student.adjustments if not one.topic]
    _properties(whole, student, "", points_of(student, ""), student.max_points, lines)
    if student.comment:
        ET.SubElement(whole, "system-out").text = printable(student.comment)
    ET.indent(root, " ")
    return b"%b\n" % ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _suite(root: ET.Element, name: str, marks: tuple[CriterionMark, ...]) -> ET.Element:
    return ET.SubElement(root, "testsuite", {"name": name, **_counts(marks)})


def _properties(
    suite: ET.Element,
    student: StudentMarks,
    topic: str,
    points: float | None,
    most: float,
    adjustments: Iterable[Adjustment],
) -> None:
    undecided = find_unsettled(student, topic)
    found = [("undecided", ", ".join(undecided))] if undecided else []
    if points is not None and not undecided:
        found.append(("points", number_text(points)))
    found.append(("max_points", number_text(most)))
    found += [(one.kind, f"{number_text(one.points)}: {in_one_line(one.reason)}") for one in adjustments]
    properties = ET.SubElement(suite, "properties")
    for name, value in found:
        ET.SubElement(properties, "property", {"name": name, "value": value})


def _case(suite: ET.Element, topic: TopicMark, mark: CriterionMark) -> None:
    place = ".".join(filter(None, (topic.topic, mark.exercise)))
    head = {"classname": printable(place), "name": printable(mark.title), "time": NO_TIME}
    case = ET.SubElement(suite, "testcase", head)
    if mark.status is Status.PASSED:
        return
    said = printable(mark.message)
    head = {"message": said.partition("\n")[0] or mark.status.value}
    if mark.status in SKIPPED:
        ET.SubElement(case, "skipped", head)
        return
    element = ET.SubElement(
        case, "failure" if mark.status in FAILURES else "error", {**head, "type": mark.status.value}
    )
    element.text = "\n".join(filter(None, (said, printable(mark.diagnosis.text) if mark.diagnosis else "")))


def _counts(marks: list[CriterionMark] | tuple[CriterionMark, ...]) -> dict[str, str]:
    failures = sum(mark.status in FAILURES for mark in marks)
    skipped = sum(mark.status in SKIPPED for mark in marks)
    errors = sum(mark.status is not Status.PASSED for mark in marks) - failures - skipped
    counts = {"tests": len(marks), "failures": failures, "errors": errors, "skipped": skipped}
    return {name: str(count) for name, count in counts.items()} | {"time": NO_TIME}
