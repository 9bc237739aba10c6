"""Programs that stand elsewhere already: in the reference solution, in an alternative, in an earlier year's class.

A prompt to look, as near-identical submissions are, and said apart from them. Independent solutions of one topic were
found to share up to a tenth of their fingerprints; what the stub gives and what many write does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from receptive.catalogue.content import Content
from receptive.classroom.gradebook import Gradebook
from receptive.classroom.report.programs import Program, Programs, common_in, programs_of, stub_grams
from receptive.reading.fingerprints import Prints
from receptive.reading.reader import Reader

TAKEN = 0.7  # of what a program has of its own, the share that stands elsewhere
VERBATIM = 0.9  # so much of it, and it says nothing about what people write by themselves
MIN_SHARED = 30  # fingerprints; a short exercise is written alike by everybody
REFERENCE = "the reference solution"


@dataclass(frozen=True)
class Known:
    """A program that was there before. `whose`: of an earlier year's students; empty for one of the lesson."""

    topic: str
    place: str  # as a reader is told
    prints: Prints
    whose: str = ""


@dataclass(frozen=True)
class Origin:
    """Students whose program stands elsewhere. `share`: of what they have of their own, from TAKEN to 1."""

    topic: str
    students: tuple[str, ...]
    place: str
    whose: str
    share: float


def lesson_programs(content: Content, topics: Iterable[str], reader: Reader) -> Iterator[Known]:
    """The reference solution of each topic and its alternatives, as far as they are here."""
    for topic in topics:
        paths = {REFERENCE: content.solution(topic)}
        for path in sorted((content.grader(topic) / "alternatives").glob("*.py")):
            paths[f"the alternative {path.stem}"] = path
        for place, path in paths.items():
            if path.is_file():
                yield Known(topic, place, reader.prints(path.read_text("utf-8")))


def earlier_programs(gradebook: Gradebook, name: str, reader: Reader) -> Iterator[Known]:
    """What an earlier class handed in.

    Args:
        name: of that class, such as its file's.
    """
    for topic, programs in programs_of(gradebook, reader).by_topic.items():
        for program in programs:
            more = f" and {len(program.students) - 1} more" if len(program.students) > 1 else ""
            yield Known(topic, name, program.prints, f"{program.students[0]}{more}")


def find_origins(programs: Programs, stubs: Mapping[str, str], known: Sequence[Known]) -> tuple[Origin, ...]:
    """Who handed in what was there before, the largest share first; of several places the closest is told."""
    found: list[Origin] = []
    for topic, some in programs.by_topic.items():
        mine = [one for one in known if one.topic == topic]
        found += _of_topic(topic, some, stub_grams(stubs.get(topic, "")), mine)
    return tuple(sorted(found, key=lambda one: (-one.share, one.topic, one.students)))


def _of_topic(
    topic: str, programs: Sequence[Program], stub: frozenset[int], known: Sequence[Known]
) -> Iterator[Origin]:
    ours = [one for one in known if not one.whose]
    # A copy in an earlier year is told as what it is a copy of
    theirs = [one for one in known if one.whose and max(_shares(one.prints, ours, stub), default=0) < TAKEN]
    common = _common(programs, stub, ours)
    for program in programs:
        closest = max(
            ((_share(program.prints, one.prints, stub, common), one) for one in (*ours, *theirs)),
            key=lambda pair: pair[0],
            default=None,
        )
        if closest is not None and closest[0] >= TAKEN:
            yield Origin(topic, program.students, closest[1].place, closest[1].whose, closest[0])


def _common(programs: Sequence[Program], stub: frozenset[int], ours: Sequence[Known]) -> frozenset[int]:
    """What many write. Copies of our own programs do not make them common, unless most of the class is so close:
    then that is how people write it."""
    apart = [one for one in programs if max(_shares(one.prints, ours, stub), default=0) < VERBATIM]
    counted = apart if 2 * len(apart) >= len(programs) else programs
    return common_in([one.prints.hashes - stub for one in counted])


def _shares(prints: Prints, known: Iterable[Known], stub: frozenset[int]) -> Iterator[float]:
    return (_share(prints, one.prints, stub) for one in known)


def _share(prints: Prints, known: Prints, stub: frozenset[int], common: frozenset[int] = frozenset()) -> float:
    """How much of a program's own stands in another; 0 if that is too little to be more than chance.

    The very same program is one whatever others write.
    """
    written = prints.hashes - stub
    if prints.program == known.program and len(written) >= MIN_SHARED:
        return 1.0
    own = written - common
    shared = len(own & known.hashes)
    return shared / len(own) if shared >= MIN_SHARED else 0.0
