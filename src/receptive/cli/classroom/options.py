"""The options that commands over a class share."""

from __future__ import annotations

import contextlib
import functools
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from receptive.cli.complete import complete_topic

if TYPE_CHECKING:
    from receptive.classroom.enrolling import Part
    from receptive.classroom.setup import Setup, Shard

DEFAULT = "class.sqlite"
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)

store_option: Callable[..., Any] = click.option(
    "--store",
    default=DEFAULT,
    show_default=True,
    type=click.Path(path_type=Path),
    help="The file that the marks are kept in.",
)

PART = "receptive.part"  # of the class, in the context of a command


def _remember(ctx: click.Context, option: click.Parameter, value: str) -> str:
    ctx.meta.setdefault(PART, {})[option.name] = value
    return value


def part_options(command: Any) -> Any:
    """Give a command `--section` and `--group`; `chosen_part` says what they are."""
    for name in ("group", "section"):
        told = f"Only the students of this {name}, as the roster says."
        command = click.option(f"--{name}", default="", help=told, expose_value=False, callback=_remember)(command)
    return command


def chosen_part() -> Part:
    """The part of the class that the command at work is about."""
    from receptive.classroom.enrolling import Part

    return Part(**click.get_current_context().meta.get(PART, {}))


OPTIONS = (
    click.option(
        "--topic", "topics", multiple=True, shell_complete=complete_topic, help="One of several; all if absent."
    ),
    click.option("--seed", default="", help="Decides the random inputs of everybody. Drawn once if absent, and kept."),
    click.option("--jobs", type=click.IntRange(1, 1024), help="Processes that grade; as many as processors if absent."),
    click.option("--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True),
    click.option("--scheduler", default="", help="With --engine dask: its address, such as tcp://10.0.0.1:8786."),
    click.option("--tls-ca", type=FILE, help="With --engine dask: the authority's certificate, for tls:// addresses."),
    click.option("--tls-cert", type=FILE, help="With --engine dask: this machine's certificate."),
    click.option("--tls-key", type=FILE, help="With --engine dask: its key."),
    click.option(
        "--shard", default="", metavar="I/N", help="Grade part I of N (from 0); `grade class merge` joins them."
    ),
    click.option("--roster", type=FILE, help="CSV: who is in the class. Kept for later runs."),
    click.option("--section", default="", help="Only the students of this section, as the roster says."),
    click.option("--group", default="", help="Only the students of this group, as the roster says."),
    click.option("--late", type=FILE, help="YAML: the deadline, and what late work loses."),
    click.option("--encoding", default="", help="Of these files, if not UTF-8 or UTF-16: such as windows-1252."),
    click.option("--secret", type=FILE, help="That of the graded quizzes: mark quiz-responses.json too."),
    click.option("--attempts", type=click.IntRange(1), help="How many submissions of a topic are graded."),
    click.option(
        "--count",
        type=click.Choice(["last", "best", "first"]),
        help="Which of several attempts counts; the last if nothing was ever said.",
    ),
    click.option("--force", is_flag=True, help="Grade again what has not changed."),
    click.option("--weak", is_flag=True, help="Grade even where student code cannot be confined (level C)."),
)


def setup_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a run, as one argument `setup`."""

    @functools.wraps(command)
    def with_setup(*args: Any, **kwargs: Any) -> Any:
        names = ("topics", "seed", "jobs", "engine", "scheduler", "shard", "roster", "late", "secret", "attempts")
        flags = ("encoding", "count", "section", "group", "force", "weak", "tls_ca", "tls_cert", "tls_key")
        given = {name: kwargs.pop(name) for name in (*names, *flags)}
        return command(*args, setup=_setup(**given), **kwargs)

    for option in reversed(OPTIONS):
        with_setup = option(with_setup)
    return with_setup


def _setup(
    topics: tuple[str, ...],
    jobs: int | None,
    engine: str,
    scheduler: str,
    shard: str,
    tls_ca: Path | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    attempts: int | None,
    count: str | None,
    section: str,
    group: str,
    **same: Any,
) -> Setup:
    from receptive.catalogue.content import find_content
    from receptive.catalogue.manifest import load_lesson
    from receptive.classroom.engines import Tls
    from receptive.classroom.enrolling import Part
    from receptive.classroom.late import Count
    from receptive.classroom.setup import Setup
    from receptive.cli.targets import find_topic

    if (engine == "dask") != bool(scheduler):
        raise click.UsageError("--engine dask and --scheduler ADDRESS belong together")
    if scheduler.startswith("tls:") and not (tls_ca and tls_cert and tls_key):
        raise click.UsageError(f"{scheduler} needs --tls-ca, --tls-cert and --tls-key")
    content = find_content()
    chosen = tuple(find_topic(word, content) for word in dict.fromkeys(topics)) or load_lesson(content).topics
    return Setup(
        content=content,
        topics=tuple(sorted(chosen, key=lambda topic: (topic.order, topic.slug))),
        jobs=jobs or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else jobs or os.cpu_count() or 1,
        shard=_shard(shard) if shard else None,
        scheduler=scheduler,
        tls=Tls(tls_ca, tls_cert, tls_key),
        attempts=attempts or 0,
        count=Count(count) if count else None,
        part=Part(section, group),
        **same,
    )


def _shard(text: str) -> Shard:
    from receptive.classroom.setup import Shard

    parts = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text)
    if parts is None or not int(parts[1]) < int(parts[2]):
        raise click.UsageError(f"--shard {text}: give I/N, with I from 0 to N-1")
    return Shard(int(parts[1]), int(parts[2]))


@contextlib.contextmanager
def show_rate(total: int) -> Iterator[Callable[[int], None]]:
    """A bar with the rate and the time that is left, if somebody watches; yields what to call with marks done."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    from receptive.report.terminal import make_console

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed or 0:.1f} a second")

    columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=make_console(stderr=True), transient=True) as progress:
        bar = progress.add_task("grading", total=total)
        yield lambda more: progress.advance(bar, more)
