"""A term by the guide: from the release to marks in Canvas's and Moodle's files, with a picture of each page.

    python scripts/term FOLDER --students 120

Everything is done by the commands of docs/instructor.md, in FOLDER, which must not exist yet. Students are made up:
right and wrong work, notebooks, zips, odd folders, late work, second attempts, somebody who withdrew, and some of whom
nobody knows which file they mean. The mark that each must get is known beforehand. Each command is printed with how it
ended; one that ends otherwise than the guide says, or a mark that is not the expected one, ends the script.
Pictures need chromium.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import chapters
import elsewhere
import handed_in
from commands import Commands
from marks import Expected
from pictures import take_pictures
from programs import MISTAKES
from students import DISPUTED, make_class

FEW = 3  # students of the nbgrader course
GROUP = 6  # those who build networks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--students", type=int, default=120, help="at least 20")
    told = "leave out what takes minutes for any number of students: releases, networks, a cluster, nbgrader, pictures"
    parser.add_argument("--rehearsal", action="store_true", help=told)
    given = parser.parse_args()
    folder = given.folder.resolve()
    folder.mkdir(parents=True)
    live_through(Commands(folder, given.rehearsal), given.students)
    if not given.rehearsal:
        take_pictures(folder)


def live_through(term: Commands, count: int) -> None:
    """The chapters, one after the other."""
    topics = ("color", DISPUTED) if term.is_rehearsal else tuple(MISTAKES)
    students = make_class(count, topics)
    chapters.hand_out(term)
    chapters.first_week(term, students, topics)
    chapters.corrections(term, students)
    chapters.words(term, students)
    choices = chapters.quizzes(term, students, topics)
    chapters.second_week(term, students, topics)
    expected = Expected(students, topics, choices)
    handed_in.write_exports(term.folder, students, expected.most)
    chapters.pages(term, students, topics)
    chapters.exports(term, expected)
    elsewhere.download(term, students[:GROUP])
    elsewhere.machines(term, DISPUTED)
    elsewhere.nbgrader(term, students[:FEW])
    chapters.last_things(term, topics)


if __name__ == "__main__":
    main()
