"""What is said about mistakes with one window and one layer: their records, in the order of their ids."""

from receptive.grader import Misconception

ONE = "One window by hand"
TF = '`tf_out(i, k, s=1, d=1, padding="VALID")` and `same_pads_tf(i, k, s=1, d=1)`'
CONV = '`conv2d_out_shape(in_shape, n_filters, kernel, stride=1, padding=0, dilation=1, layout="NCHW")` ⚠'
POOL = '`pool2d_out_shape(in_shape, kernel, stride=None, padding=0, ceil_mode=False, layout="NCHW")`'
REFUSE = "Refusing what cannot be ⚠"

SHAPES = ("conv2d_out_shape", "pool2d_out_shape", "trace")
PADDED = ("conv_out", *SHAPES, "inputs_giving", "configs")
COUNTED = ("conv_out", "tf_out", *SHAPES, "inputs_giving", "configs")
DILATED = ("conv_out", "tf_out", "same_pads_tf", "conv2d_out_shape", "trace", "receptive_field")

COUNTING = (
    Misconception(
        "SHP-1", "forgets the first position",
        "You count the steps of the window, but not the place where it stands before the first step.",
        "Put a window of 3 on 3 pixels. How many steps can it take, and in how many places has it stood?",
        ONE, COUNTED,
    ),
    Misconception(
        "SHP-2", "counts the padding once",
        "You add the padding to the line once.",
        "Draw 5 pixels, then a zero on each side of them. How long is the line now?",
        "Conventions", (*PADDED, "unused_pixels"),
    ),
    Misconception(
        "SHP-3", "forgets the padding",
        "You count on the bare pixels, as if there were no padding.",
        "Change p from 0 to 3 and leave all else as it is. Does your answer change? Should it?",
        "Conventions", (*PADDED, "unused_pixels"),
    ),
    Misconception(
        "SHP-4", "rounds up",
        "You count a last step that does not fit: the size is rounded up.",
        "Put a window of 3 on 10 pixels with stride 2 and mark its starts. Is there room for one at 8?",
        ONE, COUNTED,
    ),
    Misconception(
        "SHP-5a", "rounds to the nearest, at the end",
        "You round the finished number to the nearest int; at a half Python's round goes to the even one.",
        "Try round(3.5) and round(4.5). Which window sizes on 10 pixels with stride 2 end in a half?",
        ONE, COUNTED,
    ),
    Misconception(
        "SHP-5b", "rounds the steps to the nearest",
        "You round the number of steps to the nearest int, so that a step which nearly fits counts.",
        "8 pixels are free and a step is 5. How many steps are 1.6 steps, if each needs its room?",
        ONE, COUNTED,
    ),
    Misconception(
        "SHP-6", "forgets the stride",
        "You move the window by one pixel, whatever the stride.",
        "Compare stride 1 with stride 2 on 9 pixels. Which starts are left over?",
        ONE, (*COUNTED, "receptive_field"),
    ),
    Misconception(
        "SHP-7", "adds one before dividing",
        "You add the one for the first position to the free pixels, and divide by the stride after that.",
        "With stride 4 and no free pixel at all, how many positions are there? And what is 1 divided by 4?",
        ONE, COUNTED,
    ),
    Misconception(
        "SHP-8", "uses the rule of SAME everywhere",
        "You divide input by stride and round up. That is TensorFlow's SAME; the kernel never shows in it.",
        "Take 10 pixels and stride 1. Does a window of 7 have as many positions as a window of 3?",
        TF, COUNTED,
    ),
    Misconception(
        "SHP-9", "takes the padding away",
        "You make the line shorter by its padding instead of longer.",
        "With p = 1, is there more room for the window, or less?",
        "Conventions", (*PADDED, "unused_pixels"),
    ),
    Misconception(
        "SHP-10", "subtracts the stride",
        "You take the stride away where the question is how often it fits.",
        "7 pixels are free and a step is 2. Take the steps with a finger: how many are they?",
        ONE, COUNTED,
    ),
)  # fmt: skip

