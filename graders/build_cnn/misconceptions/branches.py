"""Mistakes about the branches of InceptionMini, one by one."""

from __future__ import annotations

from torch import Tensor, nn

from receptive.grader import misconception

from ..headings import INCEPTION
from ..model import Model

HERE = ("InceptionMini",)


@misconception("CNN-35", "lets the pooling shrink the image", read=INCEPTION, exercises=HERE)
class LetsThePoolingShrink(Model):
    """The pooling in your last branch makes the image smaller: 3×3 needs a stride of 1 and a padding of 1 to keep it.

    Print the shapes of the four results before you join them. Which one has other rows and columns?
    """

    def stride_and_padding(self) -> tuple[int, int]:
        return 3, 0


@misconception("CNN-36", "takes the mean for the maximum", read=INCEPTION, exercises=HERE)
class TakesTheMean(Model):
    """The last branch begins with the mean of each window, not with its maximum.

    Raise the smallest pixel of a window a little. Does the maximum notice it? Does your branch?
    """

    def branch_pooling(self) -> type[nn.MaxPool2d | nn.AvgPool2d]:
        return nn.AvgPool2d


@misconception("CNN-93", "takes 3×3 for 5×5", read=INCEPTION, exercises=HERE)
class TakesThreeForFive(Model):
    """The third branch has a window of 3×3 where 5×5 is required.

    Change one pixel. In how many rows do the channels of the third branch change, and how many should it be?
    """

    wide_window = 3


@misconception("CNN-174", "takes a larger window for 5×5", read=INCEPTION, exercises=HERE)
class TakesSevenForFive(Model):
    """A branch has a larger window than the one required for it.

    Change one pixel. In how many rows do the channels of each branch change, and how many should it be?
    """

    wide_window = 7


@misconception("CNN-175", "has no pooling branch", read=INCEPTION, exercises=HERE)
class HasNoPoolingBranch(Model):
    """The branch that begins with a pooling is missing, and with it `cp` channels of the result.

    How many branches does the table of the README have, and how many does your network have?
    """

    has_last_branch = False


@misconception("CNN-94", "forgets the padding of a window", read=INCEPTION, exercises=HERE)
class ForgetsThePadding(Model):
    """A convolution of yours has no padding, so it gives fewer rows and columns than it gets.

    How often does a window of 5 fit into 9 rows? How many zeros on each side make it 9 times?
    """

    def zeros_beside(self, k: int) -> int:
        return 0


