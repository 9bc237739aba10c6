"""Mistakes about budgets: what a filter costs, and how many are paid."""

from __future__ import annotations

from receptive.grader import misconception

from ..headings import BUDGETS
from ..model import Model

BUDGET = ("max_filters_within",)


@misconception(
    "PAR-50",
    "forgets the head",
    says="You spend the whole budget on the convolution; the dense layer is missing.",
    ask="Count the network that you suggest with conv_params and dense_params. Is it within the budget?",
    read=BUDGETS,
    exercises=BUDGET,
)
class ForgetsTheHead(Model):
    def head(self, _filters: int, _places: int, _classes: int) -> int:
        return 0


@misconception(
    "PAR-51",
    "one number for each filter",
    says="Your dense layer gets one number from each filter, as if the maps had been pooled away.",
    ask="One filter puts out a map of 6 by 6. How many numbers is that after flatten?",
    read=BUDGETS,
    exercises=BUDGET,
)
class OneNumberForEachFilter(Model):
    def head(self, filters: int, _places: int, classes: int) -> int:
        return self.dense_params(filters, classes)


@misconception(
    "PAR-52",
    "one filter too many",
    says="You round up: the last filter does not fit within the budget any more.",
    ask="Count the whole network for your answer. Is it within the budget, or just beyond?",
    read=BUDGETS,
    exercises=BUDGET,
)
class OneFilterTooMany(Model):
    def paid(self, left: int, each: int) -> int:
        return -(-left // each)


@misconception(
    "PAR-53",
    "fewer than no filters",
    says="You give a negative number of filters where the budget is very small.",
    ask="What is -15 // 20 in Python, and can a layer have that many filters?",
    read=BUDGETS,
    exercises=BUDGET,
)
class FewerThanNone(Model):
    def least(self, filters: int) -> int:
        return filters


@misconception(
    "PAR-54",
    "the budget itself is too much",
    says="You leave out a filter although the network would take exactly the budget.",
    ask="You have 10 coins and something costs 10. Can you buy it?",
    read=BUDGETS,
    exercises=BUDGET,
)
class BudgetIsTooMuch(Model):
    def spendable(self, budget: int) -> int:
        return budget - 1


@misconception(
    "PAR-55",
    "pays the head's biases for each filter",
    says="You pay the biases of the classes once more with every filter.",
    ask="If the convolution gets one more filter, do the neurons of the head get more biases or more weights?",
    read=BUDGETS,
    exercises=BUDGET,
)
class HeadBiasesForEachFilter(Model):
    def head(self, filters: int, places: int, classes: int) -> int:
        return self.dense_params(filters * places, classes) + (filters - 1) * classes
