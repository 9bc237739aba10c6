"""Mistakes with TensorFlow's SAME."""

from __future__ import annotations

from receptive.grader import misconception

from ..model import Model, Number, Pads
from .headings import TENSORFLOW


@misconception("SHP-11", "takes SAME for the same size", read=TENSORFLOW, exercises=("tf_out", "same_pads_tf"))
class KeepsTheSize(Model):
    """You let SAME keep the size of the input, whatever the stride.

    28 pixels in steps of 2, one output for each step: can they be 28?
    """

    def same(self, i: int, k: int, s: int, d: int) -> Number:
        return i

    def zeros_in_all(self, i: int, reach: int, s: int) -> int:
        return reach - 1  # what keeps the size at stride 1


@misconception("SHP-12a", "pads SAME by half the kernel", read=TENSORFLOW, exercises=("tf_out", "same_pads_tf"))
class PadsByHalfTheKernel(Model):
    """You take half the kernel as padding on both sides for SAME, as one would in PyTorch.

    28 pixels, window 3, stride 2: where does the 14th window end, and how many zeros does it miss?
    """

    def same(self, i: int, k: int, s: int, d: int) -> Number:
        reach = self.span(k, d)
        return (i + (reach - 1) // 2 * 2 - reach) // s + 1

    def shared(self, total: int, reach: int) -> Pads:
        return (reach - 1) // 2, (reach - 1) // 2


@misconception("SHP-12b", "pads both sides alike", read=TENSORFLOW, exercises=("same_pads_tf",))
class PadsAlike(Model):
    """You put equally many zeros before and after, one too many where their number is odd.

    A window of 2 slides over 5 pixels by single steps. How many zeros are needed for 5 outputs?
    """

    def shared(self, total: int, reach: int) -> Pads:
        return total - total // 2, total - total // 2


@misconception("SHP-12c", "puts the odd zero before", read=TENSORFLOW, exercises=("same_pads_tf",))
class PutsTheOddZeroBefore(Model):
    """You put the extra zero before the pixels when the number of zeros is odd.

    Either side would serve the last window; it is a convention. On which side does TensorFlow put the odd zero?
    """

    def in_order(self, half: Number, rest: Number) -> Pads:
        return rest, half


@misconception("SHP-23", "rounds SAME down", read=TENSORFLOW, exercises=("tf_out", "same_pads_tf"))
class RoundsSameDown(Model):
    """You drop the last step that has been started, which SAME pads.

    5 pixels in steps of 2 with SAME: does the pixel at 4 get a window?
    """

    def windows_of_same(self, i: int, s: int) -> int:
        return i // s


@misconception("SHP-24", "pads with less than nothing", read=TENSORFLOW, exercises=("same_pads_tf",))
class PadsWithLess(Model):
    """You give a negative number of zeros where the stride leaves pixels over.

    9 pixels, window 1, stride 3: what would −1 zeros do to the image?
    """

    def at_least_none(self, zeros: int) -> int:
        return zeros


@misconception(
    "SHP-24b", "pads with less than nothing, halved towards zero", read=TENSORFLOW, exercises=("same_pads_tf",)
)
class PadsWithLessHalvedTowardsZero(PadsWithLess):
    """You give a negative number of zeros where the stride leaves pixels over; half of it is rounded towards zero.

    9 pixels, window 1, stride 3: what would −1 zeros do to the image?
    """

    def shared(self, total: int, reach: int) -> Pads:
        half = int(total / 2)
        return half, total - half


@misconception("SHP-25", "pads without looking at the input", read=TENSORFLOW, exercises=("same_pads_tf",))
class PadsWithoutTheInput(Model):
    """You add kernel minus stride zeros, whatever the size of the input.

    Try 9 pixels and 10 pixels with window 3 and stride 2. Where does the last window end in each?
    """

    def zeros_in_all(self, i: int, reach: int, s: int) -> int:
        return max(reach - s, 0)


@misconception("SHP-12d", "pads SAME by k // 2", read=TENSORFLOW, exercises=("tf_out", "same_pads_tf"))
class PadsByHalfTheKernelRoundedDown(Model):
    """You pad SAME by half the window, k // 2, on both sides, whatever the stride and the size of the input.

    5 pixels, window 2, stride 1: how long is your line, and how many windows stand on it?
    """

    def same(self, i: int, k: int, s: int, d: int) -> Number:
        reach = self.span(k, d)
        return (i + reach // 2 * 2 - reach) // s + 1

    def shared(self, total: int, reach: int) -> Pads:
        return reach // 2, reach // 2


@misconception("SHP-12e", "loses the odd zero", read=TENSORFLOW, exercises=("same_pads_tf",))
class LosesTheOddZero(Model):
    """You put equally many zeros before and after, one too few where their number is odd.

    28 pixels, window 3, stride 2: one zero is missing. How many do you add?
    """

    def shared(self, total: int, reach: int) -> Pads:
        return total // 2, total // 2


@misconception("SHP-23b", "rounds SAME to the nearest", read=TENSORFLOW, exercises=("tf_out", "same_pads_tf"))
class RoundsSameToTheNearest(Model):
    """You round input divided by stride to the nearest int, so a step that has hardly been started gets no output.

    10 pixels in steps of 3 with SAME: does the pixel at 9 get a window?
    """

    def windows_of_same(self, i: int, s: int) -> int:
        return round(i / s)


@misconception("SHP-25b", "pads as if nothing came out even", read=TENSORFLOW, exercises=("same_pads_tf",))
class PadsAsIfNothingCameOutEven(Model):
    """You take input modulo stride off the kernel also where that is 0; there a whole stride is to be taken off.

    28 pixels, window 3, stride 2: how many zeros does the 14th window miss?
    """

    def zeros_in_all(self, i: int, reach: int, s: int) -> int:
        return reach - i % s


@misconception("SHP-39", "overlooks padding=SAME", read=TENSORFLOW, exercises=("tf_out",))
class OverlooksSame(Model):
    """You count as for "VALID" whatever the argument padding says.

    28 pixels, window 3, stride 2: what do you give for "VALID", what for "SAME"?
    """

    def is_same(self, padding: str) -> bool:
        return False
