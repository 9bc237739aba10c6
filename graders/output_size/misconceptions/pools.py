"""Mistakes with pools: what they keep, and ceil_mode."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from receptive.grader import misconception

from ..model import Model, Number
from .headings import POOL_SHAPE, POOLED


@misconception("SHP-18a", "pools the channels too", read=POOL_SHAPE, exercises=POOLED)
class PoolsChannels(Model):
    """You give a pool's result a single channel.

    A pool looks at each channel by itself. How many maps are there when it has finished?
    """

    def pooled_maps(self, channels: Any) -> Any:
        return 1


@misconception(
    "SHP-18b", "steps by 1 where a pool has no stride", read=POOL_SHAPE, exercises=(*POOLED, "receptive_field")
)
class PoolsInStepsOfOne(Model):
    """You let a pool move by one pixel if no stride is given.

    A pool of 3 on 9 pixels, no stride given: do its windows share pixels? Should they?
    """

    def pool_step(self, kernel: Any) -> Any:
        return 1


@misconception("SHP-19a", "overlooks ceil_mode", read=POOL_SHAPE, exercises=("pool2d_out_shape",))
class OverlooksCeilMode(Model):
    """You round down although ceil_mode is on.

    8 pixels, window 3, stride 2: which pixel is seen by no window, and who could see it?
    """

    def rounds_up(self, ceil_mode: bool) -> bool:
        return False


@misconception("SHP-19b", "always pools in ceil_mode", read=POOL_SHAPE, exercises=POOLED)
class AlwaysCeils(Model):
    """You let a pool round up where nobody asked for it.

    8 pixels, window 3, stride 2, ceil_mode off: where does your last window end?
    """

    def rounds_up(self, ceil_mode: bool) -> bool:
        return True


@misconception("SHP-19c", "takes ceil_mode for SAME", read=POOL_SHAPE, exercises=("pool2d_out_shape",))
class CeilsAsSame(Model):
    """You divide input by stride and round up in ceil_mode. That rule is TensorFlow's and knows no kernel.

    7 pixels, window 3, stride 2: nothing is left over. Does ceil_mode change anything then?
    """

    def counted_up(self, i: Number, k: int, s: int, p: int) -> Number:
        return self.as_kept(-(-i // s))


@misconception(
    "SHP-20a", "keeps a window that starts after the image", read=POOL_SHAPE, exercises=("pool2d_out_shape",)
)
class KeepsWindowsBehind(Model):
    """In ceil_mode you keep a last window even if it sees no pixel of the image.

    5 pixels, window 1, stride 3: what would the window at 6 take the maximum of?
    """

    def is_dropped(self, start: Number, behind: Number) -> bool:
        return False


@misconception("SHP-20b", "drops windows after the padding only", read=POOL_SHAPE, exercises=("pool2d_out_shape",))
class DropsBehindPaddingOnly(Model):
    """In ceil_mode you drop a last window only if it starts after all of the padding.

    4 pixels, window 3, stride 5, padding 1: the second window starts on a zero. Is it in front or at the end?
    """

    def end_of_starts(self, i: Number, p: int) -> Number:
        return i + 2 * p


@misconception("SHP-20c", "measures starts without the front padding", read=POOL_SHAPE, exercises=("pool2d_out_shape",))
class MeasuresFromTheFirstPixel(Model):
    """In ceil_mode you compare the last start with the bare size, though it is counted from the first zero.

    With padding 1, at which number of steps from the first zero does the last pixel lie?
    """

    def end_of_starts(self, i: Number, p: int) -> Number:
        return i


@misconception(
    "SHP-20d", "keeps a window that starts right after the image", read=POOL_SHAPE, exercises=("pool2d_out_shape",)
)
class KeepsTheOneRightBehind(Model):
    """In ceil_mode you keep a last window that starts right after the image: there is a > where >= is meant.

    6 pixels, window 1, stride 3: the last window starts at 6. Is there a pixel 6?
    """

    def is_dropped(self, start: Number, behind: Number) -> bool:
        return start > behind


@misconception(
    "SHP-18c", "steps by 2 where a pool has no stride", read=POOL_SHAPE, exercises=(*POOLED, "receptive_field")
)
class PoolsInStepsOfTwo(Model):
    """You let a pool move by two pixels if no stride is given, whatever its kernel.

    A pool of 3 on 9 pixels, no stride given: where do its windows start if they stand side by side?
    """

    def pool_step(self, kernel: Any) -> Any:
        return 2


@misconception("SHP-18d", "divides the image by the kernel", read=POOL_SHAPE, exercises=POOLED)
class DividesByTheKernel(Model):
    """You divide the size of the image by the kernel of the pool; stride and padding never show in your size.

    9 pixels, window 3, stride 1: in how many places can the window stand?
    """

    def pooled(self, axes: Iterable[tuple[Number, int, int, int]], up: bool) -> list[Number]:
        return [i // k for i, k, _, _ in axes]


@misconception("SHP-18e", "halves at each pool", read=POOL_SHAPE, exercises=POOLED)
class HalvesAtEachPool(Model):
    """You halve the image at each pool; kernel, stride and padding never show in your size.

    10 pixels, a pool of 3 with stride 3: how many windows stand side by side?
    """

    def pooled(self, axes: Iterable[tuple[Number, int, int, int]], up: bool) -> list[Number]:
        return [i // 2 for i, _, _, _ in axes]
