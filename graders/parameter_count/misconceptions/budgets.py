"""Mistakes about budgets: what a filter costs, and how many are paid."""

from __future__ import annotations

from receptive.grader import misconception

from ..headings import BUDGETS
from ..model import Model

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

    One filter puts out a map of 6 by 6. How many numbers is that after flatten?
    """

    def head(self, filters: int, _places: int, classes: int) -> int:
        return self.dense_params(filters, classes)


@misconception("PAR-52", "one filter too many", read=BUDGETS, exercises=BUDGET)
class OneFilterTooMany(Model):
    """You round up: the last filter does not fit within the budget any more.

    Count the whole network for your answer. Is it within the budget, or just beyond?
    """

    def paid(self, left: int, each: int) -> int:
        return -(-left // each)


@misconception("PAR-53", "fewer than no filters", read=BUDGETS, exercises=BUDGET)
class FewerThanNone(Model):
    """You give a negative number of filters where the budget is very small.

    What is -15 // 20 in Python, and can a layer have that many filters?
    """

    def least(self, filters: int) -> int:
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
