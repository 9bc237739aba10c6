"""What a format cannot carry, in words for whoever exports."""

from __future__ import annotations

import re
from collections.abc import Iterable

from receptive.quiz.forms import Variant

DECIMALS = "ways to write a number other than in decimals"
FILE_IMAGE = re.compile(r"!\[[^\]]*\]\(([^)\s]*)")


class LeftOut:
    """Collects what a format cannot carry, each loss once, in the order in which it was met."""

    def __init__(self) -> None:
        self._lines: dict[str, None] = {}

    def note(self, variant: Variant, what: str) -> None:
        self._lines[f"{variant.quiz}/{variant.question}: {what}"] = None

    def question(self, variant: Variant, why: str) -> None:
        self.note(variant, f"the whole question: {why}")

    def variant(self, variant: Variant, why: str) -> None:
        self.note(variant, f"the whole variant {variant.number}: {why}")

    def typed(self, variant: Variant) -> None:
        """What is lost where a system compares a typed answer letter by letter."""
        for kind in dict.fromkeys(form.kind for form in variant.forms):
            match kind:
                case "shape":
                    self.note(variant, "every way to write a shape; the usual ones are accepted")
                case "text":
                    self.note(variant, "a reading of the text that looks over blanks and marks at its end")
                case "output" if any("\n" in canonical for key in variant.keys for canonical, _ in key.caught):
                    self.note(variant, "what is said about wrong answers of several lines")
                case "ordering" | "matching":
                    self.note(variant, f"its {kind} as such; numbers or letters are typed, in the usual ways")

    def everywhere(self, what: str) -> None:
        self._lines[f"all questions: {what}"] = None

    def lines(self) -> tuple[str, ...]:
        return tuple(self._lines)


def note_losses(variants: Iterable[Variant], *everywhere: str) -> LeftOut:
    """The losses that come with a format, and those that come with every format: pictures in files of their own."""
    left = LeftOut()
    for what in everywhere:
        left.everywhere(what)
    for variant in variants:
        texts = (
            variant.prompt,
            variant.explanation,
            *variant.hints,
            *(o for form in variant.forms for o in form.options),
        )
        for name in (name for text in texts for name in FILE_IMAGE.findall(text)):
            left.note(variant, f"the picture in the file {name}; what it shows is said in its place")
    return left
