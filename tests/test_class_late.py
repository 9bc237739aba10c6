"""Days late as a calendar has them, and other terms for a student, a section or a group."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from class_sample import TOPIC
from receptive.classroom.enrolling import NO_ROSTER, Roster
from receptive.classroom.errors import ClassError
from receptive.classroom.late_files import read_policy, read_times
from receptive.classroom.lateness import Lateness
from receptive.classroom.roster import Enrolled
from support import Grade, solution

POLICY = """schema: receptive/late/v1
deadline: {deadline}
percent_per_day: 10
times: times.csv
"""
RUN = ("class", "run", "class", "--topic", TOPIC, "--seed", "autumn", "--json", "--late", "late.yaml")


def lateness(folder: Path, policy: str, times: str = "student,submitted\n", roster: Roster = NO_ROSTER) -> Lateness:
    (folder / "late.yaml").write_text(policy, "utf-8")
    (folder / "times.csv").write_text(times, "utf-8")
    return Lateness(read_policy(folder / "late.yaml"), roster)


def days(folder: Path, deadline: str, submitted: str, more: str = "", student: str = "ann") -> int:
    found = lateness(folder, POLICY.format(deadline=deadline) + more, f"student,submitted\n{student},{submitted}\n")
    late = found.late(student, TOPIC, found.times[student, ""])
    return late.days if late else 0


AUTUMN, SPRING = "2026-10-24T20:00:00+02:00", "2026-03-28T20:00:00+01:00"  # a day before clocks change in Europe
BERLIN = "zone: Europe/Berlin\n"


@pytest.mark.parametrize(
    ("deadline", "submitted", "more", "expected"),
    [
        (AUTUMN, "2026-10-24T20:00:00+02:00", "", 0),
        (AUTUMN, "2026-10-24T20:00:01+02:00", "", 1),
        (AUTUMN, "2026-10-25T19:30:00+01:00", "", 1),  # 24.5 hours later, half an hour before a day is over
        (AUTUMN, "2026-10-25T20:00:00+01:00", "", 1),
        (AUTUMN, "2026-10-25T20:00:01+01:00", "", 2),
        (AUTUMN, "2026-10-25T18:30:00Z", BERLIN, 1),
        (AUTUMN, "2026-10-25T19:30:00", BERLIN, 1),
        ("2026-10-24T20:00", "2026-10-25T19:30", BERLIN, 1),
        (AUTUMN, "2026-10-25T19:30:00+01:00", "zone: Africa/Johannesburg\n", 2),  # where no clock changed
        (SPRING, "2026-03-29T20:00:00+02:00", "", 1),  # 23 hours later
        (SPRING, "2026-03-29T20:30:00+02:00", "", 2),
        (SPRING, "2026-03-29T20:30:00", BERLIN, 2),
        ("2026-11-05T20:00:00+01:00", "2026-11-06T13:30:00-05:00", "", 1),  # written by a traveler
        ("2026-11-05T20:00:00+01:00", "2026-11-06T14:30:00-05:00", "", 2),
        ("2026-11-05T20:00:00Z", "2026-11-07T12:00:00Z", "", 2),
        ("2026-11-06T20:00", "2026-11-08T12:00", BERLIN + "days_off: [saturday, sunday]\n", 0),
        ("2026-11-06T20:00", "2026-11-09T12:00", BERLIN + "days_off: [Saturday, Sunday]\n", 1),
        ("2026-12-20T20:00", "2027-01-07T12:00", BERLIN + "days_off: [2026-12-21/2027-01-06]\n", 1),
        ("2026-12-23T20:00", "2026-12-26T12:00", BERLIN + "days_off:\n- 2026-12-25\n", 2),
        ("2026-11-06T20:00", "9999-01-01T00:00", BERLIN, 36_500),
    ],
)
def test_days_are_those_of_a_calendar(tmp_path: Path, deadline: str, submitted: str, more: str, expected: int) -> None:
    if submitted.startswith("9999"):
        with pytest.raises(ClassError, match=r"times\.csv:2: '9999"):
            days(tmp_path, deadline, submitted, more)
        submitted = "2400-01-01T00:00"
    assert days(tmp_path, deadline, submitted, more) == expected


def test_the_case_from_life(grade: Grade, tmp_path: Path) -> None:
    """A day before the clocks change, one begun day by the calendar and more than 24 hours: one day."""
    hand_in(tmp_path, "ann")
    (tmp_path / "late.yaml").write_text(POLICY.format(deadline=AUTUMN))
    (tmp_path / "times.csv").write_text("student,submitted\nann,2026-10-25T19:30:00+01:00\n")
    (line,) = map(json.loads, grade(*RUN).out.splitlines())
    assert [(one["points"], one["reason"][:10]) for one in line["adjustments"]] == [(-2, "1 day late")]


def test_what_depends_on_an_unknown_zone_is_asked_and_not_guessed(tmp_path: Path) -> None:
    with pytest.raises(ClassError) as refused:
        days(tmp_path, AUTUMN, "2026-10-25T18:30:00Z")
    told = str(refused.value)
    assert "how many days late the work of ann is" in told
    assert "1 or 2, by the zone that 2026-10-24T20:00:00+02:00 stands for" in told
    assert "`zone: Europe/Berlin`" in told
    assert days(tmp_path, AUTUMN, "2026-10-25T12:00:00Z") == 1, "all of these zones agree"


def test_the_time_of_a_file_is_judged_by_the_zone(tmp_path: Path) -> None:
    found = lateness(tmp_path, POLICY.format(deadline="2026-10-24T20:00").replace("times.csv", "mtime") + BERLIN)
    from receptive.classroom.days import Moment

    late = found.late("ann", TOPIC, Moment(datetime.fromisoformat("2026-10-25T19:30:00+01:00").timestamp()))
    assert late is not None
    assert late.days == 1


EXTENDED = (
    POLICY.format(deadline="2026-10-20T20:00")
    + """zone: Europe/Berlin
