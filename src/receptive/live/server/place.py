"""Where the server of this user, version, environment and lesson listens. Imports next to nothing: every `grade` pays.

The folder must be ours and closed to everybody else. If it is not, there is no server: nothing is mended, nothing is
trusted.
"""

from __future__ import annotations

import os
import stat
import sys
from binascii import crc32

from receptive import __version__

OFF = "RECEPTIVE_NO_SERVER"
MAX_PATH = 100  # what a socket's address holds, on every system
# Variables that Python, a library or our own start-up read once. Everything else is taken from each client
DECIDING = ("PYTHON", "RECEPTIVE_", "LC_", "LANG", "LD_", "TMPDIR")


def is_off() -> bool:
    """Whether this system has no such server, or the user wants none."""
    return sys.platform != "linux" or bool(os.environ.get(OFF))


def identity() -> str:
    """Everything that must be the same in client and server; compared in full, never by its checksum alone."""
    variables = [f"{name}={value}" for name, value in sorted(os.environ.items()) if name.startswith(DECIDING)]
    python = [sys.version, sys.executable, str(sys.flags.optimize), str(sys.flags.utf8_mode), *sys.warnoptions]
    place = os.path.dirname(__file__)  # noqa: PTH120  # pathlib would cost more than the rest of this file
    return "\n".join([__version__, place, *python, f"{os.getuid()}:{os.getgid()}", *variables])


def socket_path(who: str) -> str | None:
    """The server's address in a folder that is ours alone, made if it is absent; None if there can be none."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    folder = f"{runtime}/receptive" if runtime else f"{os.environ.get('TMPDIR') or '/tmp'}/receptive-{os.getuid()}"
    path = f"{folder}/{crc32(who.encode('utf-8', 'surrogateescape')):08x}"
    return path if len(os.fsencode(path)) <= MAX_PATH and _is_private(folder) else None


def _is_private(folder: str) -> bool:
    try:
        os.mkdir(folder, 0o700)  # noqa: PTH102
    except FileExistsError:
        pass
    except OSError:
        return False
    found = os.lstat(folder)
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
