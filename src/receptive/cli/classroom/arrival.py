"""`grade class who`, `take` and `notes`: whose each file is, which counts, and what was found besides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from receptive.catalogue.content import find_content
from receptive.cli.classroom.options import setup_options, store_option
from receptive.cli.classroom.run import FOLDER, open_class, students_in
from receptive.cli.classroom.store import BY, login_name
from receptive.cli.codes import ExitCode
from receptive.cli.complete import complete_topic
from receptive.cli.saying import say

if TYPE_CHECKING:
    from receptive.classroom.arriving import Arrived
    from receptive.classroom.setup import Setup


@click.command(short_help="Show whose each file is and which counts, before anything is graded.")
@FOLDER
@store_option
@setup_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each student, one a line.")
def who(folder: Path, store: Path, setup: Setup, as_json: bool) -> int:
    """Look through a folder or a download of submissions; nothing is graded and nothing is written.

    With a roster it says who has handed in nothing, and which folders are nobody's. Ends with 1 if something needs
    a look.

    \b
    Examples:
      grade class who submissions --roster class.csv
      grade class who submissions --json
    """
    from receptive.classroom.arriving import LOOK, arrive
    from receptive.classroom.student_names import show_name

    with open_class(folder) as opened:
        students = students_in(opened, setup, store)
        looks: list[str] = []
        for arrived in arrive(students, setup.topics, store):
            looks += [f"{show_name(arrived.student)} {work.topic}" for work in arrived.work if work.status == LOOK]
            if as_json:
                say(json.dumps(arrived.plain(), ensure_ascii=True))
            else:
                _tell(arrived)
    if looks and not as_json:
        say(f"\nNeeds a look ({len(looks)}): {'; '.join(looks)}. `grade class run` names the command for each.")
    for note in (*students.unowned, *students.notes):
        say(f"note: {note}", err=True)
    return ExitCode.MISSING_POINTS if looks or students.unowned else ExitCode.FULL_POINTS


def _tell(arrived: Arrived) -> None:
    from receptive.classroom.student_names import show_name

    account = arrived.account
    known = f" ({account.system} {account.id}, {show_name(account.name)})" if account else ""
    say(f"{show_name(arrived.student)}{known}")
    for work in arrived.work:
        if not work.never_came:
            say(f"  {work.topic:18} {work.status:14} {work.text}".rstrip())
    absent = [work.topic for work in arrived.work if work.never_came]
    if absent:
        say(f"  nothing for: {', '.join(absent)}")
    for note in arrived.notes:
        say(f"  note: {note}")


@click.command(short_help="Decide which file of a student counts for a topic.")
@click.argument("student")
@click.argument("file")
@click.option("--topic", default="", shell_complete=complete_topic, help="If the file is not named after it.")
@click.option("--undo", is_flag=True, help="Take the decision back.")
@BY
@store_option
def take(student: str, file: str, topic: str, undo: bool, by: str, store: Path) -> None:
    """Let FILE count, a place in the folder of STUDENT as `grade class who` prints it, from the next run on.

    \b
    Examples:
      grade class take ann "old/color (1).py"
      grade class take ann main.py --topic color
      grade class take ann main.py --undo
    """
    from receptive.classroom.store import Store
    from receptive.classroom.taking import take as write
    from receptive.classroom.taking import undo as take_back

    with Store(store, write=True) as opened:
        if undo:
            topics = ", ".join(take_back(opened, student, file, by or login_name()))
            say(f"{topics}: decided for no file any more. Next: grade class run DIR")
        else:
            taken = write(opened, student, file, topic, find_content().topics(), by or login_name())
            say(f"{taken}: {file} counts from the next run on. Next: grade class run DIR")


@click.command(short_help="Show what was found and not understood.")
@click.argument("student", default="")
@store_option
def notes(student: str, store: Path) -> None:
    """Show all notes about STUDENT, or about everybody, and first what needs a look.

    \b
    Examples:
      grade class notes ann
      grade class notes
    """
    from receptive.classroom.corrections import find_student
    from receptive.classroom.looking import find_looks
    from receptive.classroom.marks import notes_of, read_notes
    from receptive.classroom.store import Store
    from receptive.classroom.student_names import show_name

    with Store(store) as opened:
        name = find_student(opened, student) if student else ""
        found = notes_of(opened, name) if name else list(read_notes(opened))
        looks = [one for one in find_looks(opened) if name in ("", one.student)]
    for one in looks:
        say(f"{show_name(one.student)}/{one.topic} needs a look: {one.why}")
    for whose, note in found:
        say(f"{show_name(whose)}/{note}" if whose else note)
    if not (found or looks):
        say("nothing: all that was handed in was understood", err=True)
