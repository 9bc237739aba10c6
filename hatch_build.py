"""Puts the lesson beside the machinery in a wheel. A checkout has all of it, an unpacked sdist only what is public."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Lesson(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        for room in ("exercises", "graders", "quizzes", "solutions"):
            folder = Path(self.root) / room
            if folder.is_dir():
                build_data["force_include"][str(folder)] = f"receptive/lesson/{room}"
