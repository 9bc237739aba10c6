"""Mistakes about budgets: what a filter costs, and how many are paid."""

from __future__ import annotations

from typing import Any

from receptive.grader import misconception

from ..headings import BUDGETS
from ..model import Model
from ..windows import Pair

BUDGET = ("max_filters_within",)


@misconception("PAR-50", "forgets the head", read=BUDGETS, exercises=BUDGET)
class ForgetsTheHead(Model):
    """You spend the whole budget on the convolution; the dense layer is missing.

    Count the network that you suggest with conv_params and dense_params. Is it within the budget?
    """

    def head(self, _filters: int, _places: int, _classes: int) -> int:
        return 0


@misconception("PAR-51", "one number for each filter", read=BUDGETS, exercises=BUDGET)
class OneNumberForEachFilter(Model):
    """Your dense layer gets one number from each filter, as if the maps had been pooled away.

    One filter produces a map of 6 by 6. How many numbers is that after flatten?
    """

    def head(self, filters: int, _places: int, classes: int) -> int:
        return self.dense_params(filters, classes)


@misconception("PAR-52", "one filter too many", read=BUDGETS, exercises=BUDGET)
class OneFilterTooMany(Model):
    """You round up: the last filter does not fit within the budget any more.

    Count the whole network for your answer. Is it within the budget, or just beyond?
    """

    def paid(self, left: int, each: int) -> float:
        return -(-left // each)


@misconception("PAR-53", "fewer than no filters", read=BUDGETS, exercises=BUDGET)
class FewerThanNone(Model):
    """You give a negative number of filters where the budget is very small.

    What is -15 // 20 in Python, and can a layer have that many filters?
    """

    def least(self, filters: float) -> float:
        return filters


@misconception("PAR-54", "the budget itself is too much", read=BUDGETS, exercises=BUDGET)
class BudgetIsTooMuch(Model):
    """You leave out a filter although the network would take exactly the budget.

    You have 10 coins and something costs 10. Can you buy it?
    """

    def spendable(self, budget: int) -> int:
        return budget - 1


@misconception("PAR-55", "pays the head's biases for each filter", read=BUDGETS, exercises=BUDGET)
class HeadBiasesForEachFilter(Model):
    """You pay the biases of the classes once more with every filter.

    If the convolution gets one more filter, do the neurons of the head get more biases or more weights?
    """

    def head(self, filters: int, places: int, classes: int) -> int:
        return self.dense_params(filters * places, classes) + (filters - 1) * classes


@misconception("PAR-125", "the head has no biases", read=BUDGETS, exercises=BUDGET)
class HeadWithoutBiases(Model):
    """You forget the biases of the head, one for each class.

    Count the head with dense_params. What is left of the budget for filters?
    """

    def head(self, filters: int, places: int, classes: int) -> int:
        return filters * places * classes


@misconception("PAR-126", "filters have no biases", read=BUDGETS, exercises=BUDGET)
class FiltersWithoutBiases(Model):
    """You forget the biases of the filters, one for each.

    What does one more filter cost: only its weights, and those of the head?
    """

    def own(self, c_in: int, filters: int, kernel: Pair) -> int:
        return self.weights(c_in, filters, kernel)


@misconception("PAR-127", "the first that does not fit", read=BUDGETS, exercises=BUDGET)
class FirstThatDoesNotFit(Model):
    """You give the first number of filters that is too many: one more than fits.

    Count the whole network for your answer. Is it within the budget, or just beyond?
    """

    def paid(self, left: int, each: int) -> float:
        return left // each + 1


@misconception("PAR-128", "one filter at least", read=BUDGETS, exercises=BUDGET)
class OneFilterAtLeast(Model):
    """You give one filter where not even one fits.

    A budget of 5, and a head whose biases alone are 20: how many filters are within it?
    """

    def least(self, filters: float) -> float:
        return max(1, filters)


@misconception("PAR-129", "rounds to the nearest", read=BUDGETS, exercises=BUDGET)
class RoundsToTheNearest(Model):
    """You round to the nearest number of filters, so the last one may not fit within the budget.

    If 12.7 filters could be paid, how many whole ones are within the budget?
    """

    def paid(self, left: int, each: int) -> float:
        return round(left / each)


@misconception("PAR-130", "parts of a filter", read=BUDGETS, exercises=BUDGET)
class PartsOfAFilter(Model):
    """You give parts of a filter: the division is not rounded down.

    Can a layer have 12.2 filters?
    """

    def paid(self, left: int, each: int) -> float:
        return left / each


@misconception("PAR-131", "one class", read=BUDGETS, exercises=BUDGET)
class OneClass(Model):
    """Your head has one weight for each number that it takes, however many classes there are.

    A dense layer from 36 numbers to 2 classes: how many weights does it have?
    """

    def head(self, filters: int, places: int, classes: int) -> int:
        return filters * places + classes


@misconception("PAR-148", "None instead of none", read=BUDGETS, exercises=BUDGET)
class NoneInsteadOfZero(Model):
    """You return None where not even one filter fits.

    Which number says how many filters are within a budget that pays for none?
    """

    def least(self, filters: float) -> Any:
        return filters if filters > 0 else None
