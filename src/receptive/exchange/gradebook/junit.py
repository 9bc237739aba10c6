"""JUnit's XML, one file for each student: a suite for each topic, a case for each criterion."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from receptive.classroom.gradebook import CriterionMark, StudentMarks, TopicMark
from receptive.classroom.points import number_text
from receptive.model import Status
from receptive.text import in_one_line, printable

FAILURES = (Status.FAILED,)
SKIPPED = (Status.MISSING, Status.NOT_RUN, Status.NEEDS_LOOK)


def junit_xml(student: StudentMarks) -> bytes:
    """The file of one student. Wrong answers are failures; what raised, hung or crashed is an error; what is not
    written or could not be run is skipped. Points stand in `properties`, which readers show or pass over."""
    cases = [case for topic in student.topics for case in topic.criteria]
    root = ET.Element("testsuites", {"name": in_one_line(student.student), **_counts(cases)})
    for topic in student.topics:
        _suite(root, topic)
    ET.indent(root, " ")
    return b"%b\n" % ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _suite(root: ET.Element, topic: TopicMark) -> None:
    suite = ET.SubElement(root, "testsuite", {"name": topic.topic, **_counts(topic.criteria)})
    properties = ET.SubElement(suite, "properties")
    for name, value in (("points", topic.points), ("max_points", topic.max_points)):
        ET.SubElement(properties, "property", {"name": name, "value": number_text(value)})
    for mark in topic.criteria:
        _case(suite, topic, mark)


def _case(suite: ET.Element, topic: TopicMark, mark: CriterionMark) -> None:
    place = ".".join(filter(None, (topic.topic, mark.exercise)))
    case = ET.SubElement(suite, "testcase", {"classname": printable(place), "name": printable(mark.title), "time": "0"})
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
    return {name: str(count) for name, count in counts.items()} | {"time": "0"}
