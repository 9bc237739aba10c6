"""Exported QTI as a certified player draws and marks it, in a real browser, answered by clicks and keys.

qti3-item-player plays QTI 3, for which it is certified, and qti-convert makes that of our QTI 2.1. Both come from npm
into a temporary folder, so this is slow and skips without npm or its registry.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import qti_reader as qti
from quiz_sample import QUIZZES, pools_of
from receptive.exchange.quiz import FORMATS

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install -e '.[dev]'")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
NPM = shutil.which("npm") or ""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (CHROMIUM and NPM), reason="chromium or npm is not installed: apt-get install chromium npm"),
]
PACKAGES = ("qti3-item-player@1.1.20", "vue@2.7.16", "@citolab/qti-convert@0.3.52")
TYPED, CHOSEN = "textEntryInteraction", "choiceInteraction"  # orders and pairs are dragged, and only drawn here
PAGE = """<!doctype html><meta charset="utf-8"><div id="app"></div>
<script src="../../node_modules/vue/dist/vue.min.js"></script>
<script src="../../node_modules/qti3-item-player/dist/qti3Player.umd.min.js"></script>
<script>
const waiting = {};
const tell = name => value => waiting[name](value);
const events = {
  notifyQti3PlayerReady: player => { window.player = player; },
  notifyQti3ItemReady: () => waiting.item(),
  notifyQti3EndAttemptCompleted: tell("end"),
};
const props = {suppressAlertMessages: true, suppressInvalidResponseMessages: true};
new Vue({render: h => h(qti3Player, {props, on: events})}).$mount("#app");
const sessionControl = {max_attempts: 0, show_feedback: true, validate_responses: false};
const load = xml => new Promise(done => {
  waiting.item = done;
  player.loadItemFromXml(xml, {guid: "one", status: "interacting", sessionControl});
});
const end = () => new Promise(done => { waiting.end = done; player.endAttempt("end"); });
</script>"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """One variant of every question of the sample and of the lesson."""
    pools = [pool for name in QUIZZES for pool in pools_of(name, tmp_path_factory.mktemp("quiz"))]
    return FORMATS["qti21"]("Title", [replace(pool, variants=pool.variants[:1]) for pool in pools]).data


@pytest.fixture(scope="module")
def folder(package: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The items as QTI 3, and the page of the player beside them."""
    root = tmp_path_factory.mktemp("player")
    install = [NPM, "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", *PACKAGES]
    if subprocess.run(install, cwd=root, capture_output=True, check=False).returncode:
        pytest.skip("npm could not install the player: is its registry reachable?")
    zipfile.ZipFile(io.BytesIO(package)).extractall(root / "quiz")
    convert = [root / "node_modules" / ".bin" / "qti-convert-folder", root / "quiz"]
    subprocess.run(convert, cwd=root, capture_output=True, check=True)
    (root / "quiz-qti3" / "items" / "page.html").write_text(PAGE, "utf-8")
    return root / "quiz-qti3" / "items"


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    """The player in a browser; `thrown` says what it threw."""
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 900, "height": 1000})
        page.thrown = []
        page.on("pageerror", lambda error: page.thrown.append(str(error)))
        yield page
        browser.close()


def draw(page: Any, file: Path) -> None:
    page.goto((file.parent / "page.html").as_uri())
    page.wait_for_function("window.player")
    page.evaluate("xml => load(xml)", file.read_text("utf-8"))


def give(page: Any, item: Any, response: qti.Response) -> None:
    places = {one.get("responseIdentifier"): one.tag for one in item.iter() if one.get("responseIdentifier")}
    fields = [name for name, tag in places.items() if tag == TYPED]
    for name, values in response.items():
        for value in values:
            if places[name] == TYPED:
                page.locator("input.text-entry-default").nth(fields.index(name)).fill(value)
            else:
                page.locator(f"li[data-identifier='{value}']").click()


def marked(page: Any) -> tuple[float, list[str]]:
    outcomes = {one["identifier"]: one["value"] for one in page.evaluate("end()")["state"]["outcomeVariables"]}
    return outcomes["SCORE"], [value for name, value in outcomes.items() if name.endswith("FEEDBACK") and value]


def test_every_item_is_drawn_and_marked_as_its_rules_say(page: Any, folder: Path, package: bytes) -> None:
    """The key, each kind of mistake that is known first, and nothing at all."""
    answered = 0
    for name, item in qti.read_package(package).items.items():
        draw(page, folder / f"{name}.xml")
        assert page.thrown == [], name
        if {one.tag for one in item.iter() if one.get("responseIdentifier")} <= {TYPED, CHOSEN}:
            mistakes = [one.get("identifier") for one in item.iterfind("modalFeedback")][1:2]
            wrong = [qti.responses_of(item, one)[0] for one in mistakes]
            for response in [qti.correct(item), *wrong, dict.fromkeys(qti.correct(item), ())]:
                draw(page, folder / f"{name}.xml")
                give(page, item, response)
                points, told = qti.score(item, response)
                assert marked(page) == (pytest.approx(points), told), (name, response)
                answered += 1
    assert answered
    assert page.thrown == []


def test_programs_keep_their_lines(page: Any, folder: Path, package: bytes) -> None:
    found = [name for name, item in qti.read_package(package).items.items() if item.find("itemBody//pre") is not None]
    for name in found:
        draw(page, folder / f"{name}.xml")
        code = page.locator("pre").first
        lines = code.inner_text().strip().count("\n") + 1
        assert code.evaluate("one => one.scrollHeight / parseFloat(getComputedStyle(one).fontSize)") > lines, name
    assert found
