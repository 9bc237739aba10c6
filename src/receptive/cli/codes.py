"""What the exit code says."""

from enum import IntEnum


class ExitCode(IntEnum):
    FULL_POINTS = 0
    MISSING_POINTS = 1
    USAGE = 2
    OURS = 3
    CONTENT = 4
    NOTHING = 5
    INTERRUPTED = 130


class NothingToGrade(Exception):
    """There is no file that could be graded. The message says where one was looked for."""
