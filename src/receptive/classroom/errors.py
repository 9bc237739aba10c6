"""What a command over a class can refuse."""

from __future__ import annotations


class ClassError(Exception):
    """A store, a roster, a policy or a worker that cannot be used. The message names it and the next step."""
