"""The report and the lesson in a browser: offline, light and dark, narrow and wide, by keyboard, without scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accessibility import COLORS, broken_in_looks, broken_rules, broken_rules_alike, resize
from browsing import opened
from receptive.catalogue.content import find_content
from receptive.catalogue.manifest import load_lesson, load_topic
from receptive.course.page import topic_page
from receptive.course.quizzes import read_quizzes
from receptive.course.readings import find_reading
from receptive.model import Attempt, Hashes, Isolation, Level, Outcome, Status, Submission, TopicResult
from receptive.report.html import report_html
from shared import expert_of
from support import HALF_WRITTEN, ROOT, WITH_A_SLIP, taught_topics

CONTENT = find_content()
DEMO = ROOT / "docs" / "demo" / "filter_math.py"
SOURCE = "def conv_out(i, k, s=1, p=0, d=1):\n    return missing  # </pre><script>alert(1)</script>\n"
WITH_PICTURES = [slug for slug in taught_topics() if (CONTENT.grader(slug) / "lesson_pictures.py").exists()]


@pytest.fixture(scope="module")
def report(open_grader: Any) -> str:
    """Two topics with wrong answers and cases, and one of every status."""
    results, sources = [], {}
    for slug, source in (("output_size", WITH_A_SLIP), ("filter_math", DEMO.read_text("utf-8"))):
        path = Path(f"{slug}.py")
        graded = open_grader(slug).grade(Submission(slug, path, source.encode()), "pages")
        sources[slug] = source
        results.append(TopicResult(load_topic(CONTENT, slug), path, graded.outcomes, 5.0, Hashes("", "", "")))
    topic = load_topic(CONTENT, "parameter_count")
    statuses = list(Status)
    outcomes = tuple(
        Outcome(criterion, statuses[place % len(statuses)], "<b>a message</b>", line=2)
        for place, criterion in enumerate(topic.criteria)
    )
    results.append(TopicResult(topic, Path("parameter_count.py"), outcomes, 1.0, Hashes("", "", "")))
    sources["parameter_count"] = SOURCE
    attempt = Attempt(tuple(results), "pages", Isolation(Level.A, "tests"), 1.0, ())
    return report_html(attempt, sources, find_reading)


@pytest.fixture(scope="module")
def pages(report: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    quizzes = read_quizzes(CONTENT)
    texts = {"report": report} | {slug: topic_page(load_topic(CONTENT, slug), quizzes) for slug in CONTENT.topics()}
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    return {name: folder / f"{name}.html" for name in texts}


@pytest.fixture(scope="module")
def still(browser: Any, pages: dict[str, Path]) -> tuple[Any, list[str]]:
    """A window for one page after the other, where no color is on its way to another; and the errors in it."""
    return opened(browser, pages["report"], reduced_motion="reduce")


@pytest.mark.parametrize("name", ["report", *taught_topics()])
def test_a_page_breaks_no_rule_of_accessibility_in_light_or_dark_colors(
    still: tuple[Any, list[str]], pages: dict[str, Path], name: str
) -> None:
    page, errors = still
    page.goto(pages[name].as_uri())
    # Opened, so that what is in them is looked at too. Axe adds a script, which the page itself would refuse
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert broken_in_looks(page, ("dark", 1280), undrawn_in=("light", 390)) == ""
    assert errors == []


def test_a_rule_that_is_broken_is_named_with_what_breaks_it(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<!doctype html><html lang=en><title>A page</title><style>@media (prefers-color-scheme: light)"
        "{p {color: #ccc; background: #fff}}</style><h1>Words</h1><p>pale<img src='data:,'>", "utf-8",
    )  # fmt: skip
    page, _ = opened(browser, tmp_path / "page.html", color_scheme="dark")
    found = broken_rules(page)
    assert "image-alt" in found
    assert "color-contrast" not in found
    page.emulate_media(color_scheme="light")
    assert "color-contrast" in broken_rules(page, runOnly=COLORS)
    page.context.close()


def test_of_elements_that_are_painted_alike_each_that_is_not_is_looked_at(browser: Any, tmp_path: Path) -> None:
    words = "".join(f"<p>Words of paragraph {number}</p>" for number in range(9))
    planted = """<p id=pale>Pale words<p><b id=within>Bold</b> in words<div id=faint><p>Faint</p></div>
        <p id=small>Small words</p><div id=large><p>Large words</p></div><p id=raised>Raised words</p>
        <button id=button>Press</button>"""
    style = """body {background: #fff; color: #222} #pale, #within, #button {color: #bbb} #faint {opacity: .3}
        #small, #large {color: #888} #large {font-size: 3em} #raised {position: relative; color: #ccc}"""
    text = f"<!doctype html><html lang=en><title>A page</title><style>{style}</style><h1>Words</h1>{words}{planted}"
    (tmp_path / "page.html").write_text(text, "utf-8")
    page, _ = opened(browser, tmp_path / "page.html")
    everywhere = broken_rules(page, runOnly=COLORS)
    named = ["#button", "#faint > p", "#pale", "#raised", "#small", "#within"]
    assert sorted(re.findall(r"Target: (.*)", everywhere)) == named
    assert broken_rules_alike(page, runOnly=COLORS) == everywhere
    page.add_style_tag(content="p {color: #aaa !important}")
    assert "foreground color: #aaaaaa" in broken_rules_alike(page, runOnly=COLORS)  # of one of many, for all
    page.context.close()


@pytest.fixture(scope="module")
def window(browser: Any, pages: dict[str, Path]) -> tuple[Any, list[str]]:
    return opened(browser, pages["report"])


@pytest.fixture(scope="module")
def shown(request: pytest.FixtureRequest, window: tuple[Any, list[str]], pages: dict[str, Path]) -> Iterator[Any]:
    """A page, opened once for all who only look at it. An error in it fails the last."""
    page, errors = window
    page.goto(pages[request.param].as_uri())
    yield page
    assert errors == []


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("shown", ["report", *taught_topics()], indirect=True)
def test_a_page_fits_its_window(shown: Any, width: int) -> None:
    resize(shown, width)
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    assert shown.locator("pre.code").evaluate_all("all => all.every(one => one.scrollWidth <= one.clientWidth)")


@pytest.mark.parametrize("shown", taught_topics(), indirect=True)
def test_on_a_narrow_screen_a_picture_of_the_lesson_wraps_and_stays_readable(shown: Any) -> None:
    resize(shown, 375)
    cut = "every => every.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.ariaLabel)"
    assert shown.locator(".drawing").evaluate_all(cut) == []
    outside = """every => every.filter(one => {
        const text = one.getBBox(), drawing = one.ownerSVGElement.viewBox.baseVal;
        return text.x < 0 || text.x + text.width > drawing.width;
    }).map(one => one.textContent)"""
    assert shown.locator(".drawing text").evaluate_all(outside) == []
    # How large an SVG's text is on the screen: its own size times that of the drawing, unless it is hidden
    seen = """every => Math.min(...every.filter(one => one.getClientRects().length).map(one => {
        const drawing = one.ownerSVGElement;
        return one.getAttribute("font-size") * drawing.getBoundingClientRect().width / drawing.getAttribute("width");
    }))"""
    assert shown.locator(".drawing text").evaluate_all(seen) >= 10


@pytest.fixture(scope="module")
def scriptless(browser: Any, pages: dict[str, Path]) -> tuple[Any, list[str]]:
    return opened(browser, pages["report"], java_script_enabled=False)


@pytest.mark.parametrize("name", ["report", *WITH_PICTURES])
def test_a_page_is_readable_without_scripts(
    scriptless: tuple[Any, list[str]], pages: dict[str, Path], name: str
) -> None:
    page, errors = scriptless
    page.goto(pages[name].as_uri())
    assert page.locator("svg").count() > 3
    assert page.locator("svg").first.is_visible()
    page.locator("summary", has_text="in words").first.click()
    assert page.locator("figure details p").first.is_visible()
    assert page.locator(".move-live").count() == 0
    assert errors == []


def test_the_window_is_moved_by_keyboard_and_the_sum_follows(browser: Any, pages: dict[str, Path]) -> None:
    page, errors = opened(browser, pages["report"])
    box = max(page.locator(".move-live").all(), key=lambda one: one.locator("rect.cell").count())
    box.locator(".move-stage").focus()
    assert "Row 0, column 0" in box.locator("output").inner_text()
    before = box.locator("rect.in").count()
    page.keyboard.press("ArrowRight")
    said = box.locator("output").inner_text()
    assert "Row 0, column 1" in said
    terms, _, total = said.partition(": ")[2].rpartition(" = ")
    products = [product.split("·") for product in terms.split(" + ")]
    values = [[float(factor.strip("()")) for factor in product] for product in products]
    assert sum(one[0] * (one[1] if len(one) > 1 else 1) for one in values) == pytest.approx(float(total))
    assert before == box.locator("rect.in").count()
    for _ in range(9):
        page.keyboard.press("ArrowLeft")
    assert "column 0" in box.locator("output").inner_text()
    assert errors == []
    page.context.close()


def test_links_of_a_page_lead_somewhere(pages: dict[str, Path]) -> None:
    for path in pages.values():
        text = path.read_text("utf-8")
        ids = re.findall(r' id="([^"]+)"', text)
        assert len(ids) == len(set(ids)), path
        assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids), path
        assert not re.search(r'(src|href)="(https?:|//)', text), path


