"""A table for mail merge: to whom each page of feedback goes, by the addresses of the roster."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from receptive.classroom.errors import ExportError
from receptive.classroom.feedback.pages import Page
from receptive.exchange.gradebook.plain_csv import safe_cell
from receptive.text import in_one_line

COLUMNS = ("email", "name", "student", "total", "attachment")


@dataclass(frozen=True)
class MailMerge:
    data: bytes
    written: int
    left_out: tuple[str, ...]  # students without an address


def mail_merge(pages: Sequence[Page], files: Mapping[str, Path]) -> MailMerge:
    """A row for each student who has an address; `attachment` is the whole path of the page, as mailers want it.

    Args:
        files: where each student's page lies.

    Raises:
        ExportError: nobody has an address.
    """
    known = [(page, page.enrolled) for page in pages if page.enrolled and page.enrolled.email]
    if pages and not known:
        raise ExportError(
            "no student has an e-mail address: grade class run DIR --roster class.csv, with a column `email`"
        )
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for page, who in known:
        cells = (who.email, who.name or page.student, page.student, page.total, str(files[page.student].resolve()))
        writer.writerow([safe_cell(in_one_line(cell)) for cell in cells])
    left_out = tuple(page.student for page in pages if not (page.enrolled and page.enrolled.email))
    return MailMerge(written.getvalue().encode("utf-8", "replace"), len(known), left_out)
