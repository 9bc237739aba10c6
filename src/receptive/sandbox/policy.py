"""What a worker takes from itself before it runs a stranger's code. Used on Linux only.

`Confinement` is prepared once, in the zygote; `apply` is called by each worker right after its fork, while it has one
thread. Neither Landlock nor seccomp is enough alone: Landlock leaves UDP, fork and netlink, seccomp leaves reading
every world-readable file.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

from landlockpy import AccessFS, LandlockError, Ruleset, Scope, supported

NOBODY = 65534
OUTPUT_BYTES = 1 << 20
OPEN_FILES = 64
TASKS = 64

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS = 1, 4, 8
PR_SET_SECCOMP, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 22, 36, 38
SECCOMP_MODE_FILTER = 2
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
CAPABILITY_VERSION_3, CAP_SETUID = 0x20080522, 1 << 7

libc = ctypes.CDLL(None, use_errno=True)


class NotConfined(Exception):
    """A layer that this machine has could not be applied. The worker must not run anything."""


@dataclass(frozen=True)
class Budget:
    """What one worker may use."""

    memory_bytes: int  # on top of what the zygote holds
    cpu_s: int


class _FilterProgram(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


class Confinement:
    """All layers, ready to be applied."""

    def __init__(self, readable: list[str], reachable_for_nobody: bool) -> None:
        self.ruleset = _landlock_ruleset(readable)
        self.program = _seccomp_program()
        self.become_nobody = os.geteuid() == 0 and reachable_for_nobody
        # Root's tasks are never counted: a worker of root's becomes somebody else
        self.counts_own_tasks = leave_network() or os.geteuid() == 0
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        self.held_bytes = pages * resource.getpagesize()

    def apply(self, budget: Budget) -> None:
        """Lock this process. Cannot be undone.

        Raises:
            NotConfined: a layer failed.
        """
        try:
            self._set_limits(budget)
            self._drop_identity()
            prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            prctl(PR_SET_DUMPABLE, 0)
            prctl(PR_SET_NO_NEW_PRIVS, 1)
            if self.ruleset:
                self.ruleset.restrict(no_new_privs=False)
                self.ruleset.close()
            if self.program:
                prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(self.program))
        except (OSError, ValueError) as failed:
            raise NotConfined(str(failed)) from failed

    def _set_limits(self, budget: Budget) -> None:
        # Python ignores SIGXFSZ, so writing past FSIZE is an OSError and not a death
        limits = {
            resource.RLIMIT_AS: self.held_bytes + budget.memory_bytes,
            resource.RLIMIT_CPU: budget.cpu_s + 1,
            resource.RLIMIT_FSIZE: OUTPUT_BYTES,
            resource.RLIMIT_NOFILE: OPEN_FILES,
            resource.RLIMIT_CORE: 0,
            resource.RLIMIT_MSGQUEUE: 0,
            resource.RLIMIT_MEMLOCK: 0,
        }
        if self.counts_own_tasks:  # elsewhere the limit would count all tasks of the user
            limits[resource.RLIMIT_NPROC] = TASKS
        for which, limit in limits.items():
            _, hard = resource.getrlimit(which)
            lowered = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
            # SIGXCPU says that it was the time; a second later there is no arguing
            soft = lowered - 1 if which == resource.RLIMIT_CPU else lowered
            resource.setrlimit(which, (soft, lowered))

    def _drop_identity(self) -> None:
        if self.become_nobody:
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
        elif os.geteuid() == 0:
            # Python lives where only root can read (root's home folder): be root to files only, without its powers
            with contextlib.suppress(OSError):  # a container may not let anybody become nobody; threads are not counted
                _be_root_to_files_only()
            _set_capabilities(0)


def _be_root_to_files_only() -> None:
    """Become nobody, whose tasks the kernel counts as it never counts root's, and open files as root all the same."""
    prctl(PR_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setresuid(NOBODY, NOBODY, NOBODY)
    _set_capabilities(CAP_SETUID)
    libc.setfsuid(0)


def _set_capabilities(wanted: int) -> None:
    """Drop all but these, from every set."""
    header, sets = struct.pack("<Ii", CAPABILITY_VERSION_3, 0), struct.pack("<6I", wanted, wanted, 0, 0, 0, 0)
    _checked(libc.capset(header, sets), "capset")


def leave_network() -> bool:
    """Move this process and its later children to an empty network, where the system allows it.

    Returns whether a user namespace of its own was made too.
    """
    if os.geteuid() == 0:
        libc.unshare(CLONE_NEWNET)
        return False
    return bool(libc.unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0)


def prctl(option: int, value: int, third: int = 0) -> None:
    """The system call, for what has no Python name.

    Raises:
        OSError: it was refused.
    """
    unsigned = ctypes.c_ulong
    _checked(libc.prctl(option, unsigned(value), unsigned(third), unsigned(0), unsigned(0)), f"prctl {option}")


def _checked(result: int, what: str) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")


def _landlock_ruleset(readable: list[str]) -> Ruleset | None:
    """A ruleset that allows reading below these paths and nothing else, or None where the kernel has no Landlock."""
    try:
        if not supported():
            return None
        ruleset = Ruleset(scoped=Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL)
    except LandlockError:
        return None
    for path in readable:
        rights = AccessFS.READ_FILE | AccessFS.READ_DIR if Path(path).is_dir() else AccessFS.READ_FILE
        ruleset.allow_path(path, rights)
    return ruleset


def _seccomp_program() -> _FilterProgram | None:
    """The shipped filter, or None where it cannot work. scripts/generate_seccomp.py makes it."""
    if os.uname().machine not in ("x86_64", "aarch64") or sys.maxsize < 1 << 32:
        return None
    # With a null program the kernel answers EFAULT if it knows filters at all, EINVAL if not
    libc.prctl(PR_SET_SECCOMP, ctypes.c_ulong(SECCOMP_MODE_FILTER), None, None, None)
    if ctypes.get_errno() != 14:
        return None
    blob = Path(__file__).with_name("seccomp.bpf").read_bytes()
    instructions = ctypes.create_string_buffer(blob, len(blob))
    program = _FilterProgram(len(blob) // 8, ctypes.addressof(instructions))
    program.kept_alive = instructions  # the structure holds the address alone
    return program
