"""Everything that a report says of a class, gathered once for the page and for scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from receptive.classroom.gradebook import Gradebook
from receptive.classroom.report.bests import Best, bests_of
from receptive.classroom.report.heat import rank
from receptive.classroom.report.looks import NO_FINDINGS, Findings, Undecided, undecided_of
from receptive.classroom.report.misconception_map import NONE, Held, Item, Pull, distractor_pull, misconception_map
from receptive.classroom.report.origins import Known, Origin, find_origins
from receptive.classroom.report.programs import programs_of
from receptive.classroom.report.progress import Weak, weak_half
from receptive.classroom.report.similarity import Similarities, similarities_of
from receptive.classroom.report.statistics import Spread, TopicStatistics, spread_of, topic_statistics
from receptive.reading.reader import Reader


@dataclass(frozen=True)
class Analysis:
    """A class and what is known of it."""

    gradebook: Gradebook
    spread: Spread | None
    topics: tuple[TopicStatistics, ...]
    held: tuple[Held, ...]
    pulls: tuple[Pull, ...]
    alike: Similarities
    undecided: tuple[Undecided, ...]
    weak: Weak
    findings: Findings
    bests: tuple[Best, ...] = ()
    origins: tuple[Origin, ...] = ()  # programs that were there before the class wrote them

    def names(self, anonymous: bool) -> dict[str, str]:
        """What each student is called, the best first."""
        return {
            one.student: f"student {rank}" if anonymous else one.student
            for rank, one in enumerate(rank(self.gradebook), start=1)
        }


def analyse(
    gradebook: Gradebook,
    catchers: Mapping[str, frozenset[Item]],
    stubs: Mapping[str, str],
    sentences: Mapping[str, str] = NONE,
    known: Sequence[Known] = (),
    findings: Findings = NO_FINDINGS,
) -> Analysis:
    """Look at a class.

    Args:
        catchers: by misconception, the questions that have an answer for it.
        stubs: by topic, what students started from.
        sentences: by misconception, what is done by who holds it.
        known: programs to compare with besides those of the class: of the lesson, of earlier years.
        findings: what the run wrote down beside the marks.
    """
    with Reader() as reader:
        programs = programs_of(gradebook, reader)
    return Analysis(
        gradebook,
        spread_of(gradebook),
        topic_statistics(gradebook),
        misconception_map(gradebook, catchers, sentences),
        distractor_pull(gradebook),
        similarities_of(programs, stubs),
        undecided_of(gradebook),
        weak_half(gradebook, sentences),
        findings,
        bests_of(gradebook),
        find_origins(programs, stubs, known),
    )
