"""Marks in other systems' formats. Each module writes one; a mark that is not settled is never written as a number."""


class ExportError(Exception):
    """The marks cannot be written as asked. The message says why, and what to do."""
