"""Exported quizzes as their readers draw them: jupyterquiz's own script in a real browser, answered by clicks and keys.

What else is true of the files is in the other tests of exports; here is what only a browser knows.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from support import Grade, run_grade, skip_without

skip_without("jupyterquiz", "jupyterquiz is not installed: pip install -e '.[dev]'")

IN_NOTEBOOK = """
import sys
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
import jupyterquiz
InteractiveShell.instance()
with capture_output() as captured:
    jupyterquiz.display_quiz(sys.argv[1], shuffle_answers=False)
html, script = (output.data for output in captured.outputs)
print(html["text/html"], "<script>", script["application/javascript"], "</script>")
"""
CORNERS = """image => {
    const canvas = Object.assign(document.createElement("canvas"), {width: image.width, height: image.height});
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0, image.width, image.height);
    return [...context.getImageData(0, image.height - 1, 1, 1).data];
}"""

# Half a minute of a processor goes into fading in the colors of 123 answers, and into drawing what is scrolled away
PLAIN = "* {animation: none !important; transition: none !important} .Quiz {content-visibility: auto}"
ANSWER = """(questions, given) => {
    const reached = element => {
        element.scrollIntoView({block: "center"});
        const box = element.getBoundingClientRect();
        const seen = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        if (!element.contains(seen)) throw new Error(`${element.outerHTML} is behind ${seen?.outerHTML}`);
        return element;
    };
    for (const [number, answer] of given) {
        if (typeof answer === "string") {
            const input = reached(questions[number].querySelector(".Input-text"));
            input.focus();
            input.value = answer;
            input.dispatchEvent(new KeyboardEvent("keypress", {key: "Enter", keyCode: 13, which: 13}));
        } else {
            for (const place of answer) reached(questions[number].querySelectorAll(".MCButton")[place]).click();
        }
    }
}"""
SAID = "questions => questions.map(one => [...one.querySelector('.Feedback').classList])"
JUTS_OUT = """element => {
    const box = element.closest("[id^=quizQn]").getBoundingClientRect();
    const clipped = getComputedStyle(element).overflowX === "visible" ? element.scrollWidth : element.offsetWidth;
    return element.getBoundingClientRect().left + clipped > box.right + 1;
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Holds `quiz.json`, the whole lesson's questions as the command writes them, and `said`, what it says."""
    made = tmp_path_factory.mktemp("quiz")
    ran = run_grade("quiz", "--export", "jupyterquiz", "quiz.json", cwd=made)
    assert ran.code == 0, ran.err
    (made / "said").write_text(ran.out, "utf-8")
    return made


@pytest.fixture(scope="module")
def page(browser: Any, folder: Path) -> Any:
    """What jupyterquiz gives a notebook, on a dark page; `thrown` says what its script threw."""
    made = subprocess.run(
        [sys.executable, "-c", IN_NOTEBOOK, folder / "quiz.json"], capture_output=True, text=True, check=True
    )
    path = folder / "page.html"
    path.write_text(f"<!doctype html><meta charset=utf-8><body style='background:#111'>{made.stdout}", "utf-8")
    page = browser.new_page(viewport={"width": 900, "height": 900})
    page.thrown = []
    page.on("pageerror", lambda error: page.thrown.append(str(error)))
    page.goto(path.as_uri())
    page.wait_for_selector(".Quiz")
    return page


def test_every_question_is_drawn(page: Any, folder: Path) -> None:
    entries = json.loads((folder / "quiz.json").read_text("utf-8"))
    assert page.locator(".Quiz").count() == len(entries)
    assert page.thrown == []


def test_pictures_have_a_ground_of_their_own_and_stay_in_their_box(page: Any) -> None:
    """The boxes are dark, and what is drawn in the page's ink is black in an image."""
    images = page.locator(".Quiz img").element_handles()
    assert images
    for image in images:
        assert image.evaluate(CORNERS)[3] == 255  # no corner shines through
        assert not image.evaluate(JUTS_OUT)


def test_programs_stay_in_their_box(page: Any) -> None:
    programs = page.locator(".Quiz pre").element_handles()
    assert programs
    assert not [program for program in programs if program.evaluate(JUTS_OUT)]


def test_right_answers_are_right_and_wrong_ones_are_not(page: Any, folder: Path) -> None:
    """The first question of each kind is answered by a mouse and a keyboard, and the others by the events of both.

    A click goes to what is seen at its place. A real one costs 50 ms of a processor, and there are 500.
    """
    page.add_style_tag(content=PLAIN)
    entries = json.loads((folder / "quiz.json").read_text("utf-8"))
    kinds = [entry["type"] for entry in entries]
    by_hand = [kinds.index(kind) for kind in ("multiple_choice", "many_choice", "numeric", "string")]
    others = [number for number in range(len(entries)) if number not in by_hand]
    for right in (False, True):  # a choice that was right stays so
        for number in by_hand:
            _answer_by_hand(page.locator(".Quiz").nth(number), entries[number], right)
        given = [(number, _choices(entries[number], right) or _typed(entries[number], right)) for number in others]
        page.locator(".Quiz").evaluate_all(ANSWER, given)
        said = zip(entries, page.locator(".Quiz").evaluate_all(SAID), strict=True)
        assert [entry["id"] for entry, classes in said if ("correct" in classes) is not right] == []


def _answer_by_hand(question: Any, entry: dict[str, Any], right: bool) -> None:
    for place in _choices(entry, right):
        question.locator(".MCButton").nth(place).click()
    if not _choices(entry, right):
        question.locator(".Input-text").fill(_typed(entry, right))
        question.locator(".Input-text").press("Enter")


def _choices(entry: dict[str, Any], right: bool) -> list[int]:
    """The places of those that are right, or wrong; none where an answer is typed."""
    if entry["type"] not in ("multiple_choice", "many_choice"):
        return []
    return [place for place, choice in enumerate(entry["answers"]) if choice["correct"] is right]


def _typed(entry: dict[str, Any], right: bool) -> str:
    if not right:
        return "-987654"
    answer = next(one for one in entry["answers"] if one.get("correct"))
    return str(answer["range"][0]) if "range" in answer else str(answer.get("value", answer.get("answer")))


# What the command says


def test_the_number_of_questions_is_that_of_the_file(grade: Grade, folder: Path) -> None:
    """Three of the lesson's questions ask for a formula, or have an answer of several lines."""
    said = {"quiz.json": (folder / "said").read_text("utf-8")}
    said["quiz.xml"] = grade("quiz", "--export", "qti21", "quiz.xml").out
    for name, out in said.items():
        whole = [line for line in out.splitlines() if "the whole question" in line]
        assert out.startswith(f"wrote {name}: {88 - len(whole)} of 88 questions\n")
        assert whole


def test_where_nothing_is_left_out_no_other_number_is_said(grade: Grade) -> None:
    assert grade("quiz", "--export", "printable", "quiz.html").out.startswith("wrote quiz.html: 88 questions\n")
