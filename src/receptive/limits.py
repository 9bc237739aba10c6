"""How much of a student's file is read. All sizes in one place: what reads a file within them ends soon."""

from __future__ import annotations

MAX_SOURCE = 256 << 10  # bytes of a Python file
# What is parsed here, and not only handed to a worker. CPython 3.11 reads an f-string again from its beginning for
# each expression in it, so that its time grows with the square of these two
MAX_PARSED = 128 << 10  # bytes of a program, or of all code in a notebook
MAX_LINE = 10_000  # bytes
MAX_NOTEBOOK = 63 << 20  # outputs included, which do not count; one message to the reading process has 64 MiB
MAX_SENT = 4 << 20  # bytes of a notebook that is packed with its outputs; of a larger one they are left out
MAX_CELLS = 5000
MAX_FAULTS = 20  # of a notebook, told one by one
MAX_TOLD = 300  # characters of one of them
MAX_TOKENS = 20_000  # of a program that is compared with others; a long solution has three thousand

MAX_RESPONSES = 256 << 10  # bytes of the answers to graded quizzes

MAX_ZIP = 48 << 20  # bytes of the wanted members of a zip as they are packed, and of any other archive
MAX_MEMBERS = 300_000  # environments and pictures included, which nobody unpacks
MAX_DIRECTORY = 48 << 20  # bytes of the list of members
MAX_NAME = 300  # characters of a member's name
MAX_UNPACKED = 32 << 20  # bytes of all wanted members together
MAX_STREAM = 512 << 20  # bytes of a packed tar, which is read from end to end
MAX_ARCHIVE_DEPTH = 3  # archives in archives

MAX_ENTRIES = 100_000  # names that are looked at, of one student
MAX_DEPTH = 20  # folders in folders
MAX_STRAYS = 100  # programs of other names that are looked into
MAX_READ = 256 << 20  # bytes of all files of one student

READ_S = 10.0  # to read one file; within the sizes above a second is much
READ_MEMORY = 768 << 20  # bytes, on top of what the reading process holds
READ_CPU_S = 60  # of a reading process in its whole life; the next file gets a new one


class Refused(Exception):
    """The file is not taken. The message says why, as a sentence about it: "it is …"."""


class TooMuch(Refused):
    """It took too much time or memory, or ended the process that read it."""
