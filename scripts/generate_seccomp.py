"""Generate src/receptive/sandbox/seccomp.bpf, the system calls a worker may make.

    python scripts/generate_seccomp.py

Needs libseccomp (Debian: libseccomp2) and pyseccomp from the extra `dev`. The program covers x86-64 and aarch64; a call
of any other architecture, x32 and i386 included, ends the process. A call that is not listed answers EPERM, so Python
reports PermissionError instead of dying.
"""

from __future__ import annotations

import argparse
import errno
import os
import tempfile
from pathlib import Path

import pyseccomp

BLOB = Path(__file__).parent.parent / "src" / "receptive" / "sandbox" / "seccomp.bpf"

# What CPython, numpy and torch need to compute. Nothing here creates, renames or deletes a file, starts a process,
# opens a socket, signals anybody, changes a limit or an identity, or tells anything of another process.
ALLOWED = """
    read readv pread64 preadv write writev pwrite64 lseek close fstat newfstatat stat lstat statx access faccessat
    faccessat2 getdents64 readlink readlinkat getcwd dup dup2 dup3
    mmap munmap mremap mprotect madvise brk
    rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack restart_syscall
    futex set_robust_list set_tid_address rseq membarrier sched_yield
    getpid gettid getuid geteuid getgid getegid uname sysinfo getrusage getrlimit
    nanosleep gettimeofday time times getrandom
    poll ppoll select pselect6
    exit exit_group
""".split()

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CLONE_THREAD = 0x00010000
# Duplicating a descriptor and looking at its flags. Not F_SETOWN and F_SETSIG: they make the kernel send a signal of
# one's choice to a process of one's choice.
FCNTL = (0, 1, 2, 3, 1030)  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC
# Clocks of the machine, of this process and of this thread; those of another process have negative numbers
CLOCKS = range(8)
MSG_DONTWAIT, MSG_NOSIGNAL = 0x40, 0x4000
TCGETS, FIOCLEX, FIONCLEX = 0x5401, 0x5451, 0x5450  # isatty and close-on-exec, all that Python asks


def build() -> pyseccomp.SyscallFilter:
    """The filter with its rules, for both architectures."""
    program = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    for architecture in (pyseccomp.Arch.X86_64, pyseccomp.Arch.AARCH64):
        if not program.exist_arch(architecture):
            program.add_arch(architecture)
    for name in ALLOWED:
        program.add_rule(pyseccomp.ALLOW, name)

    def allow_if(name: str, position: int, mask: int, value: int) -> None:
        program.add_rule(pyseccomp.ALLOW, name, pyseccomp.Arg(position, pyseccomp.MASKED_EQ, mask, value))

    allow_if("open", 1, WRITING, 0)  # reading only, even where Landlock is missing
    allow_if("openat", 2, WRITING, 0)
    allow_if("clone", 0, CLONE_THREAD, CLONE_THREAD)  # threads, not processes
    allow_if("sched_getaffinity", 0, 0xFFFFFFFF, 0)  # of this process: whether another exists is not told
    asked, own = pyseccomp.Arg(2, pyseccomp.EQ, 0), pyseccomp.Arg(0, pyseccomp.MASKED_EQ, 0xFFFFFFFF, 0)
    program.add_rule(pyseccomp.ALLOW, "prlimit64", asked, own)  # asking for a limit of one's own, not setting one
    for name in ("clock_gettime", "clock_getres", "clock_nanosleep"):
        for clock in CLOCKS:
            allow_if(name, 0, 0xFFFFFFFF, clock)
    for request in (TCGETS, FIOCLEX, FIONCLEX):
        allow_if("ioctl", 1, 0xFFFFFFFF, request)
    # A message to the one socket that is there, with no flag that would reach further code of the kernel
    for name in ("sendto", "recvfrom"):
        plain = pyseccomp.Arg(3, pyseccomp.MASKED_EQ, 0xFFFFFFFF & ~(MSG_NOSIGNAL | MSG_DONTWAIT), 0)
        program.add_rule(pyseccomp.ALLOW, name, plain, pyseccomp.Arg(4, pyseccomp.EQ, 0))
    for operation in FCNTL:
        allow_if("fcntl", 1, 0xFFFFFFFF, operation)
    # glibc falls back to clone only if clone3 does not exist; its flags are behind a pointer that no filter can read
    program.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")
    return program


def export(program: pyseccomp.SyscallFilter) -> bytes:
    """The compiled program: an array of `struct sock_filter`."""
    with tempfile.TemporaryFile() as file:
        program.export_bpf(file)
        file.seek(0)
        return file.read()


def main() -> None:
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    blob = export(build())
    BLOB.write_bytes(blob)
    print(f"{BLOB.name}: {len(blob)} bytes, {len(blob) // 8} instructions")


if __name__ == "__main__":
    main()
