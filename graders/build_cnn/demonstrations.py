"""Small things to do with a student's layers, networks and loops: `DEMONSTRATIONS` by exercise, the smallest first.

No exercise of this topic has plain data for arguments and result. Nothing here is asked by a hidden criterion.
"""

from __future__ import annotations

from demonstrations_inception import INCEPTION
from demonstrations_layers import BLOCK, CONV
from demonstrations_lenet import LENET
from demonstrations_loaders import LOADERS
from demonstrations_repair import REPAIR
from demonstrations_shift_net import SHIFT
from demonstrations_training import EVALUATE, TRAIN

from receptive.grader import Demonstrations

DEMONSTRATIONS: Demonstrations = {
    "conv_block": BLOCK,
    "MyConv2d": CONV,
    "LeNet": LENET,
    "make_loaders": LOADERS,
    "train_epoch": TRAIN,
    "evaluate": EVALUATE,
    "ShiftNet": SHIFT,
    "InceptionMini": INCEPTION,
    "repair_me": REPAIR,
}
