"""Two mistakes at once: what their holder answers, and by which answers the two can be named."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from typing import Any

from receptive.diagnosis.decided import NoAnswer, answers_to
from receptive.diagnosis.registry import Registry
from receptive.diagnosis.respondent import Respondent
from receptive.recognition.asking import Answers
from receptive.recognition.canonical_replies import spell, texts_of
from receptive.recognition.opening import ALL, pieces_of
from receptive.recognition.table import SealedExercise
from receptive.student.model_process import ModelProcess

Both = tuple[str, str]


class Pairs:
    """The mistakes of one exercise, two by two."""

    def __init__(
        self,
        sealed: SealedExercise,
        registry: Registry,
        process_of: Callable[..., ModelProcess | None],
        right: Answers,
        answers: Mapping[str, Answers],
    ) -> None:
        """Args:
        process_of: gives who holds these mistakes; None if they exclude each other.
        right: what the right program answers.
        answers: what each mistake answers alone, by its id.
        """
        self.sealed = sealed
        self.registry = registry
        self.process_of = process_of
        self.right = right
        self.answers = answers
        self.correct = self._each(right)
        self.wrong = {name: self._each(found) for name, found in answers.items()}

    def find(self, taken: set[str]) -> dict[str, tuple[str, ...]]:
        """The pairs by what they answer, where no other two and no single one answer the same.

        Args:
            taken: what the right program and single mistakes answer.
        """
        groups: dict[str, list[tuple[str, ...]]] = {}
        hiding: set[str] = set()  # what two answer of which one hides some of the other
        for both in itertools.combinations(self.answers, 2):
            try:
                found = self._answers_of(both)
            except NoAnswer:
                continue
            text = next(texts_of(pieces_of(self.sealed, ALL, found))) if found else ""
            if found is None or text in taken:
                continue
            each = self._each(found)
            if self._hides(both, each):
                hiding.add(text)
            else:
                groups.setdefault(text, []).append(self._in_order(both, each))
        return {text: pairs[0] for text, pairs in groups.items() if len(pairs) == 1 and text not in hiding}

    def _answers_of(self, both: Both) -> Answers | None:
        """What the two give together. Where only one of them shows it is what that one gives, which costs no call."""
        process = self.process_of(*both)
        if process is None:
            return None
        replies = []
        for at in range(len(self.correct)):
            shows = [name for name in both if self.wrong[name][at] != self.correct[at]]
            alone = self.answers[shows[0]] if shows else self.right
            replies.append(alone.replies[at] if len(shows) < len(both) else self._asked_again(process, at))
        return Answers(tuple(replies))

    def _asked_again(self, process: ModelProcess, at: int) -> Any:
        """One of the replies."""
        if self.sealed.calls:
            return Respondent(self.sealed.exercise, process).reply(*self.sealed.calls[at])
        return next(answers_to(self.registry.questions(self.sealed.exercise)[at : at + 1], process))

    def _each(self, answers: Answers) -> list[str]:
        """The text of each reply by itself."""
        return [next(texts_of(spell([reply], self.sealed.offset))) for reply in answers.replies]

    def _hides(self, both: Both, each: list[str]) -> bool:
        """Whether one gets wrong what the two together get right: then it is no part of them."""
        fine = [at for at, one in enumerate(each) if one == self.correct[at]]
        return any(self.wrong[name][at] != self.correct[at] for name in both for at in fine)

    def _in_order(self, both: Both, each: list[str]) -> tuple[str, ...]:
        """First the one that explains the first wrong answer by itself."""
        first = next(at for at, one in enumerate(each) if one != self.correct[at])
        return tuple(sorted(both, key=lambda name: (self.wrong[name][first] != each[first], name)))