grace_minutes: 30
students:
  ann: none
  bob:
    extra_days: 7
  zoë:
    deadline: 2026-10-21T08:00
    grace_minutes: 0
sections:
  B:
    deadline: 2026-10-23T20:00
  Evening: {grace_minutes: 240}
groups:
  red: {extra_days: 1}
"""
)
ROSTER = Roster(
    "class.csv",
    (
        Enrolled("ann", section="A"),
        Enrolled("bob", section="B", also=("robert",)),
        Enrolled("eve", section="b", group="red"),
        Enrolled("mia", section="evening"),
        Enrolled("zoë"),
    ),
)


@pytest.mark.parametrize(
    ("student", "submitted", "expected"),
    [
        ("ann", "2027-01-01T00:00", 0),
        ("bob", "2026-10-30T20:30", 0),  # seven days after the section's, over the change of the clocks; and the grace
        ("bob", "2026-10-30T20:31", 1),
        ("zoë", "2026-10-21T08:00", 0),
        ("zoë", "2026-10-21T08:01", 1),
        ("eve", "2026-10-24T20:30", 0),
        ("eve", "2026-10-24T20:31", 1),
        ("mia", "2026-10-21T00:00", 0),
        ("mia", "2026-10-21T00:01", 1),
        ("who", "2026-10-20T20:31", 1),
    ],
)
def test_a_student_a_section_and_a_group_have_terms_of_their_own(
    tmp_path: Path, student: str, submitted: str, expected: int
) -> None:
    found = lateness(tmp_path, EXTENDED, f"student,submitted\n{student},{submitted}\n", ROSTER)
    late = found.late(student, TOPIC, found.times[student, ""])
    assert (late.days if late else 0) == expected


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("  ann: none", "  bob: none"), "late.yaml:9: bob is given twice, first in line 8"),
        (("  ann: none", "  zoe\u0308: none"), "late.yaml:12: zoë is in line 8 too; leave one"),
        (("  ann: none", "  robert: none"), "late.yaml:10: line 8 is about the same student, bob, as class.csv:0 says"),
        (("  Evening:", "  b:"), "b is in line 16 too"),
        (("zone: Europe/Berlin", "zone: Europe/Berlinn"), "late.yaml:5: zone must be a zone like Europe/Berlin"),
        (("zone: Europe/Berlin\n", ""), "late.yaml:11: deadline needs its zone"),
        (("2026-10-21T08:00", "tomorrow"), "late.yaml:12: deadline must be a time like"),
        (("extra_days: 7", "extra_days: 7.5"), "late.yaml:10: extra_days must be a whole number"),
        (("extra_days: 7", "extra_days: -7"), "late.yaml:10: extra_days must be at least 0"),
        (("    grace_minutes: 0", "    extra_days: 2"), "needs a deadline or extra_days"),
        (("extra_days: 7", "days: 7"), "late.yaml:10: days is no field of bob"),
        (("grace_minutes: 30", "days_off: [sonntag]"), "must be a day like sunday, 2026-12-25"),
        (("grace_minutes: 30", "days_off: [2026-12-25/2026-12-24]"), "must be a day like sunday"),
        (("  ann: none", "  ann: never"), "late.yaml:8: ann must be a mapping"),
    ],
)
def test_terms_that_contradict_or_cannot_be_read_name_the_line(
    tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    assert change[0] in EXTENDED
    with pytest.raises(ClassError) as refused:
        lateness(tmp_path, EXTENDED.replace(*change, 1), roster=ROSTER)
    assert told in str(refused.value)


OF_TOPICS = """students:
  ann:
    topics:
      output_size: {extra_days: 3}
      color: none
  Lee, Bo:
    extra_days: 1
    topics:
      color: {deadline: 2026-10-25T20:00, grace_minutes: 0}
