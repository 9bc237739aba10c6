"""Names of files made from names of students, which may be anything."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

MOST = 80  # characters; some file systems count bytes, and end at 255
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def file_names(students: Iterable[str]) -> dict[str, str]:
    """A name for each student that is safe on every system: letters, digits, blanks, `.`, `-`, `_`.

    What had to be changed, or differs from another's in case only, gets a few digits of its own behind it.
    """
    safe = {student: _safe(student) for student in students}
    shared = Counter(name.casefold() for name in safe.values())
    return {
        student: name if name == student and shared[name.casefold()] == 1 else f"{name or 'student'}-{_digits(student)}"
        for student, name in safe.items()
    }


def _safe(student: str) -> str:
    text = unicodedata.normalize("NFC", student)
    name = re.sub(r"[^\w .-]", "_", text).strip(" .-")[:MOST].rstrip(" .")
    return f"_{name}" if RESERVED.fullmatch(name) else name


def _digits(student: str) -> str:
    return hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:8]
