"""What a command over a class can refuse."""

from __future__ import annotations


class ClassError(Exception):
    """A store, a roster, a policy or a worker that cannot be used. The message names it and the next step."""


class ExportError(Exception):
    """The marks cannot be written as asked. The message says why, and what to do."""