sections:
  B:
    topics:
      color: {extra_days: 2}
"""


@pytest.mark.parametrize(
    ("student", "topic", "submitted", "expected"),
    [
        ("ann", "output_size", "2026-10-23T20:00", 0),
        ("ann", "output_size", "2026-10-23T20:01", 1),
        ("ann", "color", "2027-01-01T00:00", 0),
        ("ann", "filter_math", "2026-10-20T20:01", 1),
        ("bob", "output_size", "2026-10-21T20:00", 0),
        ("bob", "output_size", "2026-10-21T20:01", 1),
        ("bob", "color", "2026-10-25T20:01", 1),
        ("eve", "color", "2026-10-22T20:00", 0),
        ("eve", "output_size", "2026-10-20T20:01", 1),
    ],
)
def test_other_terms_may_be_for_one_topic(
    tmp_path: Path, student: str, topic: str, submitted: str, expected: int
) -> None:
    policy = POLICY.format(deadline="2026-10-20T20:00") + BERLIN + OF_TOPICS
    roster = Roster("c.csv", (Enrolled("ann"), Enrolled("bob", "Bo Lee"), Enrolled("eve", section="B")))
    found = lateness(tmp_path, policy, f"student,submitted\n{student},{submitted}\n", roster)
    assert not list(found.unknown([]))
    late = found.late(student, topic, found.times[student, ""])
    assert (late.days if late else 0) == expected


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("      color: none", "      colour: none", "late.yaml:10: colour is no topic of the lesson; its topics are"),
        ("      color: none", "      output_size: none", "late.yaml:10: output_size is given twice, first in line 9"),
        ("      color: none", "      color: {topics: {}}", "topics is no field of color"),
        ("  Lee, Bo:", "  ANN:", "late.yaml:12: line 8 is about the same student, ann, as c.csv:2 says; leave one"),
    ],
)
def test_terms_of_a_topic_that_contradict_name_the_lines(tmp_path: Path, old: str, new: str, told: str) -> None:
    policy = POLICY.format(deadline="2026-10-20T20:00") + BERLIN + OF_TOPICS.replace(old, new)
    roster = Roster("c.csv", (Enrolled("ann", line=2), Enrolled("eve", section="B")))
    with pytest.raises(ClassError) as refused:
        lateness(tmp_path, policy, roster=roster)
    assert told in str(refused.value)


def test_two_times_of_one_student_name_both_lines(tmp_path: Path) -> None:
    path = tmp_path / "times.csv"
    path.write_text("student,submitted\nann,2026-11-02T23:59:00Z\nann,2026-11-03T23:59:00Z\n")
    with pytest.raises(ClassError, match=r"times\.csv:3: a second time for ann; the first is in line 2"):
        read_times(path)


def test_sections_need_a_roster(tmp_path: Path) -> None:
    with pytest.raises(ClassError, match=r"late\.yaml:16: sections are known by a roster only"):
        lateness(tmp_path, EXTENDED)


@pytest.mark.parametrize("submitted", ["2026-10-24T20:00", "2026-10-24", "24.10.2026 20:00", "0001-01-01T00:00Z"])
def test_a_time_that_is_not_certain_is_refused(tmp_path: Path, submitted: str) -> None:
    path = tmp_path / "times.csv"
    path.write_text(f"student,submitted\nann,{submitted}\n")
    with pytest.raises(ClassError, match=rf"times\.csv:2: '{submitted}' is no time like 2026"):
        read_times(path)


def hand_in(folder: Path, *students: str) -> None:
    for student in students:
        path = folder / "class" / student / f"{TOPIC}.py"
        path.parent.mkdir(parents=True)
        path.write_text(solution(TOPIC), "utf-8")
        os.utime(path, (1_800_000_000, 1_800_000_000))


def test_an_unknown_student_in_a_policy_is_named(grade: Grade, tmp_path: Path) -> None:
    hand_in(tmp_path, "ann")
    (tmp_path / "late.yaml").write_text(
        POLICY.format(deadline=AUTUMN).replace("times.csv", "mtime") + "students:\n  ann: none\n  anm: none\n"
    )
    done = grade(*RUN)
    assert done.code == 0
    assert "late.yaml:7: no student anm is in the class; nothing changes" in done.err
    assert "student ann is" not in done.err
    assert json.loads(done.out)["adjustments"] == []
