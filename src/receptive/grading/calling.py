"""Runs the test of one criterion. pytest has collected it; a test that takes our fixtures and nothing else is called
as a function, since the protocol around it costs as much as the test. Anything more ordinary goes through pytest."""

from __future__ import annotations

import inspect

import pytest

from receptive.grading.running import FIXTURES, Running

PLAIN_MARKS = {"criterion"}


def run_through_pytest(item: pytest.Function) -> None:
    """Run any test; the plugin notes how it ended."""
    item.ihook.pytest_runtest_protocol(item=item, nextitem=None)


def call_plain(item: pytest.Function, running: Running) -> None:
    """Run a test that is plain; how it ended is noted in `running`."""
    try:
        given = {name: FIXTURES[name](running) for name in item.fixturenames}
        running.called = True
        item.obj(**given)
    except (KeyboardInterrupt, pytest.exit.Exception):
        raise
    except BaseException as failure:  # as pytest does: what a test raises is how it ended
        # Without our own frame, which holds `running`: a cycle would keep what the test has seen until somebody looks
        below = failure.__traceback__.tb_next if failure.__traceback__ else None
        running.failure = failure.with_traceback(below)


def is_plain(item: pytest.Function) -> bool:
    """Whether pytest would do nothing for this test but call it with our fixtures."""
    has_ours = set(item.fixturenames) == set(inspect.signature(item.obj).parameters) <= FIXTURES.keys()
    marks = {mark.name for mark in item.iter_markers()}
    return has_ours and item.cls is None and marks <= PLAIN_MARKS and not inspect.iscoroutinefunction(item.obj)
