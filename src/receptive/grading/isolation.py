"""The level of a sandbox, in the words of docs/threat-model.md."""

from __future__ import annotations

from receptive.model import Isolation, Level
from receptive.sandbox.client import Sandbox


def isolation_of(sandbox: Sandbox) -> Isolation:
    """What the started sandbox was seen to refuse, as a level."""
    match sandbox.refuses_reading, sandbox.refuses_calls:
        case True, True:
            return Isolation(Level.A, "Landlock and seccomp refuse files, network and processes")
        case False, True:
            return Isolation(
                Level.B, "no Landlock here: seccomp refuses network, processes and writing, not reading files"
            )
        case True, False:
            return Isolation(Level.B, "no seccomp here: Landlock refuses files, not datagrams and processes")
    return Isolation(Level.C, "neither Landlock nor seccomp here: only limits of time and memory")
