"""The parts of the guide beside the one class: a group with Moodle's download, several machines, nbgrader."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import handed_in
from commands import Commands
from marks import check, read_marks
from programs import CONTENT, right
from students import DISPUTED, Student

from receptive.catalogue.manifest import load_topic

NETWORKS = "build_cnn"
PARTS = 3
ADDRESS = "tcp://127.0.0.1:8786"
EXCHANGE = """
c.Exchange.root = {root!r}
c.ExchangeCollect.check_owner = False  # one user plays everybody here
"""


def download(term: Commands, group: Sequence[Student]) -> None:
    """A small group's networks, as Moodle hands them out: its zip goes in, and its worksheet comes back filled."""
    topic = DISPUTED if term.is_rehearsal else NETWORKS
    programs = handed_in.write_download(term.folder / "submissions.zip", group, topic)
    handed_in.write_worksheet(term.folder / "networks.csv", group, load_topic(CONTENT, topic).max_points)
    store = ("--store", "networks.sqlite")
    term.grade("class", "run", "submissions.zip", "--topic", topic, *store)
    term.grade("class", "export", "moodle", "networks.csv", "networks-filled.csv", "--topic", topic, *store)
    found = read_marks(term.folder / "networks-filled.csv", "ID number", "Grade")
    check("Moodle's download", found, {name: program.points for name, program in programs.items()})


def machines(term: Commands, topic: str) -> None:
    """Parts that are graded apart become the store of one run; and a cluster gives the same marks."""
    run = ("class", "run", "submissions", "--topic", topic, "--seed", "autumn")
    parts = [f"part{number}.sqlite" for number in range(PARTS)]
    for number, part in enumerate(parts):
        term.grade(*run, "--shard", f"{number}/{PARTS}", "--store", part, ends=(0, 1))
    term.grade(*run, "--shard", f"0/{PARTS}", "--store", parts[0], "--force", ends=(0, 1))
    term.grade("class", "merge", "whole.sqlite", *parts)
    term.grade("class", "export", "csv", "whole.csv", "--store", "whole.sqlite")
    whole = read_marks(term.folder / "whole.csv", "student", topic)
    if not term.is_rehearsal and importlib.util.find_spec("distributed"):
        _start_cluster_and_run(term, run)
        term.grade("class", "export", "csv", "dask.csv", "--store", "dask.sqlite")
        check("the cluster", read_marks(term.folder / "dask.csv", "student", topic), whole)
    else:
        term.grade(*run, "--engine", "dask", "--scheduler", ADDRESS, "--store", "dask.sqlite", is_long=True)


def _start_cluster_and_run(term: Commands, run: Sequence[str]) -> None:
    settings = {
        "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s",
        "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    }
    dask = [sys.executable, "-m", "dask"]
    commands = (
        [*dask, "scheduler", "--host", "127.0.0.1", "--port", "8786"],
        [*dask, "worker", ADDRESS, "--nworkers", "2", "--nthreads", "1"],
    )
    quiet = subprocess.DEVNULL
    started = [
        subprocess.Popen(one, cwd=term.folder, env=os.environ | settings, stdout=quiet, stderr=quiet)
        for one in commands
    ]
    try:
        term.grade(*run, "--engine", "dask", "--scheduler", ADDRESS, "--store", "dask.sqlite", ends=(0, 1))
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def nbgrader(term: Commands, students: Sequence[Student]) -> None:
    """A course of one topic for a few students, from the build to Canvas's column."""
    if not importlib.util.find_spec("nbgrader"):
        print("nbgrader is not installed, so its part is left out")
        return
    term.grade("nbgrader", "build", "course", "--assignment", "week1", "--topic", DISPUTED, "--no-quiz")
    (term.folder / "exchange").mkdir()
    (term.folder / "exchange").chmod(0o777)
    with (term.folder / "course" / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(EXCHANGE.format(root=str(term.folder / "exchange")))
    term.nbgrader("generate_assignment", "week1")
    term.nbgrader("release_assignment", "week1")
    for student in students:
        _hand_in(term, student)
    for step in ("collect", "autograde", "generate_feedback", "release_feedback"):
        term.nbgrader(step, "week1")
    term.nbgrader("export")
    _marks_from_nbgrader(term, students)
    term.grade("nbgrader", "build", "course", "--assignment", "week2", "--files", "--topic", DISPUTED, "--no-quiz")


def _hand_in(term: Commands, student: Student) -> None:
    """Fetch, answer and submit, as a student does. nbgrader names it after the user of this machine, and we do not."""
    home = term.folder / "homes" / student.name
    home.mkdir(parents=True)
    config = EXCHANGE.format(root=str(term.folder / "exchange"))
    (home / "nbgrader_config.py").write_text(f"c = get_config()\n{config}", "utf-8")
    place = f"homes/{student.name}"
    term.nbgrader("fetch_assignment", "week1", "--course", "course", cwd=place)
    if not term.is_rehearsal:
        _answer(home / "week1" / f"{DISPUTED}.ipynb", student)
    term.nbgrader("submit", "week1", "--course", "course", cwd=place)
    for sent in (term.folder / "exchange").glob("course/inbound/*"):
        if not sent.name.startswith("student"):
            sent.rename(sent.with_name(f"{student.name}+{sent.name.partition('+')[2]}"))


def _answer(path: Path, student: Student) -> None:
    """Write all answers into one more cell, at the end: the last definition of a name counts."""
    notebook = json.loads(path.read_text("utf-8"))
    source = right(DISPUTED, student.number).source
    cell = {"cell_type": "code", "id": "mine", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
    notebook["cells"].append(cell)
    path.write_text(json.dumps(notebook), "utf-8")


def _marks_from_nbgrader(term: Commands, students: Sequence[Student]) -> None:
    points = load_topic(CONTENT, DISPUTED).max_points
    handed_in.write_canvas(term.folder / "nbgrader-gradebook.csv", students, points)
    into = ("class", "export", "canvas", "nbgrader-gradebook.csv", "nbgrader-filled.csv", "--column", "Week 1")
    term.grade(*into, "--from", "nbgrader", "course", "--assignment", "week1", is_long=True)
    if not term.is_rehearsal:
        found = read_marks(term.folder / "nbgrader-filled.csv", "SIS Login ID", handed_in.CANVAS_COLUMN)
        check("nbgrader's marks", found, {one.name: points for one in students})
    term.grade("class", "export", "nbgrader", "course", "--assignment", "week1", "--dry-run", is_long=True)
    term.grade("class", "export", "nbgrader", "course", "--assignment", "week1", is_long=True)
