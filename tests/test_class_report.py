"""The report on a class: what it says of planted faults, and the page itself in a real browser."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from accessibility import broken_in_looks
from gradebook_sample import mark, small_class, topic
from receptive.classroom.gradebook import Gradebook, StudentMarks
from receptive.classroom.report.analysis import analyse
from receptive.classroom.report.json import report_json
from receptive.classroom.report.page import report_html
from shared import made_once
from synthetic_class import COPIED, DEPTH, synthetic_class

CATCHERS = {DEPTH.misconception: frozenset({("alpha/quiz", "q-depth"), ("alpha/quiz", "q-blind")})}
HOSTILE = """<script>alert(1)</script>&"'{{7*7}}$x_1$\u202e\x07"""
VOID = {"meta", "br", "img", "link", "input", "hr"}


class WellFormed(HTMLParser):
    """Every element that is opened is closed, in order; ids are unique; links lead somewhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.feed(text)
        assert self.open == []
        assert len(self.ids) == len(set(self.ids))
        assert self.targets <= set(self.ids)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        assert "style" not in given
        assert not any(name.startswith("on") for name in given)
        self.ids += [given["id"]] if "id" in given else []
        self.targets |= {value[1:] for name, value in given.items() if name == "href" and value.startswith("#")}
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page_of(gradebook: Gradebook, anonymous: bool = False) -> str:
    return report_html(analyse(gradebook, CATCHERS, {}), anonymous)


@pytest.fixture(scope="session")
def synthetic_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    def make(folder: Path) -> None:
        (folder / "report.html").write_text(page_of(synthetic_class(120, seed=3)), "utf-8")

    return (made_once(tmp_path_factory, "class-report", make) / "report.html").read_text("utf-8")


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_the_page_names_what_was_planted(synthetic_page: str) -> None:
    first = words(synthetic_page).split("What stands out")[1].split("Distribution")[0]
    assert re.search(r"\d+ of 120 students: “You forget the depth of the kernel", first)
    assert "1 of the 2 questions that should catch it does not." in first
    for item in ("alpha.broken", "alpha/quiz.q-broken"):
        assert f"{item} was failed mostly by those who otherwise succeed" in first
    assert "Nobody passed beta.impossible: is the item itself right?" in first
    assert "1 group of near-identical submissions" in first
    assert "alpha: student-007, student-021" in words(synthetic_page)


def test_the_page_is_closed_and_well_formed(synthetic_page: str) -> None:
    WellFormed(synthetic_page)
    assert "default-src 'none'" in unescape(synthetic_page)
    assert synthetic_page.count("<script") == 1  # which sorts, and comes with the page
    assert "https://" not in synthetic_page
    assert "nan" not in words(synthetic_page).split()


def test_anonymous_pages_hold_no_name() -> None:
    gradebook = synthetic_class(60, seed=3)
    page = page_of(gradebook, anonymous=True)
    assert not any(student.student in page for student in gradebook.students)
    assert "Work of" not in page  # a docstring of the copied pair, which holds a name
    assert "def trace" in page


@pytest.mark.parametrize("anonymous", [False, True])
def test_what_students_write_stays_text(anonymous: bool) -> None:
    students = []
    for number, student in enumerate(synthetic_class(30, seed=3).students):
        topics = tuple(
            replace(topic, source=topic.source + f"\n# {HOSTILE}\n") if topic.source else topic
            for topic in student.topics
        )
        students.append(replace(student, student=f"{HOSTILE}{number}", topics=topics, comment=HOSTILE))
    page = page_of(Gradebook("", "C", tuple(students)), anonymous)
    WellFormed(page)
    assert "<script>alert" not in page
    assert "confines students’ code less" in page


@pytest.mark.parametrize("count", [0, 1, 2, 9, 200])
def test_classes_of_every_size_give_a_page(count: int) -> None:
    students = synthetic_class(count, seed=1).students
    page = page_of(Gradebook("", "A", students))
    for each in (page, page_of(Gradebook("", "A", (*students, *small_class().students)))):
        WellFormed(each)
    if count < 10:
        assert "too few students" in words(page) or not students


def test_the_same_class_gives_the_same_bytes(synthetic_page: str) -> None:
    assert page_of(synthetic_class(120, seed=3)) == synthetic_page


def test_scripts_get_the_same_as_one_object() -> None:
    found = analyse(synthetic_class(60, seed=3), CATCHERS, {})
    report = json.loads(report_json(found))
    assert report["schema"] == "receptive/class-report/v1"
    suspects = {item["id"] for topic in report["topics"] for item in topic["items"] if item["suspicion"]}
    assert suspects == {"broken", "q-broken", "impossible"}
    assert report["near_identical"][0]["students"] == list(COPIED)
    assert {one["id"]: one["misses"] for one in report["mistakes"][0]["catchers"]}["q-blind"]
    assert not any(name in report_json(found, anonymous=True) for name in COPIED)
    json.loads(report_json(analyse(Gradebook("", "A", ()), {}, {})))


@pytest.mark.parametrize(
    ("scheme", "width", "students"),
    [
        ("light", 1280, 24),  # no kind of element is missing that 40 students have
        *(
            pytest.param(*one, marks=pytest.mark.slow)
            for one in (("dark", 375, 200), ("light", 375, 40), ("dark", 1280, 40), ("dark", 375, 40))
        ),
    ],
)
def test_the_page_is_accessible(browser: Any, tmp_path: Path, scheme: str, width: int, students: int) -> None:
    path = tmp_path / "report.html"
    path.write_text(page_of(synthetic_class(students, seed=3)), "utf-8")
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    context.set_offline(True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    for opened in (True, False):  # drawings are looked at when all of them can be seen
        page.evaluate("opened => document.querySelectorAll('details').forEach(one => one.open = opened)", opened)
        assert broken_in_looks(page, (scheme, width)) == ""
    assert said == []  # the page's own policy allows all that is in it
    context.close()


def test_the_best_of_the_class_come_first_and_pay_less_where_they_are_equal() -> None:
    found = {"ann": (0.9, 900.0), "ben": (0.95, 800.0), "cynthia": (0.95, 700.0), "dot": (0.8, 1.0)}
    found |= {"eve": (0.7, 5.0), "fay": (0.6, 5.0), "gus": (0.7, 5.0)}
    students = [
        StudentMarks(
            name, (topic("alpha", replace(mark("design"), measured=(("accuracy", one), ("parameters", two)))),)
        )
        for name, (one, two) in found.items()
    ]
    gradebook = Gradebook("autumn", "A", (*students, *small_class().students))
    (best,) = json.loads(report_json(analyse(gradebook, {}, {})))["bests"]
    shown = [each["student"] for each in best["students"]]
    assert shown == ["cynthia", "ben", "ann", "dot", "eve", "gus"]  # five, and who is equal to the fifth
    assert best["students"][0]["measured"] == {"accuracy": 0.95, "parameters": 700}
    page = page_of(gradebook)
    WellFormed(page)
    table = words(page).split("Best of the class")[2].split("Who did what")[0]
    assert re.search(r"cynthia ?0\.950 ?700 ben ?0\.950 ?800 .*dot ?0\.800 ?1 ", table)
    assert "fay" not in table
    assert "cynthia" not in page_of(gradebook, anonymous=True)
    assert "Best of the class" not in page_of(small_class())