@misconception("CNN-95", "pads 5×5 like 3×3", read=INCEPTION, exercises=HERE)
class PadsFiveLikeThree(Model):
    """Your 5×5 convolution has too little padding, that of 3×3, and so it loses two rows and two columns.

    How many zeros on each side does a window of 3 need to keep the size, and how many a window of 5?
    """

    def zeros_beside(self, k: int) -> int:
        return min(1, k // 2)


@misconception("CNN-105", "pads every convolution by 1", read=INCEPTION, exercises=HERE)
class PadsEveryWindowByOne(Model):
    """You pad every convolution by 1, that of 1×1 and that of 5×5 too; only 3×3 keeps the size so.

    With one line of zeros on each side: how many rows come out of 9 for a window of 1, of 3, of 5?
    """

    def zeros_beside(self, k: int) -> int:
        return 1


@misconception("CNN-158", "begins the wide branch with a window", read=INCEPTION, exercises=HERE)
class BeginsWithAWindow(Model):
    """A convolution that is to be 1×1 has a larger window, so its branch sees more of the image than it should.

    Change one pixel. In how many rows do the channels of each branch change, and how many should it be?
    """

    first_window = 5


@misconception("CNN-159", "puts two windows of 3×3 for one of 5×5", read=INCEPTION, exercises=HERE)
class PutsTwoForOne(Model):
    """The third branch has two convolutions of 3×3 in the place of one of 5×5.

    Print the shapes of the weights in the third branch. How many convolutions does the README name there?
    """

    wide_window = 3
    wide_windows = 2


@misconception("CNN-160", "hangs one branch after another", read=INCEPTION, exercises=HERE)
class HangsBranchesInARow(Model):
    """A branch of yours reads the result of another branch; all four are to read the image itself.

    What is the argument of each branch in your forward? How far does the last convolution of each see?
    """

    hangs_on_second = True


@misconception("CNN-96", "pools after the 1×1 convolution", read=INCEPTION, exercises=HERE)
class PoolsBehind(Model):
    """The last branch applies its 1×1 convolution first and pools the result.

    One channel is 1, 0 and another 0, 1. What is the maximum of their sum, and what the sum of their maxima?
    """

    def in_last_branch(self, pooling: nn.Module, mixing: nn.Module) -> list[nn.Module]:
        return [mixing, pooling]


@misconception("CNN-97", "leaves out the first 1×1 convolutions", read=INCEPTION, exercises=HERE)
class LeavesTheNarrowOut(Model):
    """Your 3×3 and 5×5 convolutions read the image itself: the 1×1 convolution before each is missing.

    How many convolutions does the table of the branches have? How many does your network have?
    """

    narrows = False


@misconception("CNN-98", "puts the 1×1 convolution last", read=INCEPTION, exercises=HERE)
class NarrowsBehind(Model):
    """In the branches of 3×3 and 5×5 your 1×1 convolution comes last; it is to come first.

    192 channels, 5×5, 32 results: how many weights does the wide window have if the 1×1 convolution comes first, to 16
    channels, and how many if it comes last?
    """

    narrow_comes_first = False


@misconception("CNN-99", "leaves out the pooling", read=INCEPTION, exercises=HERE)
class LeavesThePoolingOut(Model):
    """The last branch has no pooling, so it is the first branch once more.

    Change one pixel. Which channels of the last branch change, and at how many places?
    """

    def in_last_branch(self, pooling: nn.Module, mixing: nn.Module) -> list[nn.Module]:
        return [mixing]


@misconception("CNN-100", "leaves out the convolution after the pooling", read=INCEPTION, exercises=HERE)
class LeavesTheMixingOut(Model):
    """The last branch is the pooling alone; the 1×1 convolution that turns it into `cp` channels is missing.

    An image of 7 channels and cp=5: how many channels does your last branch have?
    """

    def in_last_branch(self, pooling: nn.Module, mixing: nn.Module) -> list[nn.Module]:
        return [pooling]


@misconception("CNN-101", "gives a branch the width of another", read=INCEPTION, exercises=HERE)
class ConfusesWidths(Model):
    """The branches have other numbers of channels than `c1`, `c3`, `c5` and `cp` say.

    Give each branch another width, 1, 2, 3 and 4. How many channels does each of them have?
    """

    def widths_of_branches(self, *widths: int) -> tuple[int, ...]:
        return (widths[0],) * 4


@misconception("CNN-104", "pads zeros for the maximum", read=INCEPTION, exercises=HERE)
class PadsZerosForTheMaximum(Model):
    """You put zeros around the image before the maximum is taken; where all pixels are negative, they win.

    An image of -1 everywhere: what is the maximum of the window at a corner?
    """

    def branch_pooling(self) -> type[nn.MaxPool2d | nn.AvgPool2d]:
        return PoolWithZeros


@misconception("CNN-181", "pools over a larger window", read=INCEPTION, exercises=HERE)
class PoolsOverMore(Model):
    """The pooling in your last branch has another window than 3×3.

    Change one pixel. In how many rows do the channels of the last branch change, and how many should it be?
    """

    def branch_pooling(self) -> type[nn.MaxPool2d | nn.AvgPool2d]:
        return PoolOfFive


class PoolOfFive(nn.MaxPool2d):
    def __init__(self, window: int, stride: int, padding: int) -> None:
        super().__init__(window + 2, stride, padding + 1)


class PoolWithZeros(nn.MaxPool2d):
    def __init__(self, window: int, stride: int, padding: int) -> None:
        super().__init__(window, stride)
        self.zeros = nn.ZeroPad2d(padding)

    def forward(self, x: Tensor) -> Tensor:
        pooled: Tensor = super().forward(self.zeros(x))
        return pooled
