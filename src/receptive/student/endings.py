"""What came instead of a value, as a failure that can be told."""

from __future__ import annotations

from receptive.sandbox.client import Ended, Raised, Reply, Unsendable
from receptive.student.failures import Crashed, Frame, OutOfMemory, OutOfTime, StudentFailure, StudentRaised, Unwritten
from receptive.student.known_names import KnownNames

UNSENDABLE = "ResultError"
# What C++ and numpy say when there is no memory; Python says MemoryError
NO_MEMORY = ("can't allocate memory", "not enough memory", "Unable to allocate", "std::bad_alloc")
SIGNALS = {-6: "was aborted", -7: "made a bus error", -8: "made an arithmetic fault", -11: "made a segmentation fault"}


def failure_of_end(ended: Ended, patience: float) -> StudentFailure:
    if ended.how == "timeout":
        return OutOfTime(f"took longer than {patience:g} seconds and was stopped")
    if ended.how == "protocol":
        return Crashed("wrote into the grader's own connection and was stopped")
    if ended.code >= 0:
        return Crashed("ended the whole Python process; a function returns instead", detail=f"exit code {ended.code}")
    return Crashed(f"{SIGNALS.get(ended.code, f'was killed by signal {-ended.code}')}, which ended Python")


def failure_of_reply(reply: Reply, names: KnownNames) -> StudentFailure:
    if isinstance(reply, Unsendable):
        return StudentRaised(UNSENDABLE, reply.why)
    assert isinstance(reply, Raised)
    frames = tuple(Frame(line, names.function(function)) for line, function in reply.frames)
    if reply.type_name == "NotImplementedError":
        return Unwritten("is not written yet", frames)
    if reply.type_name == "MemoryError" or any(sign in reply.text for sign in NO_MEMORY):
        return OutOfMemory("needs more memory than this exercise may use", frames)
    return StudentRaised(names.exception(reply.type_name), reply.text, frames)
