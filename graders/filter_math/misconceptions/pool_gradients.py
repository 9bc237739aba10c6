"""Mistakes on the way back through a pool."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from receptive.grader import misconception

from ..headings import EXERCISES
from ..images import Array
from ..model import Model
from ..windows_model import Lines

POOL = ("max_pool2d_backward",)


@misconception("FIL-16a", "gives to every tie", read=EXERCISES, exercises=POOL)
class GivesToEveryTie(Model):
    """You give the gradient to all pixels that are as large as the maximum.

    A window holds 3 and 3, and 1 arrives. How much leaves in all?
    """

    def winners(self, window: Array) -> Iterator[tuple[int, int, float]]:
        return ((u, v, 1.0) for u, v in np.argwhere(window == window.max()).tolist())


@misconception("FIL-16b", "gives to the last tie", read=EXERCISES, exercises=POOL)
class GivesToTheLastTie(Model):
    """Of pixels that are equally large you choose the last one.

    Your search meets a value that is as large as the best so far. Does it move on to it?
    """

    def winners(self, window: Array) -> Iterator[tuple[int, int, float]]:
        u, v = np.argwhere(window == window.max())[-1].tolist()
        yield u, v, 1.0


@misconception("FIL-16c", "shares among ties", read=EXERCISES, exercises=POOL)
class SharesBetweenTies(Model):
    """You divide the gradient among all pixels that are as large as the maximum.

    A window holds 3 and 3, and 1 arrives. Which of the two should get all of it?
    """

    def winners(self, window: Array) -> Iterator[tuple[int, int, float]]:
        ties = np.argwhere(window == window.max()).tolist()
        return ((u, v, 1.0 / len(ties)) for u, v in ties)


@misconception("FIL-16d", "shares with the whole window", read=EXERCISES, exercises=POOL)
class SharesWithTheWholeWindow(Model):
    """You share the gradient out over the whole window; that is the way back through an average.

    In the window 3 1 4 0, whose change would change the maximum?
    """

    def winners(self, window: Array) -> Iterator[tuple[int, int, float]]:
        return ((u, v, 1.0 / window.size) for u, v in np.ndindex(*window.shape))


@misconception("FIL-17c", "sets the winner's gradient", read=EXERCISES, exercises=POOL)
class SetsTheWinnersGradient(Model):
    """You set the gradient of the largest pixel where it should grow: what another window gave to it is lost.

    In the row 1 5 2 with windows of 2 and stride 1, what should the 5 receive, and from how many windows?
    """

    def at_winner(self, before: float, arriving: float) -> float:
        return arriving


@misconception("FIL-40a", "works the place out with the height", read=EXERCISES, exercises=POOL)
class WorksThePlaceOutWithTheHeight(Model):
    """You work out where the largest pixel is with the height of the window; a row is as long as its width.

    A window of one row and three columns is 1 2 9: argmax says 2. Which row and which column do you make of it?
    """

    def row_and_column(self, number: int, kh: int, kw: int) -> Lines:
        return divmod(number, kh)


@misconception("FIL-40b", "exchanges the winner's row and column", read=EXERCISES, exercises=POOL)
class ExchangesRowAndColumn(Model):
    """You take the row of the largest pixel for its column, and the other way around.

    The window is 1 2 / 9 3. In which row and which column is the 9, and where does your gradient go?
    """

    def row_and_column(self, number: int, kh: int, kw: int) -> Lines:
        row, column = divmod(number, kw)
        return column, row


@misconception("FIL-40c", "forgets where the window starts", read=EXERCISES, exercises=POOL)
class ForgetsWhereTheWindowStarts(Model):
    """You take the place of the largest pixel in its window for a place on the image.

    In the second window of the row 1 5 2 9 the 9 has place 1. What place does it have on the image?
    """

    def place(self, start: Lines, window: Lines, cell: Lines) -> Lines:
        return cell


@misconception("FIL-40d", "goes back without the stride", read=EXERCISES, exercises=POOL)
class GoesBackWithoutTheStride(Model):
    """You find the largest pixel with the stride, but give its gradient to a place without it.

    In the second window of the row 1 5 2 9, with stride 2, the 9 has place 1. What place does it have on the image?
    """

    def place(self, start: Lines, window: Lines, cell: Lines) -> Lines:
        return window[0] + cell[0], window[1] + cell[1]


@misconception("FIL-41", "gives 1, whatever arrives", read=EXERCISES, exercises=POOL)
class GivesOneWhateverArrives(Model):
    """You mark the largest pixel with 1, whatever arrives at its window.

    Hand in dout and then 10 · dout. Does your result grow?
    """

    def passed_on(self, gradient: float) -> float:
        return 1.0


@misconception("FIL-16e", "looks for ties column by column", read=EXERCISES, exercises=POOL)
class LooksColumnByColumn(Model):
    """Of pixels that are equally large you choose the first one column by column; here it is the first row by row.

    The window is 1 9 / 9 1. Which 9 do you meet first, reading it as you read a page?
    """

    def winners(self, window: Array) -> Iterator[tuple[int, int, float]]:
        v, u = divmod(int(window.T.argmax()), len(window))
        yield u, v, 1.0


@misconception("FIL-40e", "looks for winners in the first channel", read=EXERCISES, exercises=POOL)
class LooksInTheFirstChannel(Model):
    """You look for the largest pixel in the first channel, and give the gradients of all channels to its place.

    Two channels: 1 9 and 9 1. Where is the largest pixel of the second one, and where does your gradient go?
    """

    def channel_compared(self, channel: int) -> int:
        return 0
