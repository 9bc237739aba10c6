"""Which calls are made at home: as few as tell the known mistakes apart, from each other and from the right program."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from receptive.diagnosis.kinds_of_input import kinds_of, takes_pair
from receptive.diagnosis.misconceptions import Call
from receptive.diagnosis.registry import Registry
from receptive.diagnosis.respondent import ModelRespondent, Respondent
from receptive.recognition.canonical_replies import has_raised, spell, texts_of
from receptive.student.failures import StudentFailure
from receptive.student.proxy import bytes_of

FIRST, LOOKED_AT = 14, 80  # calls that are made in any case, and that are chosen from
LEAST_WRONG = 2  # calls in which each mistake shows, where there are as many
LARGEST = 4096  # bytes of a call's arguments
OFFSETS = [number / 64 + 0.007 for number in range(64)]
MOST_FAMILIES, SMALLEST_FAMILY = 10, 6
NONSENSE_OF, REFUSED, CHANGED = 6, 10, 3  # calls made nonsense, those kept, and calls whose arguments are looked at
NONSENSE: tuple[Any, ...] = (0, -1, 99, 1.5, True, "HWC", None, (1,), (1, 0), (0, 1), (1, 1.5), 2, 3, 4, 5)

Spelled = tuple[str, ...]


@dataclass
class Asked:
    """What models answer to calls, each asked once."""

    registry: Registry
    exercise: str
    calls: Sequence[Call]
    replies: dict[frozenset[str], tuple[Any, ...] | None] = field(default_factory=dict)

    def of(self, ids: frozenset[str]) -> tuple[Any, ...] | None:
        """The replies of those who hold these misconceptions; None where they exclude each other."""
        if ids not in self.replies:
            model = self.registry.model(self.exercise, ids)
            code = model and ModelRespondent(self.exercise, model, self.registry.probes)
            self.replies[ids] = tuple(code.reply(*call) for call in self.calls) if code else None
        return self.replies[ids]


def choose_calls(
    registry: Registry, exercise: str, names: Sequence[str], right_ones: Sequence[Respondent]
) -> tuple[Call, ...]:
    """The first small calls, and those further ones that tell apart what the first do not.

    Args:
        right_ones: other right programs. What they do not agree on is asked of nobody.
    """
    right = registry.model(exercise, frozenset())
    if right is None:
        return ()
    ours = ModelRespondent(exercise, right, registry.probes)
    drawn = list(itertools.islice(registry.calls(exercise, Random(f"sealed/{exercise}")), LOOKED_AT))
    varied = (call for call in _varied(drawn) if registry.is_possible(exercise, *call))
    small = [call for call in (*drawn, *varied) if sum(map(bytes_of, (*call[0], *call[1].values()))) <= LARGEST]
    calls = [call for call in small if not has_raised(ours.reply(*call)) and _agree(call, ours, right_ones)]
    asked = Asked(registry, exercise, calls)
    spelled = {ids: _each(asked.of(ids)) for ids in [frozenset[str](), *(frozenset({name}) for name in names)]}
    correct = spelled.pop(frozenset())
    chosen = list(range(min(FIRST, len(calls))))
    left = [at for at in range(len(calls)) if at not in chosen]
    while left:
        gained = {at: _gain(at, chosen, correct, list(spelled.values())) for at in left}
        best = max(left, key=lambda at: (gained[at], -at))
        if not gained[best]:
            break
        chosen.append(best)
        left.remove(best)
    return tuple(calls[at] for at in sorted(chosen))


def find_alike(registry: Registry, exercise: str, calls: Sequence[Call], names: Sequence[str]) -> list[str]:
    """The mistakes that give what the right program gives."""
    asked = Asked(registry, exercise, calls)
    right = _each(asked.of(frozenset()))
    return [name for name in names if _each(asked.of(frozenset({name}))) == right]


def _agree(call: Call, ours: Respondent, others: Sequence[Respondent], kinds_too: bool = False) -> bool:
    """Whether right programs answer alike: with one value, or with one exception."""

    def text(code: Respondent) -> str:
        return next(texts_of(spell([code.reply(*call)], OFFSETS[0], kinds_too=kinds_too)))

    wanted = text(ours)
    return all(text(other) == wanted for other in others)


def _varied(calls: Sequence[Call]) -> Iterator[Call]:
    """Calls with other signs and types, since some mistakes show only below 0, or in whole numbers."""
    changes: tuple[Callable[[Any], Any], ...] = (
        lambda array: -array,
        lambda array: array.round().astype("int64"),
        lambda array: array.astype("float32"),
    )
    for change in changes:
        for args, kwargs in calls[:FIRST]:
            if any(_has_floats(arg) for arg in args):
                yield tuple(change(arg) if _has_floats(arg) else arg for arg in args), kwargs


def _has_floats(value: Any) -> bool:
    return hasattr(value, "dtype") and value.dtype.kind == "f"


def _gain(at: int, chosen: Sequence[int], right: Spelled, others: Sequence[Spelled]) -> int:
    """How many more are told apart, or shown often enough, if one more call is made."""
    before, after = ([tuple(one[place] for place in places) for one in (right, *others)]
                     for places in (chosen, [*chosen, at]))  # fmt: skip
    apart = len(set(after)) - len(set(before))
    rare = (
        one[at] != right[at] and sum(one[place] != right[place] for place in chosen) < LEAST_WRONG for one in others
    )
    return 100 * apart + sum(rare)


def _each(replies: tuple[Any, ...] | None) -> Spelled:
    """Each reply by itself, in one spelling."""
    return tuple(next(texts_of(spell([reply], OFFSETS[0]))) for reply in replies or ())


def choose_offset(replies: Sequence[Sequence[Any]]) -> float:
    """Where the borders between numbers lie farthest from all that is known."""

    def near(offset: float) -> int:
        return sum(len(piece) > 1 for each in replies for piece in spell(each, offset))

    return min(OFFSETS, key=near)


def choose_families(registry: Registry, exercise: str, calls: Sequence[Call]) -> tuple[tuple[int, ...], ...]:
    """Kinds of calls, the largest first: code that raises on some kind of input does not on the others.

    The last one has no pair in any argument: who forgets pairs forgets them everywhere.
    """
    right = registry.model(exercise, frozenset())
    if right is None:
        return ()
    found: Counter[tuple[int, ...]] = Counter()

    def is_kept(part: tuple[int, ...]) -> bool:
        return SMALLEST_FAMILY <= len(part) < len(calls)

    kinds = [kinds_of(right, *call) for call in calls]
    plain = tuple(at for at, kind in enumerate(kinds) if not takes_pair(kind))
    for kind in sorted(frozenset[Any]().union(*kinds)):
        has = tuple(at for at in range(len(calls)) if kind in kinds[at])
        lacks = tuple(at for at in range(len(calls)) if kind not in kinds[at])
        found.update(filter(is_kept, (has, lacks)))
    # What most kinds have in common is likeliest what somebody forgets
    ranked = sorted(found, key=lambda part: (-len(part), -found[part], part))
    return tuple(dict.fromkeys([*ranked[:MOST_FAMILIES], *filter(is_kept, [plain])]))


def choose_refused(
    registry: Registry, exercise: str, calls: Sequence[Call], names: Sequence[str], right_ones: Sequence[Respondent]
) -> tuple[Call, ...]:
    """Impossible input, if known mistakes differ in what they do with it: arguments of small calls made nonsense."""
    right = registry.model(exercise, frozenset())
    if right is None or not names:
        return ()
    ours = ModelRespondent(exercise, right, registry.probes)
    tried = [
        call
        for call in _nonsense(_samples(calls))
        if _refuses(ours.reply(*call)) and _agree(call, ours, right_ones, kinds_too=True)
    ]
    asked = Asked(registry, exercise, tried)
    known = asked.of(frozenset()) or ()
    spelled: list[tuple[str, ...]] = []
    for ids in [frozenset[str](), *(frozenset({name}) for name in names)]:
        replies = asked.of(ids) or known
        spelled.append(tuple(next(texts_of(spell([reply], 0.5, kinds_too=True))) for reply in replies))
    chosen: list[int] = []
    while len(chosen) < REFUSED:
        count = len({tuple(one[place] for place in chosen) for one in spelled})
        counts = {
            at: len({tuple(one[place] for place in [*chosen, at]) for one in spelled}) for at in range(len(tried))
        }
        best = max(counts, key=lambda at: (counts[at], -at), default=None)
        if best is None or counts[best] == count:
            break
        chosen.append(best)
    return tuple(tried[at] for at in sorted(chosen))


def _refuses(reply: Any) -> bool:
    return has_raised(reply) and reply.type_name in ("ValueError", "TypeError")


def _nonsense(calls: Sequence[Call]) -> Iterator[Call]:
    """Each call with one argument that hardly fits."""
    for args, kwargs in calls:
        for at, arg in enumerate(args):
            yield from (((*args[:at], value, *args[at + 1 :]), kwargs) for value in _misfits(arg))
        for name, arg in kwargs.items():
            yield from ((args, {**kwargs, name: value}) for value in _misfits(arg))


def _samples(calls: Sequence[Call]) -> list[Call]:
    """A few small calls, with every option among them."""
    options = {name for _, kwargs in calls for name in kwargs}
    having = [next(call for call in calls if name in call[1]) for name in sorted(options)]
    return [*calls[:NONSENSE_OF], *having]


def _misfits(arg: Any) -> Iterator[Any]:
    yield from NONSENSE
    if isinstance(arg, tuple) and arg and all(type(each) in (int, float) for each in arg):
        yield from (tuple(each / 2 for each in arg), arg[:-1], (*arg, arg[-1]))
    if isinstance(arg, list) and all(isinstance(layer, dict) for layer in arg):
        for at, layer in enumerate(arg):
            yield [*arg[:at], *arg[at + 1 :]]
            numbers = [key for key, value in layer.items() if type(value) is int]
            yield from ([*arg[:at], {**layer, key: value}, *arg[at + 1 :]] for key in numbers for value in (0, 7, 3))


def choose_changed(registry: Registry, exercise: str, calls: Sequence[Call], names: Sequence[str]) -> tuple[int, ...]:
    """Calls whose arguments are looked at afterwards, if a known mistake writes into them."""
    found = []
    for at, (args, kwargs) in enumerate(calls):
        if any(hasattr(arg, "shape") for arg in args) and _is_changed_by_some(registry, exercise, names, args, kwargs):
            found.append(at)
        if len(found) == CHANGED:
            break
    return tuple(found)


def _is_changed_by_some(
    registry: Registry, exercise: str, names: Sequence[str], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> bool:
    before = next(texts_of(spell([list(args)], 0.5)))
    for name in names:
        model = registry.model(exercise, frozenset({name}))
        left = model and ModelRespondent(exercise, model, registry.probes).left(args, kwargs)
        if left and not isinstance(left, StudentFailure) and next(texts_of(spell([left], 0.5))) != before:
            return True
    return False
