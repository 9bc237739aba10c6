"""Which file of a submission counts for a topic: the one rule, whichever way the files came.

1. What nobody has written in (an untouched stub, an empty file) never counts beside what somebody has.
2. What can be read counts before what cannot.
3. A file named after the topic counts before one that only defines what the topic asks for.
4. Equal files are one.
5. Of different ones the newest counts, where their times are known for sure: of files in one folder, of members of
   one archive, of uploads that a system has numbered.
6. What lies open counts before what is packed, unless the archive is newer than it.
7. Everything else is for a person to say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from receptive.model import Submission

_NOTHING, _UNREADABLE, _DEFINES, _NAMED = range(4)
NOT_BEGUN = "holds no work, so it does not count"
COARSE_S = 2.0  # what a system may round a time to; so much later is later for sure


@dataclass(frozen=True)
class Candidate:
    """A file that may be the work for a topic."""

    submission: Submission
    place: str  # in the submission, as people are told it
    modified: float = 0.0  # seconds since the epoch, of the file on disk, or of its archive; 0: not known
    archive: str = ""  # the place of that which it lies in itself, if it does
    packed: float = 0.0  # when it was written, by the clock of that archive; 0: not known
    upload: int = 0  # its number, where a system counts uploads; 0: not known
    exact: bool = True  # the name that the lesson gives
    named: bool = True  # after the topic; else only what it defines speaks for it


@dataclass(frozen=True)
class PassedOver:
    """A file that does not count, and why: a sentence without its subject."""

    place: str
    why: str


@dataclass(frozen=True)
class Decision:
    """What counts. If it is `unclear`, that is only the likeliest, and a person has to say."""

    counted: Candidate
    same: tuple[str, ...] = ()  # places of equal files
    passed_over: tuple[PassedOver, ...] = ()
    rivals: tuple[str, ...] = ()  # places of those that may be meant as well

    @property
    def unclear(self) -> bool:
        return bool(self.rivals)


def decide(
    candidates: Sequence[Candidate], has_work: Callable[[Submission], bool], coarse_s: float = COARSE_S
) -> Decision:
    """Apply the rule.

    Args:
        candidates: all of one topic; one at least.
        has_work: whether somebody has written in it.
        coarse_s: times that differ by less say nothing.
    """
    ordered = sorted(candidates, key=_standing)
    first = ordered[0]
    if all(_is_same(first, one) for one in ordered):
        return Decision(first, tuple(one.place for one in ordered[1:]))
    ranks = [_rank(one, has_work) for one in ordered]
    best = max(ranks)
    rivals = [one for one, rank in zip(ordered, ranks, strict=True) if rank == best]
    left = [one for one in rivals if not any(_beats(other, one, coarse_s) for other in rivals)] or rivals
    counted = left[0]
    same, undecided, passed_over = [], [], []
    for one, rank in zip(ordered, ranks, strict=True):
        if one is counted:
            continue
        if rank == best and _is_same(one, counted):
            same.append(one.place)
        elif best >= _DEFINES and any(one is other for other in left):
            undecided.append(one.place)
        else:
            passed_over.append(PassedOver(one.place, _why(one, counted, rank, best)))
    return Decision(counted, tuple(same), tuple(passed_over), tuple(undecided))


def _rank(one: Candidate, has_work: Callable[[Submission], bool]) -> int:
    if one.submission.absent or not has_work(one.submission):
        return _NOTHING
    if one.submission.fault:
        return _UNREADABLE
    return _NAMED if one.named else _DEFINES


def _standing(one: Candidate) -> tuple[bool, bool, int, str]:
    """The likeliest first, where nothing else tells two apart."""
    return not one.exact, bool(one.archive), one.place.count("/"), one.place


def _is_same(one: Candidate, other: Candidate) -> bool:
    return (one.submission.source, one.submission.fault) == (other.submission.source, other.submission.fault)


def _beats(one: Candidate, other: Candidate, coarse_s: float) -> bool:
    if _is_same(one, other):
        return False
    if one.upload and other.upload:
        return one.upload > other.upload
    if one.archive == other.archive != "":
        return bool(other.packed) and one.packed > other.packed + coarse_s
    if bool(one.archive) is not bool(other.archive):
        return not one.archive and 0 < other.modified <= one.modified + coarse_s
    return bool(other.modified) and one.modified > other.modified + coarse_s


def _why(one: Candidate, counted: Candidate, rank: int, best: int) -> str:
    name = counted.place
    if rank == _NOTHING:
        return NOT_BEGUN
    if best == _UNREADABLE:
        return "cannot be read either"
    if rank == _UNREADABLE:
        return f"cannot be read, but {name} can, so only that counts; keep one of them"
    if rank < best:
        return f"defines parts of the topic too, but {name} is named after it, so only that counts"
    if one.archive and not counted.archive:
        return f"is packed, and no newer than {name}, so only that counts; keep one of them"
    return f"holds work too, but {name} was changed last, so only that counts; keep one of them"