def test_the_report_shows_everything_and_runs_nothing_of_a_students(report: str) -> None:
    for criterion in load_topic(CONTENT, "output_size").criteria:
        assert criterion.title.replace("'", "&#39;") in report
    assert "<b>a message</b>" not in report
    assert "</pre><script>" not in report
    assert report.count("<script") == 1
    assert "default-src &#39;none&#39;" in report
    assert " style=" not in report
    assert "→  36" in report  # the line where the demo raises


def test_every_exercise_and_every_misconception_has_something_to_read() -> None:
    for topic in load_lesson(CONTENT).topics:
        for exercise in topic.exercises:
            assert find_reading(topic, exercise.name), exercise.name
        for entry in expert_of(topic.slug).known:
            assert find_reading(topic, entry.read), entry.id


def test_the_commands_write_pages_and_say_where(grade: Any, workspace: Path) -> None:
    (workspace / "output_size.py").write_text(HALF_WRITTEN, "utf-8")
    for topic in taught_topics():
        if topic not in ("output_size", "color"):
            (workspace / f"{topic}.py").unlink()
    done = grade("report", cwd=workspace)
    assert done.code == 0, done.err
    assert f"Open {workspace / 'report.html'}" in done.out
    assert "conv_out" in (workspace / "report.html").read_text("utf-8")
    assert json.loads((workspace / ".receptive" / "output_size.json").read_text("utf-8"))["points"] > 0
    assert "lesson-output_size.html" in grade("lesson", "output_size", cwd=workspace).out
    assert (workspace / "lesson-output_size.html").exists()
    assert grade("lesson", "outputsize", cwd=workspace).code == 2
    refused = grade("report", "nowhere/report.html", cwd=workspace)
    assert refused.code == 2
    assert "name another file" in refused.err


