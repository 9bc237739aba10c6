"""The head of the report on a class: what needs a look, and who needs help with what."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from gradebook_sample import DEEP, mark, topic
from receptive.classroom.gradebook import Gradebook, StudentMarks, TopicMark
from receptive.classroom.report.analysis import analyse
from receptive.classroom.report.looks import Findings, Stumble
from receptive.classroom.report.page import report_html
from receptive.classroom.report.progress import Group, weak_half
from receptive.classroom.roster import Enrolled
from receptive.model import Status
from test_class_report import WellFormed, page_of, synthetic_page, words  # noqa: F401  # a fixture

EXERCISES = ("pad", "slide", "stack", "count")


def topic_of(name: str, **ended: Status) -> TopicMark:
    """One topic of four exercises; those that are not named are not written."""
    marks = [mark(one, ended.get(one, Status.MISSING), 2.0, one) for one in EXERCISES]
    wrong = [
        replace(one, diagnosis=DEEP) if one.id == "slide" and one.status is Status.FAILED else one for one in marks
    ]
    return topic(name, *wrong)


ALL = dict.fromkeys(EXERCISES, Status.PASSED)
MOST = {**ALL, "slide": Status.FAILED}


def term(*others: StudentMarks) -> Gradebook:
    """Two topics: five who are done, and one of each kind who is not."""
    good = [StudentMarks(f"good{number}", (topic_of("alpha", **ALL), topic_of("beta", **ALL))) for number in range(5)]
    weak = (
        StudentMarks("nobody", (topic_of("alpha"), topic_of("beta"))),
        StudentMarks("hardly", (topic_of("alpha", pad=Status.PASSED), topic_of("beta"))),
        StudentMarks("stopped", (topic_of("alpha", **ALL), topic_of("beta"))),
        StudentMarks("stuck", (topic_of("alpha", **MOST), topic_of("beta", **{**ALL, "count": Status.ERROR}))),
    )
    return Gradebook("", "A", (*good, *weak, *others))


def test_everybody_who_began_little_stopped_or_is_stuck_is_named() -> None:
    weak = weak_half(term())
    assert {one.student: one.group for one in weak.students} == {
        "nobody": Group.NOTHING,
        "hardly": Group.HARDLY,
        "stopped": Group.STOPPED,
        "stuck": Group.STUCK,
    }
    found = {one.student: one for one in weak.students}
    assert (found["stopped"].last, found["stopped"].not_begun) == ("alpha", ("beta",))
    assert [(one.exercise, one.mistake) for one in found["stuck"].stuck] == [("slide", DEEP.says), ("count", "")]


def test_who_left_a_topic_out_did_not_come_to_the_end() -> None:
    late = StudentMarks("late", (topic_of("alpha"), topic_of("beta", **{**ALL, "count": Status.ERROR})))
    found = next(one for one in weak_half(term(late)).students if one.student == "late")
    assert (found.last, found.not_begun, found.passed_over) == ("beta", (), ("alpha",))


def test_what_the_class_is_stuck_on_is_counted_with_the_mistake() -> None:
    others = [StudentMarks(f"also{n}", (topic_of("alpha", **MOST), topic_of("beta", **ALL))) for n in range(2)]
    first = weak_half(term(*others)).obstacles[0]
    assert (first.exercise, len(first.students), first.tried) == ("slide", 3, 9)
    assert (first.mistakes, first.unexplained) == (((DEEP.says, 3),), 0)
    short = weak_half(term(*others), {DEEP.misconception: "One channel only."}).obstacles[0]
    assert short.mistakes == (("One channel only.", 3),)


def test_what_is_not_decided_is_no_weakness() -> None:
    unclear = topic("alpha", *(mark(one, Status.NEEDS_LOOK, 2.0, one, "two files: a.py, b.py") for one in EXERCISES))
    gradebook = term(StudentMarks("unclear", (unclear, topic_of("beta"))))
    assert "unclear" not in [one.student for one in weak_half(gradebook).students]
    findings = Findings((Stumble("stuck", "beta", "a tensor too large"),), (("", "x.txt: no folder"), ("good1", "b")))
    page = report_html(analyse(gradebook, {}, {}, findings=findings))
    WellFormed(page)
    text = words(page).split("How to read this")[1]
    looks, help_, rest = text.index("1 mark not decided"), text.index("Who needs help"), text.index("What stands out")
    assert looks < help_ < rest
    assert "two files: a.py, b.py" in text[looks:help_]
    assert "stuck, beta: a tensor too large" in text
    assert "2 notes on what was handed in" in text
    hidden = words(report_html(analyse(gradebook, {}, {}, findings=findings), anonymous=True))
    assert not [told for told in ("two files", "too large", "x.txt", "hardly,", "nobody:") if told in hidden]


def test_a_class_without_a_known_mistake_is_told_where_it_stands() -> None:
    """No misconception, no suspect item: there was "nothing stands out", and half of the class had stopped."""
    text = words(page_of(term()))
    assert "1 student wrote nothing: nobody" in text
    assert "1 student stopped on the way: stopped" in text
    assert "stopped after alpha; nothing of beta" in text


def test_sections_are_a_column_where_the_roster_has_them() -> None:
    gradebook = term()
    named = tuple(replace(one, enrolled=Enrolled(one.student, section="B7")) for one in gradebook.students)
    assert "B7" in words(page_of(replace(gradebook, students=named)))
    assert ">section<" not in page_of(gradebook)


def test_an_empty_class_has_nobody_who_needs_help() -> None:
    assert weak_half(Gradebook("", "A", ())).students == ()
    assert weak_half(Gradebook("", "A", (StudentMarks("ann", ()),))).students == ()


def test_the_map_fits_the_window_keeps_names_in_sight_and_sorts(
    browser: Any,
    synthetic_page: str,  # noqa: F811
    tmp_path: Path,
) -> None:
    path = tmp_path / "report.html"
    path.write_text(synthetic_page, "utf-8")
    page = browser.new_page(viewport={"width": 900, "height": 700})
    page.goto(path.as_uri())
    region = page.locator(".map").first
    box = region.bounding_box()
    assert box["height"] <= 700
    assert box["width"] <= 900
    region.evaluate("one => one.scrollTo(300, 1500)")
    first = region.locator("tbody th").nth(70).bounding_box()
    assert first["x"] - box["x"] < 3  # the name is still there
    names = "one => [...one.querySelectorAll('tbody th')].map(each => each.textContent)"
    ranked = region.evaluate(names)
    region.get_by_role("button", name="student").click()
    assert region.evaluate(names) == sorted(ranked)
    region.get_by_role("button", name="rank").click()
    assert region.evaluate(names) == ranked
    region.get_by_role("button", name="points").click()
    cells = "[...one.querySelectorAll('tbody tr')].map(row => row.cells[place].textContent)"
    column = f"(one, place) => {cells}.map(text => parseFloat(text) || 0)"
    points = region.evaluate(column, 2)
    assert points == sorted(points, reverse=True)
    region.get_by_role("button", name="mistakes").click()
    mistakes = region.evaluate(column, 3)
    assert mistakes == sorted(mistakes, reverse=True)
    assert max(mistakes) > 0
    assert region.locator("[aria-sort]").count() == 1
    page.close()
