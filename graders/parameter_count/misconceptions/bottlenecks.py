"""Mistakes about bottlenecks: what the detour is made of, and how it is compared."""

from __future__ import annotations

from receptive.grader import misconception

from ..counts import Weights
from ..headings import CHEAPER
from ..model import Model
from ..windows import Pair

BOTTLENECK = ("bottleneck_saving",)


@misconception("PAR-34", "upside down", read=CHEAPER, exercises=BOTTLENECK)
class UpsideDown(Model):
    """You divide the detour by the direct way.

    If a detour saves much, should the number be large or small?
    """

    def saving(self, direct: int, parts: list[int]) -> float:
        return self.divided(sum(parts), direct)


@misconception("PAR-35", "biases in the bottleneck", read=CHEAPER, exercises=BOTTLENECK)
class BiasesInTheBottleneck(Model):
    """You count biases in the bottleneck's ratio, but it compares weights.

    Take 2 channels everywhere and a 1×1 kernel: 4 weights directly. How many does your function see?
    """

    def compared(self, c_in: int, c_out: int, kernel: Pair) -> int:
        return self.convolution(c_in, c_out, kernel)


@misconception("PAR-36", "wide first", read=CHEAPER, exercises=BOTTLENECK)
class WideFirst(Model):
    """Your detour uses the large kernel first, on all channels, and the 1×1 afterwards.

    If the large kernel reads all c_in channels, which channels did the 1×1 save it from?
    """

    def detour(self, c_in: int, c_out: int, kernel: Pair, c_mid: int) -> list[Weights]:
        return [(c_in, c_mid, kernel), (c_mid, c_out, 1)]


@misconception("PAR-37", "the 1×1 is free", read=CHEAPER, exercises=BOTTLENECK)
class FreePointwise(Model):
    """You leave the weights of the 1×1 convolution out.

    How many numbers does a 1×1 filter have if it reads 64 channels?
    """

    def detour(self, _c_in: int, c_out: int, kernel: Pair, c_mid: int) -> list[Weights]:
        return [(c_mid, c_out, kernel)]


@misconception("PAR-38", "rounds the ratio", read=CHEAPER, exercises=BOTTLENECK)
class RoundsTheRatio(Model):
    """You round the saving down to a whole number.

    36 weights directly and 10 on the detour: is that 3 times or 3.6 times?
    """

    def divided(self, number: int, by: int) -> float:
        return number // by


@misconception("PAR-39", "three layers of detour", read=CHEAPER, exercises=BOTTLENECK)
class ThreeLayersOfDetour(Model):
    """Your detour has a third layer, a 1×1 back to c_out.

    Which layer of the detour in this exercise produces c_out channels?
    """

    def detour(self, c_in: int, c_out: int, kernel: Pair, c_mid: int) -> list[Weights]:
        return [(c_in, c_mid, 1), (c_mid, c_mid, kernel), (c_mid, c_out, 1)]


@misconception("PAR-117", "a difference", read=CHEAPER, exercises=BOTTLENECK)
class Difference(Model):
    """You subtract the detour from the direct way, but a ratio is required.

    36 weights directly and 10 on the detour: how many times more are 36?
    """

    def saving(self, direct: int, parts: list[int]) -> float:
        return direct - sum(parts)


@misconception("PAR-118", "the part that is saved", read=CHEAPER, exercises=BOTTLENECK)
class PartSaved(Model):
    """You give the share of the weights that the detour saves, not how many times more the direct way has.

    36 weights directly and 10 on the detour: is the answer 0.72 or 3.6?
    """

    def saving(self, direct: int, parts: list[int]) -> float:
        return 1 - self.divided(sum(parts), direct)


@misconception("PAR-119", "percent saved", read=CHEAPER, exercises=BOTTLENECK)
class PercentSaved(Model):
    """You give the percentage that the detour saves, not how many times more the direct way has.

    36 weights directly and 10 on the detour: is the answer 72 or 3.6?
    """

    def saving(self, direct: int, parts: list[int]) -> float:
        return 100 * (1 - self.divided(sum(parts), direct))


@misconception("PAR-120", "divides by the first part only", read=CHEAPER, exercises=BOTTLENECK)
class DividesByTheFirstPart(Model):
    """You divide by the first part of the detour and add the remainder to the result, as if parentheses were missing.

    What does Python give for 36 / 4 + 6, and for 36 / (4 + 6)?
    """

    def saving(self, direct: int, parts: list[int]) -> float:
        return self.divided(direct, parts[0]) + sum(parts[1:])


@misconception("PAR-121", "rounds to two digits", read=CHEAPER, exercises=BOTTLENECK)
class RoundsToTwoDigits(Model):
    """You round the saving to two digits.

    100 weights directly and 64 on the detour: which digit of the ratio gets lost?
    """

    def divided(self, number: int, by: int) -> float:
        return round(number / by, 2)


@misconception("PAR-122", "rounds to one digit", read=CHEAPER, exercises=BOTTLENECK)
class RoundsToOneDigit(Model):
    """You round the saving to one digit.

    5 weights directly and 4 on the detour: which digit of the ratio gets lost?
    """

    def divided(self, number: int, by: int) -> float:
        return round(number / by, 1)


@misconception("PAR-123", "the large kernel twice", read=CHEAPER, exercises=BOTTLENECK)
class LargeKernelTwice(Model):
    """Both convolutions of your detour have the large kernel.

    How large is the kernel of the first convolution of the detour?
    """

    def detour(self, c_in: int, c_out: int, kernel: Pair, c_mid: int) -> list[Weights]:
        return [(c_in, c_mid, kernel), (c_mid, c_out, kernel)]


@misconception("PAR-124", "stays narrow", read=CHEAPER, exercises=BOTTLENECK)
class StaysNarrow(Model):
    """Your detour ends with `c_mid` channels.

    The detour takes the place of the direct way. How many channels must it produce?
    """

    def detour(self, c_in: int, _c_out: int, kernel: Pair, c_mid: int) -> list[Weights]:
        return [(c_in, c_mid, 1), (c_mid, c_mid, kernel)]


@misconception("PAR-163", "the middle saves nothing", read=CHEAPER, exercises=BOTTLENECK)
class MiddleSavesNothing(Model):
    """On your detour the large kernel costs as much as directly: `c_mid` does not make its filters any thinner.

    How many channels arrive at the second convolution of the detour, `c_in` or `c_mid`?
    """

    def detour(self, c_in: int, c_out: int, kernel: Pair, c_mid: int) -> list[Weights]:
        return [(c_in, c_mid, 1), (c_in, c_out, kernel)]