def test_a_page_is_never_written_over_a_students_file(grade: Any, workspace: Path) -> None:
    before = (workspace / "color.py").read_bytes()
    done = grade("lesson", "color", "--out", "color.py", cwd=workspace)
    assert done.code == 2
    assert "ends with .html" in done.err
    assert grade("report", "color.py", cwd=workspace).code == 0
    assert (workspace / "color.py").read_bytes() == before


def test_a_report_is_of_the_topics_that_are_named(grade: Any, workspace: Path) -> None:
    done = grade("report", "color", "mine.html", cwd=workspace)
    assert done.code == 0, done.err
    text = (workspace / "mine.html").read_text("utf-8")
    assert "to_gray_mean" in text
    assert "conv_out" not in text
    assert "one page at a time" in grade("report", "a.html", "b.html", cwd=workspace).err
    assert grade("report", "colur", cwd=workspace).code == 2


def test_what_was_begun_stands_first_in_a_report(grade: Any, workspace: Path) -> None:
    (workspace / "output_size.py").write_text(HALF_WRITTEN, "utf-8")
    assert grade("report", "color", "output_size", cwd=workspace).code == 0
    text = (workspace / "report.html").read_text("utf-8")
    assert text.index('id="topic-output_size"') < text.index('id="topic-color"')
    assert "What will be asked: to_gray_mean, to_gray_weighted" in text
