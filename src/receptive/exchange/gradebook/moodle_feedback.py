"""Moodle's zip of feedback files: a page in a folder for each student, named as in Moodle's own download.

Moodle's import reads the number between the first two underscores of a folder's name and the kind of plugin behind it,
and passes over everything else in silence. So a student without such a name is left out here, and named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from receptive.catalogue.fixed_zip import write_zip
from receptive.classroom.errors import ExportError
from receptive.classroom.feedback.pages import Page
from receptive.classroom.points import fold_name
from receptive.exchange.gradebook.tables import Row, read_table

PAGE = "feedback.html"
DOWNLOADED = re.compile(r"[^_/\\]+_\d+_assign(?:submission|feedback)_[a-z]+_?")
NUMBER = re.compile(r"(?<!\d)(\d+)\s*$")  # "Participant 5001", in whatever language
KIND = "assignsubmission_file"
UNSAFE = re.compile(r'[\x00-\x1f\x7f_/\\:*?"<>|]')


@dataclass(frozen=True)
class FeedbackZip:
    data: bytes
    written: int
    left_out: tuple[str, ...]  # students, each with the reason


def feedback_zip(pages: Sequence[Page], worksheet: Path | None = None) -> FeedbackZip:
    """The zip.

    Args:
        worksheet: Moodle's grading worksheet, for students whose folders are not named by Moodle. They are found by
            the folder's name, or by what the roster says: id, e-mail, name.

    Raises:
        ExportError: the worksheet cannot be read, or nobody's folder is known.
    """
    known = _folders(worksheet) if worksheet else {}
    files: dict[str, bytes] = {}
    left_out = []
    for page in pages:
        folder = _folder(page, known)
        if not folder:
            left_out.append(f"{page.student}: Moodle's number of this student is not known")
        elif f"{folder}/{PAGE}" in files:
            left_out.append(f"{page.student}: {folder} has another student's page already")
        else:
            files[f"{folder}/{PAGE}"] = page.html.encode("utf-8", "replace")
    if pages and not files:
        raise ExportError(
            "none of these students has the number that Moodle knows them by; download the grading worksheet of the "
            "assignment and name it with --worksheet"
        )
    return FeedbackZip(write_zip(sorted(files.items())), len(files), tuple(left_out))


def _folder(page: Page, known: Mapping[str, str]) -> str:
    """The student's folder; empty if there is none, or if what is known of the student leads to two."""
    if DOWNLOADED.fullmatch(page.student):
        return page.student
    who = page.enrolled
    keys = [page.student, *((who.id, who.email, who.name) if who else ())]
    found = {known[fold_name(key)] for key in keys if key and fold_name(key) in known}
    return found.pop() if len(found) == 1 else ""


def _folders(worksheet: Path) -> dict[str, str]:
    """Folders by each value of a row that no other row has: a name, an address, the part before @, the number."""
    table = read_table(worksheet)
    rows = [(row, found) for row in table.rows[1:] if (found := NUMBER.search(row.value(0)))]
    if not rows:
        told = "the first column does not end with a number, as in 'Participant 5001'"
        raise ExportError(f"{worksheet}:{table.rows[-1].line}: {told}")
    folders: dict[str, set[str]] = {}
    for row, number in rows:
        name = UNSAFE.sub(" ", row.value(1)).strip()
        folder = f"{name or 'participant'}_{number[1]}_{KIND}"
        for key in _keys(row, number[1]):
            folders.setdefault(key, set()).add(folder)
    return {key: some.pop() for key, some in folders.items() if len(some) == 1}


def _keys(row: Row, number: str) -> set[str]:
    values = {fold_name(row.value(column)) for column in range(len(row.texts))}
    return (values | {value.partition("@")[0] for value in values} | {number}) - {""}