RULES = (
    Misconception(
        "SHP-11", "takes SAME for the same size",
        "You let SAME keep the size of the input, whatever the stride.",
        "28 pixels in steps of 2, one output for each step: can they be 28?",
        TF, ("tf_out", "same_pads_tf"),
    ),
    Misconception(
        "SHP-12a", "pads SAME by half the kernel",
        "You take half the kernel as padding on both sides for SAME, as one would in PyTorch.",
        "28 pixels, window 3, stride 2: where does the 14th window end, and how many zeros does it miss?",
        TF, ("tf_out", "same_pads_tf"),
    ),
    Misconception(
        "SHP-12b", "pads both sides alike",
        "You put equally many zeros before and after, one too many where their number is odd.",
        "A window of 2 slides over 5 pixels by single steps. How many zeros are needed for 5 outputs?",
        TF, ("same_pads_tf",),
    ),
    Misconception(
        "SHP-12c", "puts the odd zero before",
        "You put the extra zero before the pixels when the number of zeros is odd.",
        "TensorFlow starts its first window as early as it needs to, but not earlier. On which side is the rest?",
        TF, ("same_pads_tf",),
    ),
    Misconception(
        "SHP-13a", "keeps the input's channels",
        "You give the result as many channels as the input has.",
        "One filter reads a colour image and adds up what it finds. How many maps are that? And for 20 filters?",
        CONV, ("conv2d_out_shape", "trace"),
    ),
    Misconception(
        "SHP-13b", "multiplies filters and channels",
        "You count one map for each filter and each input channel.",
        "A filter is as deep as the image. Does it write one number at a place, or one for each channel?",
        CONV, ("conv2d_out_shape", "trace"),
    ),
    Misconception(
        "SHP-14a", "takes k times d for the span",
        "You let a dilated window span k · d pixels.",
        "Mark 3 taps that lie 2 apart, and count the pixels from the first to the last. Are they 6?",
        ONE, DILATED,
    ),
    Misconception(
        "SHP-14b", "forgets the dilation",
        "You measure the window as if its taps were neighbours.",
        "Mark 3 taps that lie 2 apart. Does such a window fit on 4 pixels?",
        ONE, DILATED,
    ),
    Misconception(
        "SHP-14c", "counts dilation from 0",
        "You leave d pixels out between two taps. Here d is the distance from tap to tap.",
        "What does your function give for d = 1, which should be the ordinary kernel?",
        "Conventions", DILATED,
    ),
    Misconception(
        "SHP-14d", "measures from the first tap to the last and forgets a pixel",
        "You subtract d · (k - 1), which is the way from the first tap to the last. The window covers one pixel more.",
        "Put a window of 3 on 3 pixels. How many pixels are left to move on, and how many does your code leave?",
        ONE, DILATED,
    ),
    Misconception(
        "SHP-15a", "overlooks the layout",
        'You read and write every shape as "NCHW".',
        'Give (9, 14, 5) with "NHWC" and name its three numbers. Which of them did your code take for the channels?',
        CONV, SHAPES[:2],
    ),
    Misconception(
        "SHP-15b", "answers in the other layout",
        'You read "NHWC" as it is meant, but answer with the channels first.',
        "Which of the three numbers would the next layer take for the channels?",
        CONV, SHAPES[:2],
    ),
    Misconception(
        "SHP-15c", "reads in the other layout",
        'You read a shape in "NHWC" as if its channels came first, and write the answer with the channels last.',
        "Print height and width right after you have taken (9, 14, 5) apart. Are they 9 and 14?",
        CONV, SHAPES[:2],
    ),
    Misconception(
        "SHP-16a", "lets a window through that does not fit",
        "You give a size, often 0 or less, where the window is larger than the padded input.",
        "What would you do with a layer of 0 by 0 pixels? Where should whoever asked for it hear about it?",
        REFUSE, ("conv_out", "conv2d_out_shape", "trace"),
    ),
    Misconception(
        "SHP-16b", "cuts towards zero",
        "You cut the fraction off, which turns −1/2 into 0: a window that does not fit gets a position.",
        "Compare int(-1 / 2) with -1 // 2, then try a window of 3 on 2 pixels with stride 2.",
        "`configs(i, o, max_k, max_s, max_p)`", ("configs",),
    ),
    Misconception(
        "SHP-17a", "keeps the fraction",
        "You divide without rounding, so that 4.5 positions are possible.",
        "What would half a position look like? Which pixels would it read?",
        "Conventions", ("conv_out", "tf_out", "same_pads_tf", *SHAPES, "configs"),
    ),
    Misconception(
        "SHP-17b", "gives a float",
        "Your sizes have the right value, but they are floats.",
        "Print type(8 / 2) and type(8 // 2).",
        "Conventions", ("conv_out", "tf_out", "same_pads_tf", *SHAPES),
    ),
)  # fmt: skip
