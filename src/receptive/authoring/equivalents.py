"""`graders/<topic>/equivalents.yaml`: mutants that change nothing a grader could see, each with the reason.

- {function: conv_out, before: i + 2 * p, after: 2 * p + i, reason: the same sum}

`line`, the text of the source line, tells two mutants apart that are otherwise spelled alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from receptive.authoring.mutants import Mutant
from receptive.catalogue.yaml_nodes import read_yaml


@dataclass(frozen=True)
class Equivalent:
    function: str
    before: str
    after: str
    line: str  # empty: there is one such line only
    reason: str

    def fits(self, mutant: Mutant) -> bool:
        same = (self.function, self.before, self.after) == (mutant.function, mutant.before, mutant.after)
        return same and self.line in ("", mutant.text)


@dataclass(frozen=True)
class Equivalents:
    entries: tuple[Equivalent, ...]

    def excuse(self, mutant: Mutant) -> str | None:
        """Why this mutant may live, or None."""
        return next((entry.reason for entry in self.entries if entry.fits(mutant)), None)

    def faults(self, mutants: Sequence[Mutant]) -> list[str]:
        """Entries that excuse no mutant at all, or mutants of several lines at once."""
        found = []
        for entry in self.entries:
            lines = {mutant.line for mutant in mutants if entry.fits(mutant)}
            if len(lines) != 1:
                how_many = f"{len(lines)} lines; say which with `line`" if lines else "no mutant"
                found.append(f"equivalents.yaml: {entry.function}: {entry.before} -> {entry.after} fits {how_many}")
        return found


def read_equivalents(path: Path) -> Equivalents:
    """The list of a topic; none if there is no file.

    Raises:
        ContentError: the file is broken, with its line.
    """
    if not path.exists():
        return Equivalents(())
    entries = []
    for entry in read_yaml(path, "equivalents.yaml").items():
        fields = entry.fields({"function", "before", "after", "reason"}, {"line"})
        texts = {name: node.text() for name, node in fields.items()}
        entries.append(Equivalent(**{"line": "", **texts}))
    return Equivalents(tuple(entries))
