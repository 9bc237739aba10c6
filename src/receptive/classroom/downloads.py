"""Downloads of learning management systems: whose each folder and file is, by what the system writes into its name.

Moodle's assignments come as `Ann Lee_5001_assignsubmission_file/output_size.py`, or without folders as
`Ann Lee_5001_assignsubmission_file_output_size.py`; Canvas's as `leeann_5001_98765_output_size.py` or
`leeann_LATE_5001_98765_output_size-1.py`, where the second number counts uploads; Blackboard's as
`Week 1_annlee_attempt_2026-03-01-12-00-00_output_size.py`, and Brightspace's as the folder or the beginning of the file
`397063-2557369 - Ann Lee - Mar 1, 2026 1200 PM`, where no number is that of a person.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime

from receptive.classroom.errors import ClassError
from receptive.classroom.store import Entry, Kind
from receptive.classroom.student_names import plain_name, show_name

MOODLE, CANVAS = "moodle", "canvas"
_MOODLE_FOLDER = re.compile(r"(?P<name>.+)_(?P<id>\d{1,18})_assignsubmission_(?P<part>file|onlinetext)_?")
_MOODLE_FILE = re.compile(r"(?P<name>.+?)_(?P<id>\d{1,18})_assignsubmission_(?P<part>file|onlinetext)_(?P<file>.+)")
_CANVAS_FILE = re.compile(r"(?P<name>[^_]+)(_LATE)?_(?P<id>\d{1,18})_(?P<upload>\d{1,18})_(?P<file>.+)")
_BLACKBOARD_FILE = re.compile(r".+_(?P<login>[^_]+)_attempt_(?P<time>[\d-]{19})(_(?P<file>.+)|\.txt)")
_BRIGHTSPACE = re.compile(
    r"\d{1,18}-\d{1,18} - (?P<name>.+?) - (?P<time>\w+\.? \d{1,2}, \d{4} \d{3,4} [AP]M)( - (?P<file>.+))?"
)


@dataclass(frozen=True)
class Account:
    """Who a student is in a system. `id` is Canvas's `ID`, and what Moodle's worksheet calls `Participant ID`."""

    system: str  # MOODLE or CANVAS
    id: str
    name: str  # as the system writes it: Canvas in small letters without blanks


@dataclass(frozen=True)
class Handed:
    """What a name in a download says. `student`: the name that the work is kept under; two accounts never share it."""

    student: str
    account: Account | None
    file: str = ""  # what the student called it; empty for a folder
    upload: int = 0  # its number among the uploads; 0: not told


def parse_folder(name: str) -> Handed | None:
    """Whose folder of a download this is; None if it is none."""
    text = plain_name(name)
    if found := _MOODLE_FOLDER.fullmatch(text):
        return _of_moodle(found)
    return _of_brightspace(found) if (found := _BRIGHTSPACE.fullmatch(text)) and not found["file"] else None


def parse_file(name: str) -> Handed | None:
    """Whose file of a download without folders this is; None if it is none."""
    text = plain_name(name)
    if found := _MOODLE_FILE.fullmatch(text):
        return _of_moodle(found, found["file"])
    if found := _CANVAS_FILE.fullmatch(text):
        account = Account(CANVAS, found["id"], found["name"])
        return Handed(f"{found['name']}_{found['id']}", account, found["file"], int(found["upload"]))
    if found := _BLACKBOARD_FILE.fullmatch(text):
        return Handed(found["login"], None, found["file"] or "about.txt", int(found["time"].replace("-", "") or "0"))
    return _of_brightspace(found) if (found := _BRIGHTSPACE.fullmatch(text)) and found["file"] else None


def account_entry(student: str, account: Account) -> Entry:
    """As the store keeps it."""
    return Entry(student, Kind.ACCOUNT, "", json.dumps(asdict(account)))


def account_of(entry: Entry) -> Account:
    """Raises:
    ClassError: it is not one that this program wrote.
    """
    try:
        body = json.loads(entry.body)
        return Account(str(body["system"]), str(body["id"]), str(body["name"]))
    except (ValueError, KeyError, TypeError) as broken:
        whose = show_name(entry.student)
        raise ClassError(f"the account of {whose} in the store is damaged: grade class verify says more") from broken


def _of_brightspace(found: re.Match[str]) -> Handed:
    day, _, clock = found["time"].rpartition(" ")[0].rpartition(" ")
    half = found["time"][-2:]
    try:
        when = datetime.strptime(f"{day} {clock.zfill(4)} {half}", "%b %d, %Y %I%M %p")  # a clock there
    except ValueError:  # in another language
        return Handed(found["name"], None, found["file"] or "")
    return Handed(found["name"], None, found["file"] or "", int(when.strftime("%Y%m%d%H%M")))


def _of_moodle(found: re.Match[str], file: str = "") -> Handed:
    student = f"{found['name']}_{found['id']}_assignsubmission_file"  # one student's, whatever part of the work it is
    return Handed(student, Account(MOODLE, found["id"], found["name"]), file)
