"""The command group, and the one place where errors become exit codes."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import traceback
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from receptive import __version__
from receptive.catalogue.content import ContentError
from receptive.classroom.errors import ClassError
from receptive.cli import student
from receptive.cli.author import author
from receptive.cli.classroom import classroom
from receptive.cli.codes import ExitCode, NothingToGrade
from receptive.cli.listing import list_topics
from receptive.cli.nbgrader import nbgrader
from receptive.cli.pages import lesson, report
from receptive.cli.quiz import quiz
from receptive.cli.release import release
from receptive.cli.saying import say, say_wrapped
from receptive.cli.solution import solution
from receptive.cli.status import status
from receptive.cli.submit import submit
from receptive.cli.symbols import use_words
from receptive.cli.watch import watch
from receptive.invocation import typed, typed_examples
from receptive.workspace.folder import WorkspaceError

if TYPE_CHECKING:
    from receptive.grading.pool import Pool

GRADE = "grade-these"


class DefaultsToGrading(click.Group):
    """`grade`, `grade TOPIC` and `grade --json` are the hidden command that grades; the rest are commands."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        if grades(args):
            args = ["--help"] if {"--help", "-h"} & set(args) else [GRADE, *args]
        return super().parse_args(context, args)

    def format_usage(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(typed(), "[TOPIC|EXERCISE|PATH]... [--json] [--seed TEXT]")
        formatter.write_usage(typed(), "COMMAND [ARGS]...", prefix="       ")


@click.group(cls=DefaultsToGrading, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="grade", message="%(prog)s %(version)s")
def cli() -> None:
    """Grade your work on the lesson, now, and see what to try next.

    With no argument, all topics in the current folder; or name topics, exercises, a file or a folder.

    \b
    Examples:
      grade start lesson && cd lesson
      grade output_size
      grade output_size.conv_out
      grade --json > result.json

    \b
    --json       one JSON object on standard output, nothing else
    --seed TEXT  repeat a run: the seed that its report names
    --no-server  start from nothing; else a process stays for 10 minutes, so that the next run is quick
    --lesson DIR for any command: the lesson in DIR (exercises/, graders/, …) and not the one that is installed

    \b
    Exit codes: 0 full points, 1 points missing, 2 usage, 3 our own fault,
    4 broken content, 5 nothing to grade, 130 interrupted.
    """


cli.add_command(student.grade_these, GRADE)
for command in (
    student.start,
    watch,
    list_topics,
    student.reset,
    status,
    student.hint,
    quiz,
    report,
    lesson,
    solution,
    submit,
    student.doctor,
    student.completion,
    release,
    classroom,
    nbgrader,
    author,
):
    cli.add_command(command)


def _write_as_typed(command: click.Command) -> None:
    """Have the examples in the help of a command, and of those in it, begin as commands do here."""
    command.help = command.help and typed_examples(command.help)
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        _write_as_typed(inner)


def grades(args: Sequence[str]) -> bool:
    """Whether a command line is no command, but something to grade."""
    return not args or (args[0] not in cli.commands and args[0] not in ("--help", "-h", "--version"))


def is_served(args: Sequence[str]) -> bool:
    """Whether the background server runs a command line: what grades, the page about it too."""
    return grades(args) or args[0] == "report"


def run(args: list[str] | None = None, pool: Pool | None = None) -> int:
    """Run one command line; returns the exit code. `pool`: what the background server keeps open."""
    use_words((sys.stdout, sys.stderr))
    interrupted = threading.Event()

    def interrupt(*_: object) -> None:
        interrupted.set()
        raise KeyboardInterrupt

    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")  # an answer in another encoding is refused, not a fault
    # Python loses a KeyboardInterrupt that falls into a finalizer; the event does not
    signal.signal(signal.SIGINT, interrupt)
    code = _run(args, pool)
    if interrupted.is_set():
        # CPython notes a KeyboardInterrupt that leaves an exec of text, such as makes a dataclass. Then `python -m`
        # ends by SIGINT whatever its exit code, unless another exec of text takes the note away
        exec("pass")
        return _say("interrupted; nothing was left running", ExitCode.INTERRUPTED)
    return code


def _run(args: list[str] | None, pool: Pool | None) -> int:
    """The command itself; every error becomes an exit code here."""
    try:
        _write_as_typed(cli)
        result: Any = cli.main(args, typed(), "_GRADE_COMPLETE", standalone_mode=False, obj=pool)
        sys.stdout.flush()
        return int(result or 0)
    except click.UsageError as wrong:
        if wrong.ctx is not None and wrong.ctx.command.name != GRADE:
            return _say_usage(wrong)
        return _say(f"{wrong.format_message()}\nTry: {typed('--help')}", ExitCode.USAGE)
    except click.ClickException as wrong:
        return _say(wrong.format_message(), ExitCode.USAGE)
    except WorkspaceError as refused:
        return _say(str(refused), ExitCode.USAGE)
    except NothingToGrade as nothing:
        return _say(str(nothing), ExitCode.NOTHING)
    except ClassError as refused:
        return _say(str(refused), ExitCode.CONTENT)
    except ContentError as broken:
        return _say(f"the lesson is broken: {broken}", ExitCode.CONTENT)
    except (KeyboardInterrupt, click.Abort):
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # `grade | head`: whoever reads has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.MISSING_POINTS
    except Exception:
        say(traceback.format_exc(), err=True, nl=False)
        return _say("this is a fault of ours, not of your code; please report the lines above", ExitCode.OURS)


def _say_usage(wrong: click.UsageError) -> ExitCode:
    written = io.StringIO()
    wrong.show(written)
    say_wrapped(written.getvalue().removesuffix("\n"), err=True)
    return ExitCode.USAGE


def _say(text: str, code: ExitCode) -> ExitCode:
    say_wrapped(f"grade: {text}", err=True)
    return code
