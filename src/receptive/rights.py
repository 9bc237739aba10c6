"""Files that only their owner may read or write: what holds marks, strangers' work or a secret."""

from __future__ import annotations

import os
import stat
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO
OWNER_ONLY = 0o600
HAS_RIGHTS = os.name == "posix"  # elsewhere a new file has the rights of its folder


class NotPrivate(Exception):
    """A file that others can read, and whose rights are not ours to change. The message says what to do, without its
    name."""


def make_private(path: Path) -> bool:
    """Make an empty file for its owner alone, whatever the umask; False if there is something of that name.

    Raises:
        OSError: it cannot be made.
    """
    try:
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError:
        return False
    try:
        if HAS_RIGHTS:
            os.fchmod(made, OWNER_ONLY)
    finally:
        os.close(made)
    return True


def keep_private(path: Path) -> None:
    """Take from everybody but the owner what rights they have to a file; a file that is absent is left so.

    By its path and not by a descriptor: to close one would drop the locks that SQLite holds on the file.

    Raises:
        NotPrivate: it belongs to somebody else, or to a medium that keeps its rights.
    """
    if not HAS_RIGHTS:
        return
    try:
        rights = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return
    if not rights & OTHERS:
        return
    try:
        path.chmod(rights & ~OTHERS)
    except OSError as refused:
        told = f"others may read or write it (its rights are {rights:03o}), and they are not yours to change"
        raise NotPrivate(f"{told}; use a copy that is yours alone") from refused
