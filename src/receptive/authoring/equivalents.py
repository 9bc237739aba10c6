"""`graders/<topic>/equivalents.yaml`: mutants that change nothing a grader could see, each with the reason.

- {function: conv_out, before: i + 2 * p, after: 2 * p + i, reason: the same sum}
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from receptive.authoring.mutants import Mutant
from receptive.catalogue.yaml_nodes import read_yaml


@dataclass(frozen=True)
class Equivalents:
    reasons: dict[tuple[str, str, str], str]

    def excuse(self, mutant: Mutant) -> str | None:
        """Why this mutant may live, or None."""
        return self.reasons.get((mutant.function, mutant.before, mutant.after))


def read_equivalents(path: Path) -> Equivalents:
    """The list of a topic; none if there is no file.

    Raises:
        ContentError: the file is broken, with its line.
    """
    if not path.exists():
        return Equivalents({})
    reasons = {}
    for entry in read_yaml(path, "equivalents.yaml").items():
        fields = entry.fields({"function", "before", "after", "reason"})
        key = (fields["function"].text(), fields["before"].text(), fields["after"].text())
        reasons[key] = fields["reason"].text()
    return Equivalents(reasons)
