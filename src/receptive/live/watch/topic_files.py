"""The file of a topic that counts, read anew only where one was touched."""

from __future__ import annotations

import time
from pathlib import Path

from receptive.model import Submission, Topic
from receptive.workspace.choosing import Chosen, choose_files
from receptive.workspace.folder import NOTEBOOK, read_submission, stamp

SAVING_S = 2.0  # so long a save may take: in parts, or by way of another name


class TopicFiles:
    """The Python file and the notebook of a topic, of which `grade` would take one."""

    def __init__(self, folder: Path, topic: Topic) -> None:
        self.folder = folder
        self.topic = topic
        self.counted = Chosen(folder / f"{topic.slug}.py")
        self._stamps: tuple[tuple[int, ...], ...] = ()
        self._touched_at = 0.0
        self._is_settled = False

    def read(self) -> tuple[Chosen, Submission] | None:
        """The file that counts and what is in it; None: nothing is new, or it is being saved right now.

        After a save the files are read again and again for a while: a disk's clock may be too coarse to show the last
        part of it. What cannot be read is told only after that while.
        """
        is_first = not self._stamps
        self._note_stamps()
        if self._is_settled:
            return None
        chosen = choose_files(self.folder, [self.topic]).get(self.topic.slug) or Chosen(self.counted.path)
        submission = read_submission(chosen.path, self.topic.slug)
        self._is_settled = time.monotonic() - self._touched_at > SAVING_S
        if not (is_first or self._is_settled) and self._is_torn(chosen, submission):
            return None
        self.counted = chosen
        return chosen, submission

    def _note_stamps(self) -> None:
        stamps = tuple(stamp(self.folder / f"{self.topic.slug}{end}") for end in (".py", NOTEBOOK))
        if stamps != self._stamps:
            self._stamps, self._touched_at, self._is_settled = stamps, time.monotonic(), False

    def _is_torn(self, chosen: Chosen, submission: Submission) -> bool:
        """Whether one of the files cannot be read, or the one that counted is gone."""
        others = {chosen.other, self.counted.path} - {None, chosen.path}
        return bool(submission.fault) or any(read_submission(path, self.topic.slug).fault for path in others if path)
