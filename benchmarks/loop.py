"""`make bench`: the student's loop, side by side. From a save to the first verdict, and a second `grade` in a row.

Wall clock, since it is a person who waits. The sides of a ratio take turns.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from receptive.catalogue.content import Content, find_content
from receptive.catalogue.manifest import load_topic
from receptive.live.watch.events import Verdict
from receptive.live.watch.files import FolderWatch
from receptive.live.watch.watcher import Watcher
from receptive.model import Lesson

ROOT = Path(__file__).parent.parent
GRADE = str(Path(sys.executable).with_name("grade"))
SAVES = 30
RESTARTS = 5
PATIENCE_S = 60.0
# The exercise of each topic that is edited
EDITED = {
    "output_size": "conv_out",
    "filter_math": "cross_correlate2d",
    "color": "to_gray_mean",
    "build_cnn": "conv_block",
}


@dataclass(frozen=True)
class Times:
    """Of several turns, in seconds."""

    values: tuple[float, ...]

    def percentile(self, percent: int) -> float:
        ordered = sorted(self.values)
        return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]


def saves(content: Content, slug: str, count: int) -> Times:
    """From the end of a save until `grade watch` knows the first verdict of the edited exercise."""
    from queue import Empty, SimpleQueue

    folder = Path(tempfile.mkdtemp())
    path = folder / f"{slug}.py"
    text = content.solution(slug).read_text("utf-8")
    name = EDITED[slug]
    path.write_text(_edited(text, name, 0))
    events: SimpleQueue[object] = SimpleQueue()
    topic = load_topic(content, slug)
    watcher = Watcher(content, Lesson((topic,)), folder, events.put)
    files = FolderWatch(folder, lambda: events.put(None))

    def verdict_on(source: bytes) -> None:
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            try:
                event = events.get(timeout=1)
            except Empty:
                continue
            if event is None:
                watcher.look()
                continue
            watcher.take(event)
            if isinstance(event, Verdict) and event.source == source and event.exercise == name:
                return
        raise TimeoutError(f"no verdict on {slug}")

    taken = []
    try:
        verdict_on(path.read_bytes())
        for number in range(1, count + 1):
            time.sleep(0.3)
            edited = _edited(text, name, number)
            path.write_text(edited)
            start = time.perf_counter()
            verdict_on(edited.encode())
            taken.append(time.perf_counter() - start)
    finally:
        watcher.close()
        files.close()
        shutil.rmtree(folder)
    return Times(tuple(taken))


def _edited(text: str, name: str, number: int) -> str:
    """The solution with one statement more at the beginning of a definition: another text, the same answers."""
    lines = text.splitlines(keepends=True)
    [first] = [node.body[0].lineno for node in ast.parse(text).body if getattr(node, "name", "") == name]
    lines.insert(first - 1, f"    edited_{name.lower()} = {number}\n")
    return "".join(lines)


def plain_pytest(slug: str, count: int) -> Times:
    """`python -m pytest` on the same criteria of that exercise, once more after each save, with no isolation."""
    return Times(tuple(_timed(lambda: _pytest(slug)) for _ in range(count)))


def restarted(slug: str, count: int) -> Times:
    """What tools such as pytest-watch do: notice the save (a quarter of a second, theirs by default), start pytest."""
    return Times(tuple(_timed(lambda: (time.sleep(0.25), _pytest(slug))) for _ in range(count)))


def _pytest(slug: str) -> None:
    content = find_content()
    criteria = [c.id for e in load_topic(content, slug).exercises if e.name == EDITED[slug] for c in e.criteria]
    folder = content.grader(slug)
    tests = [
        f"{path}::{name}"
        for path in sorted(folder.glob("test_*.py"))
        for mark, name in re.findall(r'criterion\("(\w+)"\)\ndef (\w+)', path.read_text("utf-8"))
        if mark in criteria
    ]
    paths = os.pathsep.join([str(ROOT / "benchmarks"), str(folder)])
    settings = {"STUDENT": str(content.solution(slug)), "PYTHONPATH": paths, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, "-p", "in_process", "-p", "no:cacheprovider"]
    subprocess.run([*command, *tests], check=True, cwd=ROOT, env=os.environ | settings, stdout=subprocess.DEVNULL)


def _timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


@contextmanager
def server(topics: Sequence[str]) -> Iterator[dict[str, str]]:
    """A background server of our own; gives the environment in which `grade` finds it."""
    folder = tempfile.mkdtemp(prefix="rb-", dir="/tmp")
    environment = os.environ | {"XDG_RUNTIME_DIR": folder, "RECEPTIVE_NO_SERVER": ""}
    ask = "from receptive.live.server.place import *; print(socket_path(identity()))"
    found = subprocess.run([sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True)
    path = Path(found.stdout.strip())
    program = "from receptive.cli.server import main; main()"
    running = subprocess.Popen([sys.executable, "-P", "-c", program, str(path), *topics], env=environment)
    end = time.monotonic() + PATIENCE_S
    while not path.exists() and running.poll() is None and time.monotonic() < end:
        time.sleep(0.05)
    try:
        yield environment
    finally:
        running.terminate()
        running.wait(20)
        shutil.rmtree(folder)


def second_grade(table: Table) -> None:
    """`grade output_size` with a warm server, beside `grade --version` and without the server."""
    for name, source in _stages("output_size").items():
        folder = Path(tempfile.mkdtemp())
        (folder / "output_size.py").write_text(source)
        warm, version, cold = _turns([GRADE, "output_size"], folder)
        shutil.rmtree(folder)
        for percent in (0, 50):
            ours, least, most = (one.percentile(percent) for one in (warm, version, cold))
            called = f"grade output_size, {name}, {'best' if percent == 0 else 'p50'}"
            _row(table, called, ours, "grade --version", least, "at most 3")
            _row(table, called, ours, "the same without the server", most, "")


def _stages(slug: str) -> dict[str, str]:
    """A file that is right, one that is half written, and one with a mistake that is recognized."""
    content = find_content()
    right, stub = content.solution(slug).read_text("utf-8"), content.stub(slug).read_text("utf-8")
    exercises = [exercise.name for exercise in load_topic(content, slug).exercises]
    half = right
    for name in exercises[len(exercises) // 2 :]:
        half = half.replace(_definition(half, name), _definition(stub, name))
    mistaken = right.replace("(i + 2 * p - k) % s", "(i + p - k) % s")
    return {"right": right, "half written": half, "one mistake": mistaken}


def _definition(source: str, name: str) -> str:
    [found] = [node for node in ast.parse(source).body if getattr(node, "name", "") == name]
    return "".join(source.splitlines(keepends=True)[found.lineno - 1 : found.end_lineno])


def _turns(graded: Sequence[str], folder: Path) -> tuple[Times, ...]:
    with server(["output_size"]) as environment:

        def run(command: Sequence[str]) -> float:
            time.sleep(0.1)  # what the server does after a run must not burden the next command
            return _timed(lambda: _graded(command, folder, environment))

        run(graded)
        turns = [(run(graded), run([GRADE, "--version"]), run([*graded, "--no-server"])) for _ in range(15)]
    return tuple(Times(column) for column in zip(*turns, strict=True))


def _graded(command: Sequence[str], folder: Path, environment: dict[str, str]) -> None:
    code = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL).returncode
    assert code in (0, 1), f"{command} ended with {code}"


def first_verdicts(table: Table) -> None:
    content = find_content()
    for slug in EDITED:
        ours, plain, again = saves(content, slug, SAVES), plain_pytest(slug, RESTARTS), restarted(slug, RESTARTS)
        target = "p95 under 500 ms" if "torch" in load_topic(content, slug).packages else "p95 under 150 ms"
        for percent in (50, 95):
            name = f"watch, {slug}.{EDITED[slug]}, p{percent}"
            _row(table, name, ours.percentile(percent), "pytest again", plain.percentile(50), target)
        _row(table, f"watch, {slug}, p50", ours.percentile(50), "pytest-watch style", again.percentile(50), "")


def _row(table: Table, ours: str, our_s: float, theirs: str, their_s: float, target: str) -> None:
    ratio = our_s / their_s
    shown = f"{ratio:.2f}" if ratio >= 1 else f"1/{1 / ratio:.1f}"
    table.add_row(ours, f"{our_s * 1000:.0f} ms", theirs, f"{their_s * 1000:.0f} ms", shown, target)


def main() -> None:
    table = Table("ours", "time", "against", "time", "ratio", "target", box=None)
    second_grade(table)
    first_verdicts(table)
    Console(width=150).print(table)


if __name__ == "__main__":
    main()
