"""Our notebook in JupyterLab 4 with nbgrader's extensions, in a real browser: opened, run, looked at."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nbgrader_course import cell, nbgrader, read, write
from receptive.catalogue.content import find_content
from receptive.exchange.nbgrader.course import build_course
from support import skip_without

skip_without("nbgrader", "nbgrader is not installed: pip install 'receptive[nbgrader]'")
skip_without("jupyterlab", "jupyterlab is not installed")

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install -e '.[dev]'")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
WRONG = "def to_gray_mean(img, channel_axis=-1):\n    return img.max(axis=channel_axis)"
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed: apt-get install chromium")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A student's folder with the released notebook, one exercise of it answered wrongly."""
    course = tmp_path_factory.mktemp("course")
    build_course(find_content(), course, ["color"], "week1")
    nbgrader(course, "generate_assignment", "week1")
    path = course / "release" / "week1" / "color.ipynb"
    notebook = read(path)
    cell(notebook, "color-to_gray_mean")["source"] = WRONG
    write(path, notebook)
    return path.parent


@pytest.fixture(scope="module")
def lab(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab that serves the folder, on loopback."""
    home = tmp_path_factory.mktemp("home")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "PYTEST"))}
    environment |= {"HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / "config")}
    environment |= {"JUPYTER_DATA_DIR": str(home / "data"), "JUPYTERLAB_WORKSPACES_DIR": str(home / "spaces")}
    options = [
        "--no-browser", "--allow-root", "--ServerApp.token=", "--ServerApp.password=", "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={folder}",
    ]  # fmt: skip
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options], env=environment, stdout=log, stderr=log
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/api")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(address: str) -> None:
    for _ in range(240):
        try:
            urllib.request.urlopen(address, timeout=1).close()
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise TimeoutError(address)


@pytest.fixture
def page(lab: str) -> Iterator[Any]:
    """The notebook, opened; an error in the console or on the page fails the test."""
    errors: list[str] = []
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        opened.goto(f"{lab}/lab/tree/color.ipynb")
        opened.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        opened.wait_for_selector("text=Python 3 (ipykernel) | Idle", timeout=60_000)
        yield opened
        browser.close()
    assert errors == []


def scrolled_to(page: Any, selector: str, step: int) -> Any:
    """The first such element; JupyterLab makes cells when they come near the screen."""
    found = page.locator(selector)
    page.locator(".jp-Notebook").first.hover()
    for _ in range(60):
        if found.count():
            break
        page.mouse.wheel(0, step)
        page.wait_for_timeout(100)
    return found.first


@pytest.mark.slow
def test_the_notebook_runs_and_tells_what_is_wrong(page: Any) -> None:
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).first.click()
    page.locator(".jp-OutputArea-output", has_text="there is no answer yet").last.wait_for(timeout=90_000)
    assert not page.locator(".jp-Dialog").count()
    told = scrolled_to(page, '.jp-OutputArea-output:has-text("to_gray_mean([[[")', -900).text_content()
    assert told.startswith("0 of ")
    assert "✗ Two pixels, by hand: wrong answer" in told
    assert "hidden criteria not run here" in told


@pytest.mark.slow
def test_pictures_of_the_quiz_are_shown(page: Any) -> None:
    picture = scrolled_to(page, '.jp-MarkdownOutput img[src^="data:image/svg+xml"]', 900)
    assert picture.evaluate("image => image.naturalWidth") > 0
    assert picture.get_attribute("alt")


@pytest.mark.slow
def test_nbgrader_sees_grade_cells_and_validates(page: Any) -> None:
    page.get_by_role("button", name="Validate").click()
    dialog = page.locator(".jp-Dialog")
    dialog.wait_for(timeout=90_000)
    assert "failed" in dialog.inner_text().lower()
    page.get_by_role("button", name="Ok", exact=True).click()
    page.get_by_text("Create Assignment").first.click()
    name = "color-to_gray_mean-grade"
    page.wait_for_function(f"() => [...document.querySelectorAll('input')].some((one) => one.value === '{name}')")
