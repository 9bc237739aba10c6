"""One window right, and SAME: the decisions that all of the topic rests on."""

from __future__ import annotations

from typing import Any

from .layers import Shape

Number = int | float
Pads = tuple[Number, Number]


class Windows:
    # One window on a line

    first = 1  # the place of the window before its first step
    refuses_too_large = True

    def span(self, k: int, d: int) -> int:
        """Pixels from the first tap to the last."""
        return (k - 1) * d + 1

    def padded(self, i: Number, p: int) -> Number:
        """The length of the line with its padding."""
        return i + 2 * p

    def step(self, s: int) -> int:
        return s

    def steps(self, free: Number, s: int) -> Number:
        """Steps that fit into the free pixels."""
        return free // s

    def steps_of(self, free: Number, s: int, up: bool) -> Number:
        return -(-free // s) if up else self.steps(free, s)

    def in_steps(self, free: Number, s: int, up: bool = False) -> Number:
        """Positions, from the pixels that are free to move on."""
        return self.steps_of(free, self.step(s), up) + self.first

    def taken(self, reach: int) -> int:
        """Pixels of the first window."""
        return reach

    def counted(self, i: Number, k: int, s: int, p: int, d: int, up: bool) -> Number:
        return self.in_steps(self.padded(i, p) - self.taken(self.span(k, d)), s, up)

    def as_kept(self, size: Number) -> Number:
        return size

    def handed_over(self, s: int, p: int) -> tuple[int, int]:
        """Stride and padding, in the order in which they are given to whoever counts."""
        return s, p

    def positions(self, i: Number, k: int, s: int, p: int, d: int = 1, up: bool = False) -> Number:
        """How many windows there are, whether or not one fits."""
        return self.as_kept(self.counted(i, k, *self.handed_over(s, p), d, up))

    def room(self, i: Number, p: int) -> Number:
        """What a window has to fit on."""
        return i + 2 * p

    def measured(self, k: int, d: int) -> int:
        """What has to fit there."""
        return (k - 1) * d + 1

    def refuse_too_large(self, name: str, i: Number, k: int, p: int, d: int = 1) -> None:
        """Refuse a window that does not fit, by the right measures: what was miscounted is another decision."""
        reach, line = self.measured(k, d), self.room(i, p)
        if reach > line and self.refuses_too_large:
            raise ValueError(f"{name}: a window of {reach} does not fit on a padded input of {line}")

    refused_types: tuple[type, ...] = (bool,)  # among the numbers
    numbers: tuple[type, ...] = (int,)
    refuses_small = True

    def refuse_number(self, name: str, value: Any, least: int) -> None:
        is_number = isinstance(value, self.numbers) and not isinstance(value, self.refused_types)
        if not is_number:
            raise TypeError(f"{name} must be an int, not {value!r}")
        if self.refuses_small and value < least:
            raise ValueError(f"{name} must be {least} or more, not {value}")

    def conv_out(self, i: int, k: int, s: int = 1, p: int = 0, d: int = 1) -> Number:
        for name, value, least in (("i", i, 1), ("k", k, 1), ("s", s, 1), ("p", p, 0), ("d", d, 1)):
            self.refuse_number(name, value, least)
        self.refuse_too_large("k", i, k, p, d)
        return self.positions(i, k, s, p, d)

    # What SAME promises, and how it pads

    def windows_of_same(self, i: int, s: int) -> int:
        return -(-i // s)

    def same(self, i: int, k: int, s: int, d: int) -> Number:
        del k, d
        return self.windows_of_same(i, s)

    def zeros_in_all(self, i: int, reach: int, s: int) -> int:
        return (self.windows_of_same(i, s) - 1) * s + reach - i

    def at_least_none(self, zeros: int) -> int:
        return max(zeros, 0)

    def shared(self, total: int, reach: int) -> Pads:
        del reach
        return total // 2, total - total // 2

    def in_order(self, half: Number, rest: Number) -> Pads:
        return half, rest

    def is_same(self, padding: str) -> bool:
        return padding == "SAME"

    def tf_out(self, i: int, k: int, s: int = 1, d: int = 1, padding: str = "VALID") -> Number:
        return self.as_kept(self.same(i, k, s, d)) if self.is_same(padding) else self.positions(i, k, s, 0, d)

    def same_pads_tf(self, i: int, k: int, s: int = 1, d: int = 1) -> Pads:
        reach = self.span(k, d)
        total = self.at_least_none(self.zeros_in_all(i, reach, s))
        before, after = self.in_order(*self.shared(total, reach))
        return self.in_a_row(self.as_kept(before), self.as_kept(after))

    def in_a_row(self, *sizes: Any) -> Shape:
        """A shape, or a pair of sizes."""
        return sizes
