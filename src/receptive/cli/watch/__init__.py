"""`grade watch`: save, and see."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import click

from receptive.catalogue.content import find_content
from receptive.cli.codes import ExitCode, NothingToGrade
from receptive.cli.complete import complete_topic
from receptive.cli.saying import say
from receptive.invocation import typed
from receptive.model import Lesson

if TYPE_CHECKING:
    from receptive.cli.watch.keys import Keys
    from receptive.cli.watch.screen import Screen
    from receptive.live.watch.watcher import Watcher

QUIT = ("x", "\x04")


@dataclass(frozen=True)
class Key:
    """One was pressed."""

    name: str


@dataclass(frozen=True)
class Look:
    """Files may have changed."""


@dataclass(frozen=True)
class Redraw:
    """The window has another size, or was away. `resumed`: the terminal's mode is the shell's again."""

    resumed: bool


@click.command(short_help="Grade whenever you save.")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...", shell_complete=complete_topic)
def watch(topics: tuple[str, ...]) -> int:
    """Watch the current folder and grade what you save, at once: all topics, or these.

    \b
    Keys: h hint, n next exercise, l list, r reset, q quiz, p report, x quit.
    Example: grade watch output_size
    """
    if sys.platform == "win32":
        raise click.UsageError(f"watching needs Linux, macOS or WSL2; here: {typed('TOPIC')} after a save")
    from receptive.catalogue.manifest import load_lesson
    from receptive.cli.targets import find_topic
    from receptive.cli.watch.keys import Keys
    from receptive.cli.watch.screen import Screen
    from receptive.live.watch.files import FolderWatch
    from receptive.live.watch.watcher import Watcher
    from receptive.workspace.choosing import choose_files

    content, folder = find_content(), Path.cwd()
    lesson = Lesson(tuple(find_topic(slug, content) for slug in topics)) if topics else load_lesson(content)
    if not choose_files(folder, lesson.topics):
        raise NothingToGrade(f"nothing to watch in {folder}; `{typed('start')}` writes the files of the lesson")
    events: SimpleQueue[Any] = SimpleQueue()
    _heed_signals(events)
    watcher = Watcher(content, lesson, folder, events.put)
    files = FolderWatch(folder, lambda: events.put(Look()))
    keys = Keys(lambda key: events.put(Key(key)))
    try:
        Watching(watcher, Screen(), keys, events).run()
    finally:
        keys.close()
        watcher.close()
        files.close()
    return ExitCode.FULL_POINTS


class Watching:
    """Takes one event after the other and draws what is new."""

    def __init__(self, watcher: Watcher, screen: Screen, keys: Keys, events: SimpleQueue[Any]) -> None:
        self.watcher = watcher
        self.screen = screen
        self.keys = keys
        self.events = events
        self.extra: list[str] = []
        self.hint_of: tuple[str, int] = ("", 0)
        self.asks_reset = False

    def run(self) -> None:
        """Until the user has enough."""
        self.draw()
        while True:
            event = self.events.get()
            match event:
                case Key(name) if name in QUIT:
                    return
                case Key(name):
                    self.press(name)
                    self.draw()
                case Look():
                    if self.watcher.look():
                        self.extra, self.asks_reset = [], False
                        self.draw()
                case Redraw(resumed):
                    if resumed:
                        self.keys.refresh()
                    self.draw(again=True)
                case _:
                    if self.watcher.take(event):
                        self.draw()

    def draw(self, again: bool = False) -> None:
        self.screen.draw(self.watcher, self.extra, again, keys=self.keys.is_open)

    def press(self, key: str) -> None:
        """One key. Any key takes away what the last one showed."""
        from receptive.cli.watch.screen import list_lines

        was_asked, self.asks_reset, self.extra = self.asks_reset, False, []
        if was_asked:
            if key == "y":
                self.reset()
            return
        match key:
            case "h":
                self.hint()
            case "n":
                self.watcher.step()
            case "l":
                self.extra = list_lines(self.watcher.lesson)
            case "r":
                name = self.watcher.lesson.topic.path.name
                self.extra = [f"Put a fresh {name} in place? Yours is kept beside it. y: yes, any other key: no"]
                self.asks_reset = True
            case "q":
                self.give_terminal_to("quiz")
            case "p":
                self.give_terminal_to("report")

    def hint(self) -> None:
        """The next rung, from the first one again for another criterion."""
        from receptive.cli.watch.screen import hint_lines

        lesson = self.watcher.lesson
        outcome = lesson.current().lacking
        criterion = outcome.criterion.id if outcome else ""
        last, step = self.hint_of
        step = step + 1 if last == criterion else 0
        self.hint_of = (criterion, step)
        self.extra = hint_lines(lesson.topic.topic, lesson.at, outcome, step)

    def reset(self) -> None:
        from receptive.cli.fresh import put_fresh
        from receptive.workspace.folder import NOTEBOOK, WorkspaceError

        state = self.watcher.lesson.topic
        try:
            fresh, moved = put_fresh(state.topic, state.path)
        except WorkspaceError as refused:
            self.extra = [str(refused)]
            return
        self.watcher.look()
        self.extra = [f"Your file is now {moved.name}." if moved else f"{fresh.name} is there."]
        if fresh.suffix == NOTEBOOK:  # whoever shows it goes on showing the old one, and saves it
            self.extra.append(f"If {fresh.name} is open somewhere, load it again there before you save.")
        if state.path != fresh:
            self.extra.append(f"{state.path.name} holds work, so that is graded now.")

    def give_terminal_to(self, command: str) -> None:
        """Run another command of ours here, and come back when it ends."""
        words = [sys.executable, "-P", "-m", "receptive", command, self.watcher.lesson.topic.topic.slug]
        if not self.watcher.lesson.folder.is_dir():
            return
        with self.keys.left_alone():
            say()
            subprocess.run(words, cwd=self.watcher.lesson.folder, check=False)
            say("Return goes back to watching.")  # not before the last lines were read
            sys.stdin.readline()
        self.draw(again=True)


def _heed_signals(events: SimpleQueue[Any]) -> None:
    if sys.platform == "win32":
        return
    signal.signal(signal.SIGWINCH, lambda *_: events.put(Redraw(resumed=False)))
    signal.signal(signal.SIGCONT, lambda *_: events.put(Redraw(resumed=True)))
    signal.signal(signal.SIGTERM, lambda *_: events.put(Key("x")))
    signal.signal(signal.SIGHUP, lambda *_: events.put(Key("x")))
