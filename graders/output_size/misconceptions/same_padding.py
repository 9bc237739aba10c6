"""Mistakes with TensorFlow's SAME."""

from __future__ import annotations

from receptive.grader import misconception

from ..model import Model, Number, Pads
from .headings import TENSORFLOW


@misconception(
    "SHP-11",
    "takes SAME for the same size",
    says="You let SAME keep the size of the input, whatever the stride.",
    ask="28 pixels in steps of 2, one output for each step: can they be 28?",
    read=TENSORFLOW,
    exercises=(
        "tf_out",
        "same_pads_tf",
    ),
)
class KeepsTheSize(Model):
    def same(self, i: int, k: int, s: int, d: int) -> Number:
        return i

    def zeros_in_all(self, i: int, reach: int, s: int) -> int:
        return reach - 1  # what keeps the size at stride 1


@misconception(
    "SHP-12a",
    "pads SAME by half the kernel",
    says="You take half the kernel as padding on both sides for SAME, as one would in PyTorch.",
    ask="28 pixels, window 3, stride 2: where does the 14th window end, and how many zeros does it miss?",
    read=TENSORFLOW,
    exercises=(
        "tf_out",
        "same_pads_tf",
    ),
)
class PadsByHalfTheKernel(Model):
    def same(self, i: int, k: int, s: int, d: int) -> Number:
        reach = self.span(k, d)
        return (i + (reach - 1) // 2 * 2 - reach) // s + 1

    def shared(self, total: int, reach: int) -> Pads:
        return (reach - 1) // 2, (reach - 1) // 2


@misconception(
    "SHP-12b",
    "pads both sides alike",
    says="You put equally many zeros before and after, one too many where their number is odd.",
    ask="A window of 2 slides over 5 pixels by single steps. How many zeros are needed for 5 outputs?",
    read=TENSORFLOW,
    exercises=("same_pads_tf",),
)
class PadsAlike(Model):
    def shared(self, total: int, reach: int) -> Pads:
        return total - total // 2, total - total // 2


@misconception(
    "SHP-12c",
    "puts the odd zero before",
    says="You put the extra zero before the pixels when the number of zeros is odd.",
    ask="TensorFlow starts its first window as early as it needs to, but not earlier. On which side is the rest?",
    read=TENSORFLOW,
    exercises=("same_pads_tf",),
)
class PutsTheOddZeroBefore(Model):
    def in_order(self, half: Number, rest: Number) -> Pads:
        return rest, half


@misconception(
    "SHP-23",
    "rounds SAME down",
    says="You drop the last step that has been started, which SAME pads.",
    ask="5 pixels in steps of 2 with SAME: does the pixel at 4 get a window?",
    read=TENSORFLOW,
    exercises=(
        "tf_out",
        "same_pads_tf",
    ),
)
class RoundsSameDown(Model):
    def windows_of_same(self, i: int, s: int) -> int:
        return i // s


@misconception(
    "SHP-24",
    "pads with less than nothing",
    says="You give a negative number of zeros where the stride leaves pixels over.",
    ask="9 pixels, window 1, stride 3: what would −1 zeros do to the image?",
    read=TENSORFLOW,
    exercises=("same_pads_tf",),
)
class PadsWithLess(Model):
    def at_least_none(self, zeros: int) -> int:
        return zeros


@misconception(
    "SHP-25",
    "pads without a look at the input",
    says="You add kernel minus stride zeros, whatever the size of the input.",
    ask="Try 9 pixels and 10 pixels with window 3 and stride 2. Where does the last window end in each?",
    read=TENSORFLOW,
    exercises=("same_pads_tf",),
)
class PadsWithoutTheInput(Model):
    def zeros_in_all(self, i: int, reach: int, s: int) -> int:
        return max(reach - s, 0)
