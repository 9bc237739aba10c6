"""Commands that look at the store of a class, or write into it beside a run."""

from __future__ import annotations

import getpass
import math
from pathlib import Path

import click

from receptive.cli.classroom.options import store_option
from receptive.cli.codes import ExitCode
from receptive.cli.saying import say
from receptive.text import in_one_line

STUDENT = click.argument("student")
TOPIC = click.argument("topic")
BY = click.option("--by", default="", help="Who does it, for the history; your login name if absent.")


@click.command(short_help="Prove that no mark was altered since it was given.")
@click.option("--head", default="", help="The head that a run ended with, as you noted it elsewhere.")
@store_option
def verify(head: str, store: Path) -> int:
    """Check every entry of a store against the chain of hashes, and name the first that was altered.

    Who can write to the store can make the whole chain anew; the head that you noted elsewhere tells you.

    \b
    Examples:
      grade class verify
      grade class verify --store week1.sqlite --head 5d3e…
    """
    from receptive.classroom.chain import verify as check
    from receptive.classroom.store import Store

    with Store(store) as opened:
        checked = check(opened, head)
    if checked.problem:
        say(f"{store}: {checked.problem}", err=True)
        return ExitCode.CONTENT
    say(f"{store}: {checked.count} entries, none altered. Head {checked.head}")
    return ExitCode.FULL_POINTS


@click.command(short_help="Set what a topic counts for a student, and say why.")
@STUDENT
@TOPIC
@click.argument("points", type=float, required=False)
@click.option("--reason", default="", help="Stands beside the points, for the student too.")
@click.option("--remove", is_flag=True, help="Take the override back.")
@click.option("--beyond", is_flag=True, help="Also more points than there are, or fewer than none.")
@BY
@store_option
def override(
    student: str, topic: str, points: float | None, reason: str, remove: bool, beyond: bool, by: str, store: Path
) -> None:
    """Set the points of a topic. Later runs keep it; the mark itself stays beside it as it was.

    \b
    Examples:
      grade class override ann output_size 18 --reason "explained it at the board"
      grade class override ann output_size --remove
    """
    from receptive.classroom.corrections import find_student
    from receptive.classroom.corrections import override as write
    from receptive.classroom.store import Store
    from receptive.classroom.student_names import show_name

    if remove == (points is not None):
        raise click.UsageError("give either POINTS or --remove")
    if points is not None and not (reason and math.isfinite(points)):
        raise click.UsageError("POINTS is a number, and needs a --reason")
    with Store(store, write=True) as opened:
        before = write(opened, student, topic, points, reason, by or login_name(), beyond)
        name = show_name(find_student(opened, student))
    if before is not None:
        now = "is taken back" if points is None else f"is replaced by {points:g}"
        say(f"the override to {before.points:g} ({in_one_line(before.reason)}) {now}", err=True)
    elif remove:
        say(f"there was no override of {in_one_line(student)} for {topic}", err=True)
    if points is not None:
        say(f"{name}: {topic} counts {points:g} points from now on, in reports and exports too")


@click.command(short_help="Write a comment for a student.")
@STUDENT
@click.argument("text")
@BY
@store_option
def comment(student: str, text: str, by: str, store: Path) -> None:
    """Write what the student reads beside the marks. Later runs keep it; an empty TEXT takes it back.

    \b
    Example: grade class comment ann "Come and see me about strides."
    """
    from receptive.classroom.corrections import comment as write
    from receptive.classroom.corrections import find_student
    from receptive.classroom.store import Store
    from receptive.classroom.student_names import show_name

    with Store(store, write=True) as opened:
        before = write(opened, student, text, by or login_name())
        name = show_name(find_student(opened, student))
    if before:
        say(f"the comment before was: {in_one_line(before)}", err=True)
    say(f"{name}: {'the next feedback has this comment' if text else 'no comment'}")


@click.command(short_help="Join the parts of a class that were graded apart.")
@click.argument("out", type=click.Path(path_type=Path))
@click.argument("stores", nargs=-1, required=True, metavar="STORE...", type=click.Path(path_type=Path))
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object for each student on standard output, one a line."
)
def merge(out: Path, stores: tuple[Path, ...], as_json: bool) -> None:
    """Write the new store OUT with all that the parts hold: the same as if one run had graded the whole class.

    \b
    Example: grade class merge class.sqlite part0.sqlite part1.sqlite part2.sqlite
    """
    from receptive.classroom.lines import class_lines
    from receptive.classroom.merging import merge as write
    from receptive.classroom.store import Store

    checked = write(out, stores)
    say(f"{out}: {checked.count} entries, head {checked.head}", err=as_json)
    if as_json:
        with Store(out) as opened:
            for line in class_lines(opened):
                say(line)


def login_name() -> str:
    """Who works here, as the system says."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name, as in some containers
        return "somebody without a login name"
