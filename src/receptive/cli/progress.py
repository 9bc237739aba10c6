"""What is going on, for a person who waits. On standard error, and only if that is a terminal."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

from receptive.model import Topic


@contextlib.contextmanager
def show_progress(quiet: bool) -> Iterator[Callable[[Topic], None]]:
    """Yields what to call with each topic as its turn comes."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from receptive.report.terminal import make_console

    with make_console(stderr=True).status("starting", spinner="line") as status:

        def tell(topic: Topic) -> None:
            slow = " (loading torch takes a few seconds)" if "torch" in topic.packages else ""
            status.update(f"grading {topic.slug}{slow}")

        yield tell
