"""How a call into the student's code can fail. A grader lets these pass; the plugin turns each into an outcome."""

from __future__ import annotations

from dataclasses import dataclass

from receptive.model import Status


@dataclass(frozen=True)
class Frame:
    """One line of the student's own traceback."""

    line: int
    function: str


class StudentFailure(Exception):
    """The call gave no value. `status` is how the criterion ends."""

    status = Status.ERROR

    def __init__(self, message: str, frames: tuple[Frame, ...] = (), detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.frames = frames
        self.detail = detail  # what the student's code chose to say: shown for open criteria only


class StudentRaised(StudentFailure):
    """The student's code raised. The text may carry hidden inputs: shown for open criteria only."""

    def __init__(self, type_name: str, text: str, frames: tuple[Frame, ...] = ()) -> None:
        super().__init__(f"{type_name}: {text}" if text else type_name, frames)
        self.type_name = type_name
        self.text = text


class Missing(StudentFailure):
    """What is asked is not there."""

    status = Status.MISSING


class Unwritten(Missing):
    """It raises what the stub does."""


class NoSuchName(Missing):
    """The file does not define it."""


class CannotLoad(StudentFailure):
    """The file itself does not load, so that no exercise in it can be asked."""

    def __init__(self, reason: StudentFailure) -> None:
        super().__init__("the file cannot be loaded")
        self.reason = reason
        # Calling what is not written yet at the end of a file is a mistake of the file
        self.status = Status.ERROR if reason.status is Status.MISSING else reason.status


class OutOfTime(StudentFailure):
    status = Status.TIMEOUT


class OutOfMemory(StudentFailure):
    status = Status.MEMORY


class Crashed(StudentFailure):
    """The process that ran the student's code ended, or broke the protocol."""

    status = Status.CRASHED
