"""The offline page in a real browser: by keyboard, with the network off, in light and dark, wide and narrow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accessibility import broken_in_looks
from browsing import opened
from quiz_sample import pools_of
from receptive.quiz.forms import Variant
from receptive.quiz.page import page_html
from receptive.quiz.sealing import seal


@pytest.fixture(scope="module")
def variants(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Variant]]:
    """Every type of question."""
    pools = pools_of("sample", tmp_path_factory.mktemp("sample"))
    return {pool.question.id: list(pool.variants) for pool in pools}


@pytest.fixture(scope="module")
def page_file(variants: dict[str, list[Variant]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "quiz.html"
    sealed = {name: [seal(one, rounds=500) for one in pool] for name, pool in variants.items()}
    path.write_text(page_html('Every type: <all> & "more"', sealed), "utf-8")
    return path


@pytest.fixture(scope="module")
def window(browser: Any, page_file: Path) -> tuple[Any, list[str]]:
    """The page from the disk, offline, for one test after the other; and the errors in it."""
    return opened(browser, page_file)


@pytest.fixture
def page(window: tuple[Any, list[str]], page_file: Path) -> Iterator[Any]:
    """As on a first visit, with nothing kept; an error in the console fails the test."""
    page, errors = window
    page.evaluate("localStorage.clear()")
    page.goto(page_file.as_uri())
    yield page
    told = errors.copy()
    errors.clear()
    assert told == []


def go_to(page: Any, variants: dict[str, list[Variant]], name: str) -> Variant:
    """Open a question by keyboard; its first variant."""
    place = list(variants).index(name)
    page.locator("nav button").nth(place).focus()
    page.keyboard.press("Enter")
    return variants[name][0]


def check(page: Any) -> str:
    """Press the button by keyboard, and wait for the verdict."""
    page.get_by_role("button", name="Check").focus()
    page.keyboard.press("Enter")
    page.locator(".result .verdict").wait_for()
    said: str = page.locator(".result").inner_text()
    return said


def type_answers(page: Any, variant: Variant, texts: list[str]) -> None:
    fields = page.locator("#question .field input, #question .field textarea")
    for place, text in enumerate(texts):
        fields.nth(place).focus()
        fields.nth(place).fill("")
        page.keyboard.type(text)
    assert len(texts) == len(variant.forms)


def names_of(variants: dict[str, list[Variant]], *kinds: str) -> list[str]:
    return [name for name, pool in variants.items() if pool[0].forms[0].kind in kinds]


def test_what_is_typed_is_marked_wrong_then_right(page: Any, variants: dict[str, list[Variant]]) -> None:
    names = names_of(variants, "number", "shape", "expression", "text", "output")
    assert len(names) >= 5
    wrong = {"number": "0.123", "shape": "(1, 1, 1)", "expression": "1 - 1", "text": "nothing", "output": "nothing"}
    for name in names:
        variant = go_to(page, variants, name)
        type_answers(page, variant, [wrong[form.kind] for form in variant.forms])
        assert "Not yet" in check(page), name
        type_answers(page, variant, [key.shown for key in variant.keys])
        assert "Right." in check(page), name


def choose(page: Any, variant: Variant, wanted: set[str]) -> None:
    from receptive.quiz.canonical_answers import fold

    for place, option in enumerate(variant.forms[0].options):
        box = page.locator("#question .choice input").nth(place)
        box.focus()
        if (fold(option) in wanted) != box.is_checked():
            page.keyboard.press("Space")


def test_choices_are_made_by_keyboard(page: Any, variants: dict[str, list[Variant]]) -> None:
    from receptive.quiz.canonical_answers import JOIN, fold

    for name in names_of(variants, "single", "multiple"):
        variant = go_to(page, variants, name)
        right = set(variant.keys[0].accepted[0].partition(":")[2].split(JOIN))
        others = {fold(option) for option in variant.forms[0].options} - right
        choose(page, variant, {sorted(others)[0]} if others else set())
        assert "Not yet" in check(page), name
        choose(page, variant, right)
        assert "Right." in check(page), name


def test_matching_ordering_and_cells_are_done_by_keyboard(page: Any, variants: dict[str, list[Variant]]) -> None:
    from receptive.quiz.canonical_answers import JOIN, fold

    for name in names_of(variants, "matching"):
        variant = go_to(page, variants, name)
        options = [fold(option) for option in variant.forms[0].options]
        for place, right in enumerate(variant.keys[0].accepted[0].removeprefix("pairs:").split(JOIN)):
            page.locator("#question select").nth(place).select_option(index=options.index(right) + 1)
        assert "Right." in check(page), name
    for name in names_of(variants, "ordering"):
        variant = go_to(page, variants, name)
        assert "Not yet" in check(page)
        wanted = variant.keys[0].accepted[0].removeprefix("order:").split(JOIN)
        shown = [fold(option) for option in variant.forms[0].options]
        for place, item in enumerate(wanted):
            for here in range(shown.index(item), place, -1):
                page.locator(".items li").nth(here).locator(".up").focus()
                page.keyboard.press("Enter")
                shown[here - 1], shown[here] = shown[here], shown[here - 1]
        assert "Right." in check(page), name
    for name in names_of(variants, "cells"):
        variant = go_to(page, variants, name)
        page.locator(".cells button").first.focus()
        for row in range(len(variant.forms[0].grid)):
            for column in range(len(variant.forms[0].grid[0])):
                if f"{row},{column}" in variant.keys[0].shown:
                    page.locator(".cells button").nth(row * len(variant.forms[0].grid[0]) + column).focus()
                    page.keyboard.press("Space")
        assert "Right." in check(page), name


def test_each_right_cell_earns_its_part(page: Any, variants: dict[str, list[Variant]]) -> None:
    variant = go_to(page, variants, "cells")
    type_answers(page, variant, [variant.keys[0].shown, "(1, 1)"])
    assert "1 of 2 are right: 1 of 2 points." in check(page)


def test_a_known_mistake_is_named_and_an_unreadable_answer_costs_nothing(
    page: Any, variants: dict[str, list[Variant]]
) -> None:
    variant = go_to(page, variants, "exact")
    caught = variant.keys[0].caught[0]
    type_answers(page, variant, [caught[0].removeprefix("number:").removesuffix("/1")])
    assert caught[1].says in check(page)
    type_answers(page, variant, ["many"])
    page.keyboard.press("Enter")
    assert "is no number" in page.locator(".result").inner_text()
    assert "not counted" in page.locator(".result").inner_text()


def test_hints_come_one_by_one_and_giving_up_is_noted(page: Any, variants: dict[str, list[Variant]]) -> None:
    go_to(page, variants, "exact")
    page.get_by_role("button", name="Hint").press("Enter")
    assert page.locator(".hints div").count() == 1
    page.get_by_role("button", name="Give up").press("Enter")
    assert "Noted" in page.locator(".result").inner_text()
    assert "not yet" in (
        page.locator("nav button").nth(list(variants).index("exact")).get_attribute("aria-label") or ""
    )


def test_progress_stays_and_travels_in_a_file(
    page: Any, variants: dict[str, list[Variant]], page_file: Path, tmp_path: Path
) -> None:
    variant = go_to(page, variants, "exact")
    type_answers(page, variant, [key.shown for key in variant.keys])
    check(page)
    page.goto(page_file.as_uri())
    assert page.locator("#summary").inner_text().startswith("1 of ")
    with page.expect_download() as download:
        page.locator("#save").press("Enter")
    saved = tmp_path / "progress.json"
    download.value.save_as(saved)
    assert json.loads(saved.read_text())["progress"]["exact"]["right"] is True
    page.evaluate("localStorage.clear()")
    page.goto(page_file.as_uri())
    assert page.locator("#summary").inner_text().startswith("0 of ")
    page.locator("#load").set_input_files(saved)
    page.get_by_text("Your progress was loaded.").wait_for()
    assert page.locator("#summary").inner_text().startswith("1 of ")
    for broken in ('{"schema": "other"}', "no json", json.dumps(json.loads(saved.read_text()) | {"version": "x"})):
        (tmp_path / "broken.json").write_text(broken)
        page.locator("#load").set_input_files(tmp_path / "broken.json")
        page.get_by_text("This file was not loaded").wait_for()
        page.locator("#load").set_input_files([])
    assert page.locator("#summary").inner_text().startswith("1 of ")


def test_a_page_begins_with_what_was_right_when_it_was_written(
    browser: Any, variants: dict[str, list[Variant]], tmp_path: Path
) -> None:
    path = tmp_path / "quiz.html"
    sealed = {name: [seal(one, rounds=500) for one in pool] for name, pool in variants.items()}
    path.write_text(page_html("Begun", sealed, right={"exact", "another-quiz"}), "utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.goto(path.as_uri())
    assert page.locator("#summary").inner_text().startswith("1 of ")
    assert "right" in (page.locator("nav button").nth(list(variants).index("exact")).get_attribute("aria-label") or "")
    assert f"(1 of {len(variants)})" in page.locator("footer").inner_text()
    variant = go_to(page, variants, "exact")
    type_answers(page, variant, ["0.123"])
    assert "Not yet" in check(page)
    page.goto(path.as_uri())
    assert page.locator("#summary").inner_text().startswith("1 of ")
    page.evaluate("Object.keys(localStorage).forEach((key) => localStorage.setItem(key, 'no json'))")
    page.goto(path.as_uri())
    assert page.locator("#summary").inner_text().startswith("1 of ")
    context.close()


@pytest.mark.parametrize(
    ("scheme", "width"),
    [
        ("dark", 375),
        pytest.param("light", 1280, marks=pytest.mark.slow),
        pytest.param("light", 375, marks=pytest.mark.slow),
        pytest.param("dark", 1280, marks=pytest.mark.slow),
    ],
)
def test_every_question_is_accessible(
    browser: Any, page_file: Path, variants: dict[str, list[Variant]], scheme: str, width: int
) -> None:
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(page_file.as_uri())
    for name in variants:
        go_to(page, variants, name)
        assert broken_in_looks(page, (scheme, width)) == "", name
    context.close()


def test_without_javascript_the_questions_can_be_read(browser: Any, page_file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_file.as_uri())
    assert "needs JavaScript" in page.locator("body").inner_text()
    assert "What is the mean of" in page.locator("body").inner_text()
    context.close()


def test_nothing_in_the_page_gives_an_answer_away(page_file: Path, variants: dict[str, list[Variant]]) -> None:
    text = page_file.read_text("utf-8")
    assert "https://" not in text.replace("http://www.w3.org/", "")
    for pool in variants.values():
        for one in pool:
            for _, belief in (caught for key in one.keys for caught in key.caught):
                if len(belief.says) > 12:
                    assert belief.says not in text


def test_in_a_notebook_the_page_runs_in_a_frame_of_its_own(
    browser: Any, page_file: Path, variants: dict[str, list[Variant]], tmp_path: Path
) -> None:
    from receptive.notebook import QuizPage

    cell = tmp_path / "cell.html"
    cell.write_text(f"<!doctype html>{QuizPage('T', page_file.read_text('utf-8'))._repr_html_()}", "utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.goto(cell.as_uri())
    frame = page.frame_locator("iframe")
    variant = variants["exact"][0]
    frame.locator("nav button").nth(list(variants).index("exact")).click()
    frame.locator("#question .field input").fill(variant.keys[0].shown)
    frame.get_by_role("button", name="Check").click()
    frame.locator(".result .verdict").wait_for()
    assert "Right." in frame.locator(".result").inner_text()
    context.close()
