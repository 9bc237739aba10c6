"""`grade class explain` and `grade class diff`: why a mark is what it is, and what a run would change."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from receptive.catalogue.content import find_content
from receptive.cli.classroom.options import setup_options, store_option
from receptive.cli.classroom.run import FOLDER, grade_class, students_in
from receptive.cli.saying import say

if TYPE_CHECKING:
    from receptive.classroom.comparing import Change
    from receptive.classroom.gradebook import CriterionMark
    from receptive.classroom.replay import Compared, Replayed
    from receptive.classroom.setup import Setup

MAX_REPLIES = 6
MAX_TEXT = 200


@click.command(short_help="Grade one stored submission again, and show the evidence.")
@click.argument("student")
@click.argument("topic")
@click.option("--source", "with_source", is_flag=True, help="Show what was graded as well.")
@store_option
def explain(student: str, topic: str, with_source: bool, store: Path) -> None:
    """Run the stored source with the stored seed, and say criterion by criterion what came then and comes now.

    The student's folder is not looked at, and nothing is written.

    \b
    Examples:
      grade class explain ann output_size
      grade class explain -- --ann output_size
    """
    from receptive.catalogue.manifest import load_lesson
    from receptive.classroom.replay import replay
    from receptive.classroom.store import Store

    with Store(store) as opened:
        found = replay(opened, load_lesson(find_content()).topics, student, topic)
    _tell_origin(found)
    for compared in found.compared:
        _tell_criterion(compared)
    if with_source:
        say(found.source.decode("utf-8", "replace"))
    say(_verdict(found))


def _tell_origin(found: Replayed) -> None:
    from receptive.classroom.lines import WEAK

    mark = found.mark.mark
    say(f"{found.place}: {mark.points:g} of {mark.max_points:g} points, seed {found.mark.seed}")
    weak = "; WEAK: it could have read the answers" if found.mark.isolation == WEAK else ""
    say(f"Isolation {found.mark.isolation}: {found.mark.isolation_reason}{weak}")
    for name in ("submission", "grader", "environment"):
        then, now = getattr(mark.hashes, name), getattr(found.hashes, name)
        say(f"{name:12}{then or '-'}{'' if then == now else f'  now {now}'}")
    if not found.compared:
        for criterion in mark.criteria:
            say(f"  {criterion.id}: {criterion.status.value}. {criterion.message}")


def _tell_criterion(one: Compared) -> None:
    then = one.then.status.value if one.then else "not asked"
    now = one.now.status.value if one.now else "not asked"
    name = one.now.criterion.id if one.now else one.then.id if one.then else ""
    say(f"{'=' if one.is_equal else '≠'} {name}: {then if one.is_equal else f'{then}, now {now}'}")
    if one.now is None or one.now.status.value == "passed":
        return
    for line in filter(
        None, (one.now.message, one.now.small_case, one.now.diagnosis.text if one.now.diagnosis else "")
    ):
        say(f"    {line}".replace("\n", "\n    "))
    for reply in one.replies[-MAX_REPLIES:]:
        say(f"    its code gave {_cut(reply)}")


def _verdict(found: Replayed) -> str:
    if not found.compared:
        return "No code was run for this mark; there is nothing to repeat."
    differing = list(found.differing)
    other = (
        f"another {' and '.join(differing)} than then" if differing else "the same submission, grader and environment"
    )
    return f"{'Equal' if found.is_equal else 'Not equal'}: {other}."


def _cut(text: str) -> str:
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}…"


@click.command(short_help="Say which marks a run would change, and why; change nothing.")
@FOLDER
@store_option
@setup_options
def diff(folder: Path, store: Path, setup: Setup) -> None:
    """Grade DIR as `grade class run` would, after a change of a grader, of points or of submissions, beside the store.

    \b
    Example: grade class diff submissions --store week1.sqlite
    """
    from receptive.classroom.comparing import changes, copy_store
    from receptive.classroom.store import Store

    count = 0
    with tempfile.TemporaryDirectory() as beside:
        copy = Path(beside) / store.name
        copy_store(store, copy)
        with Store(copy, write=True) as after:
            grade_class(after, students_in(folder, setup, store), setup)
            with Store(store) as before:
                for count, change in enumerate(changes(before, after), start=1):  # noqa: B007  # counted for below
                    _tell_change(change)
    say(f"{count} marks would change. Nothing was written; grade class run writes them.")


def _tell_change(change: Change) -> None:
    from receptive.classroom.student_names import show_name

    then = f"{change.before.mark.points:g} of {change.before.mark.max_points:g}" if change.before else "none"
    now = f"{change.after.mark.points:g} of {change.after.mark.max_points:g}" if change.after else "none"
    why = ", ".join(change.reasons) or "nothing that is known: the code answers otherwise each time"
    say(f"{show_name(change.student)} {change.topic}: {then} → {now} (changed: {why})")
    for before, after in change.criteria if change.before else ():
        name = after.id if after else before.id if before else ""
        say(f"  {name}: {_worth(before)} → {_worth(after)}")


def _worth(criterion: CriterionMark | None) -> str:
    return f"{criterion.status.value}, {criterion.points:g} of {criterion.max_points:g}" if criterion else "not asked"
