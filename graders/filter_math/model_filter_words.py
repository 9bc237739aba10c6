"""What is said about mistakes with kernels, channels, biases and the places of windows, in the order of their ids."""

from receptive.grader import Misconception

PATCH, PLANE, RULES, TASKS = "One patch by hand", "A plane by hand", "Conventions", "The exercises"

LAYERS = ("conv2d", "conv2d_im2col")
COLUMNS = ("conv2d", "im2col", "conv2d_im2col")
POOLS = ("max_pool2d", "avg_pool2d")
SUMS = ("patch_dot", *LAYERS)
PLANES = ("cross_correlate2d", "convolve2d")
MOVED = (*COLUMNS, *POOLS)
BACK = ("conv2d_backward", "max_pool2d_backward")

KERNELS = (
    Misconception(
        "FIL-1a", "flips the kernel",
        "You turn the kernel by half a turn where it should lie as it is written.",
        "Slide the kernel 1 10 over 1 2 4 by hand. Which pixel of a window meets the 10?",
        PLANE, ("cross_correlate2d", *LAYERS, "design_kernel", "conv2d_backward"),
    ),
    Misconception(
        "FIL-1b", "does not flip in a true convolution",
        "You lay the kernel down as it is written, but a convolution in signal processing turns it first.",
        "Slide 1 10 over 1 2 4 in both ways. Which of the two gives 12 24?",
        PLANE, ("convolve2d",),
    ),
    Misconception(
        "FIL-2a", "flips left and right only",
        "You mirror the kernel from left to right, and leave top and bottom as they are.",
        "Try a kernel that is one column wide. Does your flip change it?",
        PLANE, (*PLANES, *LAYERS),
    ),
    Misconception(
        "FIL-2b", "flips top and bottom only",
        "You mirror the kernel from top to bottom, and leave left and right as they are.",
        "Try a kernel that is one row high. Does your flip change it?",
        PLANE, (*PLANES, *LAYERS),
    ),
    Misconception(
        "FIL-3", "transposes the kernel",
        "You exchange the rows and the columns of the kernel.",
        "Print your kernel right before the product. Where did the number go that stood at the end of the first row?",
        PLANE, (*PLANES, *LAYERS),
    ),
    Misconception(
        "FIL-4a", "reads one channel",
        "You use the first channel of the image and of the filter, and no other.",
        "Set all of channel 1 to a thousand. Does your result notice?",
        PATCH, SUMS,
    ),
    Misconception(
        "FIL-4b", "keeps the channels apart",
        "You give one number for each channel where their sum is asked.",
        "How many maps does a layer of one filter make of a colour image, and how many does yours?",
        PATCH, SUMS,
    ),
    Misconception(
        "FIL-5", "averages over channels",
        "You divide the sum by the number of channels.",
        "The channels give 4 and 2. Is the filter's answer 3 or 6? Look at the patch by hand.",
        PATCH, SUMS,
    ),
    Misconception(
        "FIL-6a", "adds the bias to every product",
        "You add the bias inside the sum, so that it counts once for each weight.",
        "Let all weights be 0 and the bias 1. What should come out, and what does?",
        PATCH, SUMS,
    ),
    Misconception(
        "FIL-6b", "adds the bias for every channel",
        "You add the bias once for each channel.",
        "Let all weights be 0, the bias 1, and the image have three channels. What comes out?",
        PATCH, SUMS,
    ),
    Misconception(
        "FIL-6c", "forgets the bias",
        "You do not add the bias.",
        "Compare your results with bias 0 and with bias 100.",
        PATCH, SUMS,
    ),
    Misconception(
        "FIL-6d", "uses the first bias for all filters",
        "You add the bias of the first filter to every map.",
        "Take two equal filters with the biases 0 and 100. Are your two maps equal?",
        PATCH, LAYERS,
    ),
)  # fmt: skip

PLACES = (
    Misconception(
        "FIL-7a", "starts windows without the stride",
        "You count windows with the stride, but let each of them start just one pixel after the last.",
        "Row 1 2 3 4 with stride 2: at which pixel does your second window begin?",
        RULES, (*MOVED, *BACK),
    ),
    Misconception(
        "FIL-7b", "leaves holes in the result",
        "You write results a stride apart from each other and leave zeros between them.",
        "Two windows were asked. How many numbers does your row have?",
        RULES, (*LAYERS, *POOLS),
    ),
    Misconception(
        "FIL-8a", "moves by 1 to the right",
        "You use the stride for the rows; from column to column you move by 1.",
        "An image of one row, stride 2: do your windows still overlap as with stride 1?",
        RULES, (*MOVED, *BACK),
    ),
    Misconception(
        "FIL-8b", "uses the vertical stride twice",
        "You use the first number of the stride for both directions.",
        "Compare stride (1, 2) and stride (1, 3) on a wide image.",
        RULES, MOVED,
    ),
    Misconception(
        "FIL-9", "pads all axes",
        "You hand one number to np.pad, which pads images and channels as well.",
        "Print the shape of a batch (2, 3, 4, 5) before and after you have padded it by 1.",
        TASKS, ("zero_pad2d", "im2col", "avg_pool2d"),
    ),
    Misconception(
        "FIL-10a", "repeats the edge",
        "You fill the border with the nearest pixel instead of zeros.",
        "Take the mean of 3×3 on an image of ones with padding 1. What is it in a corner: 1, or less?",
        RULES, ("zero_pad2d", *COLUMNS),
    ),
    Misconception(
        "FIL-10b", "mirrors the image",
        "You fill the border with the image's mirror image instead of zeros.",
        "Pad the row 1 2 3 by 1 and print it. What stands before the 1?",
        RULES, ("zero_pad2d", *COLUMNS),
    ),
    Misconception(
        "FIL-11a", "stores results in the input's type",
        "You put results into an array of the input's type, which cuts or wraps what does not fit.",
        "Write 0.44 into np.zeros(1, dtype=np.uint8) and print it.",
        RULES, (*PLANES, *LAYERS, "avg_pool2d", "conv2d_backward"),
    ),
    Misconception(
        "FIL-11b", "computes in the input's type",
        "You multiply small integers, or single precision, as they come in.",
        "Print np.uint8([200]) * np.uint8([2]).",
        RULES, ("patch_dot", *PLANES, *LAYERS, "conv2d_backward"),
    ),
    Misconception(
        "FIL-12a", "lays the result on its side",
        "You exchange the rows and the columns of the result.",
        "An image is much wider than high. Is your result, too?",
        RULES, (*PLANES, *LAYERS, *POOLS),
    ),
    Misconception(
        "FIL-12b", "counts rows only",
        "You make as many columns as there are rows of windows.",
        "Try an image of 3 rows and 30 columns.",
        RULES, (*PLANES, *MOVED),
    ),
    Misconception(
        "FIL-12c", "takes every kernel for a square",
        "You use the height of the kernel as its width.",
        "Try a kernel of one row and three columns, and print the window that it meets.",
        RULES, (*PLANES, *MOVED, "max_pool2d_backward"),
    ),
    Misconception(
        "FIL-12d", "reads pairs as (horizontal, vertical)",
        "You take the first number of a pair for the columns and the second for the rows.",
        "Pad by (1, 0). On which sides are there zeros now?",
        RULES, ("zero_pad2d", *MOVED),
    ),
)  # fmt: skip
