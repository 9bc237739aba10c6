"""One chromium for all tests of a process that look at pages, started by the first of them."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

# Later versions have no need of it
PidfdChildWatcher: Any = asyncio.PidfdChildWatcher if sys.version_info < (3, 12) and sys.platform == "linux" else object
START_S = 120  # of a browser that was never read from this disk, where others are busy
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""


@pytest.fixture(scope="session")
def chromium() -> Iterator[tuple[Any, asyncio.AbstractEventLoop]]:
    """The browser, and the loop that playwright runs it with."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install -e '.[dev]'")
    if not CHROMIUM:
        pytest.skip("chromium is not installed: apt-get install chromium")
    with contextlib.ExitStack() as open_till_the_end:
        with _without_threads():
            started = open_till_the_end.enter_context(sync_api.sync_playwright())
        loop = asyncio.get_running_loop()
        found = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=START_S * 1000)
        asyncio._set_running_loop(None)
        yield found, loop
        asyncio._set_running_loop(loop)
        found.close()


@pytest.fixture(scope="module")
def browser(chromium: tuple[Any, asyncio.AbstractEventLoop]) -> Iterator[Any]:
    """The browser, with no page open.

    Between its calls playwright leaves its loop marked as the one that runs. To the tests of other files none runs.
    """
    found, loop = chromium
    asyncio._set_running_loop(loop)
    yield found
    for context in found.contexts:
        context.close()
    asyncio._set_running_loop(None)


class _Watcher(PidfdChildWatcher):  # type: ignore[misc,valid-type]
    """Notices the end of what a loop has started in that loop, as Python 3.12 does."""

    def is_active(self) -> bool:
        return True

    def add_child_handler(self, *given: Any) -> None:
        self._loop = asyncio.get_running_loop()
        super().add_child_handler(*given)


@contextlib.contextmanager
def _without_threads() -> Iterator[None]:
    """What playwright starts meanwhile has no thread waiting for its end: it would live as long as the tests of this
    process, and the product does not fork a process with threads.
    """
    if PidfdChildWatcher is object:
        yield
        return
    policy = asyncio.get_event_loop_policy()
    before = policy._watcher
    policy.set_child_watcher(_Watcher())
    yield
    policy._watcher = before


def opened(browser: Any, path: Path, **options: Any) -> tuple[Any, list[str]]:
    """A page from the disk, offline, and the list that its errors go to."""
    context = browser.new_context(**options)
    context.set_offline(True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(path.as_uri())
    return page, errors
