"""The course as a site in a browser: offline, light and dark, narrow and wide, without scripts, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accessibility import broken_in_looks
from course_sample import write_course
from receptive.course.quizzes import read_quizzes
from receptive.course.site_folder import make_site, write_site

PAGES = ("index", "glossary", "search", "01-why-double", "02-double-it-yourself", "task-doubling", "quiz-doubling")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    content = write_course(folder / "lesson")
    write_site(folder / "site", make_site(content, read_quizzes(content)))
    return folder / "site"


class Reader:
    """A browser's window on the site, offline; an error in its console is remembered."""

    def __init__(self, browser: Any, site: Path, **options: Any) -> None:
        self.site = site
        self.context = browser.new_context(**options)
        self.context.set_offline(True)
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda told: self.errors.append(told.text) if told.type == "error" else None)

    def open(self, name: str) -> Any:
        self.page.goto((self.site / f"{name}.html").as_uri())
        return self.page


@pytest.fixture
def read(browser: Any, site: Path) -> Iterator[Any]:
    readers: list[Reader] = []

    def opener(**options: Any) -> Reader:
        readers.append(Reader(browser, site, **options))
        return readers[-1]

    yield opener
    for reader in readers:
        reader.context.close()
        assert reader.errors == []


def test_no_page_breaks_a_rule_of_accessibility_or_is_wider_than_its_window(read: Any) -> None:
    reader = read(reduced_motion="reduce")  # no color on its way to another
    for name in PAGES:
        page = reader.open(name)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        # Axe would fetch the style, which no page may
        assert broken_in_looks(page, ("light", 1280), ("dark", 390), preload=False) == "", name


def test_a_line_of_text_can_be_read(read: Any) -> None:
    page = read(viewport={"width": 1280, "height": 800}).open("01-why-double")
    widest = page.locator("main > p").evaluate_all("all => Math.max(...all.map(one => one.clientWidth))")
    assert 400 < widest <= 640  # about 70 characters


def test_the_colors_are_the_systems_until_the_reader_chooses_and_then_stay(read: Any) -> None:
    reader = read(color_scheme="dark")
    page = reader.open("index")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(22, 24, 27)"
    page.get_by_role("button", name="Light colors").press("Enter")
    page.wait_for_function(f"{paper} === 'rgb(255, 255, 255)'")
    assert reader.open("quiz-doubling").evaluate(paper) == "rgb(255, 255, 255)"
    page.get_by_role("button", name="Dark colors").press("Enter")
    page.wait_for_function(f"{paper} === 'rgb(22, 24, 27)'")


def test_a_question_in_a_chapter_marks_itself_and_is_answered_in_its_quiz(read: Any) -> None:
    reader = read()
    page = reader.open("01-why-double")
    question = page.locator("[data-question='doubling/what-is-twice']")
    assert question.locator(".plain").count() == 0
    field = question.get_by_label("Your answer")
    for answer, verdict in (("41", "Not yet."), ("42", "Right.")):
        field.fill(answer)
        field.press("Enter")
        question.locator(".verdict", has_text=verdict).wait_for()
    assert "It is 21 and 21 again." in question.inner_text()
    assert reader.open("quiz-doubling").locator("#summary").inner_text().startswith("1 of 2 ")


def test_the_search_finds_words_of_titles_and_texts(read: Any) -> None:
    page = read().open("search")
    page.locator("#field").fill("double something")
    assert page.locator("#said").inner_text() == "1 place."
    page.locator("#field").fill("double")
    first = page.locator("#found a").first
    assert (first.inner_text(), first.get_attribute("href")) == ("double", "glossary.html#term-double")
    assert page.locator("#found mark").first.inner_text().lower() == "double"
    page.locator("#field").fill("<b>nothing</b>")
    assert page.locator("#said").inner_text() == "0 places."


def test_one_reads_on_and_back(read: Any) -> None:
    reader = read(viewport={"width": 1280, "height": 800})
    page = reader.open("01-why-double")
    page.locator("a[rel=next]").click()
    page.wait_for_url("**/02-*")
    assert page.locator("h1").inner_text() == "Double it yourself"
    assert page.locator("nav[aria-label=Chapters] a[aria-current]").inner_text().split() == [
        "2", "Double", "it", "yourself",
    ]  # fmt: skip
    page.locator("a[rel=prev]").click()
    page.wait_for_url("**/01-*")
    assert page.locator("h1").inner_text() == "Why double"


def test_everything_can_be_read_without_scripts(read: Any) -> None:
    reader = read(java_script_enabled=False)
    page = reader.open("01-why-double")
    assert "What is twice 21?" in page.locator("main").inner_text()
    assert "Answer it with grade quiz doubling." in page.locator("main").inner_text()
    assert page.locator("main svg").first.is_visible()
    assert reader.open("02-double-it-yourself").locator("figure.move svg, figure.move table").first.is_visible()
    assert "needs JavaScript" in reader.open("search").locator("main").inner_text()
    assert not page.locator("#theme").is_visible()


def test_paper_has_the_text_and_nothing_to_press(read: Any) -> None:
    page = read().open("01-why-double")
    page.emulate_media(media="print")
    assert page.locator("main h1").is_visible()
    for gone in (".bar", ".side", ".steps", ".question form"):
        assert not page.locator(gone).first.is_visible(), gone
