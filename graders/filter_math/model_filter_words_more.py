"""What is said about mistakes with pools, columns, designed kernels and gradients, in the order of their ids."""

from model_filter_words import COLUMNS, LAYERS, PLANES, POOLS, RULES, TASKS

from receptive.grader import Misconception

BACKWARD = "Gradients by hand"

WINDOWS = (
    Misconception(
        "FIL-13", "starts a maximum from 0",
        "You begin with 0 as the largest value so far, and windows below zero never get past it.",
        "What is the largest of −3, −1, −2 and −4, and what does your code say?",
        TASKS, ("max_pool2d", "max_pool2d_backward"),
    ),
    Misconception(
        "FIL-14a", "always counts the border",
        "You divide by all cells of a window, also where only its real pixels should count.",
        "What is the average of an image of ones in a corner, with padding 1?",
        TASKS, ("avg_pool2d",),
    ),
    Misconception(
        "FIL-14b", "never counts the border",
        "You divide by the real pixels, also with count_include_pad=True.",
        "Does your function look at count_include_pad at all? Call it in both ways on ones.",
        TASKS, ("avg_pool2d",),
    ),
    Misconception(
        "FIL-15a", "pools the channels into one",
        "You pool across the channels, so that a single one is left.",
        "Three channels go into a pool. How many come out?",
        TASKS, POOLS,
    ),
    Misconception(
        "FIL-15b", "gives all channels the same",
        "You pool across the channels and give the result to each of them.",
        "Make one channel all zeros. Is it still zero behind the pool?",
        TASKS, POOLS,
    ),
    Misconception(
        "FIL-16a", "gives to every tie",
        "You give the gradient to all pixels that are as large as the maximum.",
        "A window holds 3 and 3, and 1 arrives. How much leaves in all?",
        TASKS, ("max_pool2d_backward",),
    ),
    Misconception(
        "FIL-16b", "gives to the last tie",
        "Of pixels that are equally large you choose the last one.",
        "Your search meets a value that is as large as the best so far. Does it move on to it?",
        TASKS, ("max_pool2d_backward",),
    ),
    Misconception(
        "FIL-17a", "overwrites a pixel's gradient",
        "You write a window's gradients over what other windows gave to the same pixels.",
        "In the row 1 5 2 with windows of 2 and stride 1, what should the 5 receive, and from how many windows?",
        BACKWARD, ("conv2d_backward", "max_pool2d_backward"),
    ),
    Misconception(
        "FIL-17b", "overwrites a weight's gradient",
        "You keep what the last window gave to the weights.",
        "How often is one weight used on the way forward? How often does your code add to its gradient?",
        BACKWARD, ("conv2d_backward",),
    ),
    Misconception(
        "FIL-18a", "lists channels fastest",
        "You list a window's pixels with the channel changing fastest; a flattened filter does not.",
        "Flatten a filter of shape (2, 1, 2) and one window of the image. Which entries meet?",
        TASKS, COLUMNS[1:],
    ),
    Misconception(
        "FIL-18b", "lists positions column by column",
        "You go down the image before you go right.",
        "On an image of 2×3 and a kernel of 1×1, where does the second column come from?",
        TASKS, COLUMNS[1:],
    ),
    Misconception(
        "FIL-18c", "reshapes without moving axes",
        "You reshape the windows while their axes stand in another order.",
        "Does reshape ever change which number comes after which? Print a small case before and after.",
        TASKS, COLUMNS[1:],
    ),
    Misconception(
        "FIL-19", "changes the caller's array",
        "You write into an array that was handed to you.",
        "Print the argument before and after the call.",
        RULES, ("patch_dot", "convolve2d", "max_pool2d_backward"),
    ),
    Misconception(
        "FIL-20a", "blurs with ones",
        "The weights of your blur sum to 9: images get nine times as bright.",
        "What does your blur make of an image of all 5?",
        TASKS, ("design_kernel",),
    ),
    Misconception(
        "FIL-20b", "blurs with a bell",
        "You give the middle more weight than the corners; here all nine count the same.",
        "Put a single 9 into an image of zeros. Is the blurred spot flat?",
        TASKS, ("design_kernel",),
    ),
    Misconception(
        "FIL-21", "exchanges the edges",
        "Your kernel for vertical edges answers to horizontal ones, and the other way round.",
        "Draw a vertical edge. In which direction do you walk to cross it?",
        TASKS, ("design_kernel",),
    ),
    Misconception(
        "FIL-22a", "sharpens to black",
        "The weights of your sharpening sum to 0: only the edges are left of an image.",
        "What does your kernel make of an image of all 5?",
        TASKS, ("design_kernel",),
    ),
    Misconception(
        "FIL-22b", "answers to edges of all directions",
        "Your edge kernels answer to steps in both directions alike.",
        "Show your kernel a step from top to bottom, then one from left to right.",
        TASKS, ("design_kernel",),
    ),
    Misconception(
        "FIL-23", "keeps a window that hangs over",
        "You pool a last window that does not fit on the image any more.",
        "5 pixels in windows of 2, side by side: how many are there, and what becomes of the last pixel?",
        RULES, POOLS,
    ),
    Misconception(
        "FIL-24a", "shares the padding out",
        "You put half of the padding on each side; here each side gets all of it.",
        "How many rows does an image of 3 rows have after a padding of 1?",
        RULES, ("zero_pad2d", *COLUMNS, "avg_pool2d"),
    ),
    Misconception(
        "FIL-24b", "forgets the padding",
        "You compute on the bare image, whatever the padding.",
        "Compare the shapes of your results with padding 0 and padding 2.",
        RULES, (*COLUMNS, "avg_pool2d"),
    ),
    Misconception(
        "FIL-25a", "forgets the dilation",
        "You let the taps be neighbours, whatever the dilation.",
        "Row 1 2 4 8, taps 1 10, dilation 2: which two pixels does the first window read?",
        RULES, LAYERS,
    ),
    Misconception(
        "FIL-25b", "takes k times d for the span",
        "Your windows read the right pixels, but you count places as if a window spanned k · d.",
        "Taps 2 apart, two of them: mark the pixels from the first to the last. How many are they?",
        RULES, LAYERS,
    ),
    Misconception(
        "FIL-26a", "steps by 1 where a pool has no stride",
        "You let a pool move by one pixel if no stride is given.",
        "A pool of 2 should halve an image. Does yours?",
        TASKS, (*POOLS, "max_pool2d_backward"),
    ),
    Misconception(
        "FIL-26b", "overlooks a pool's stride",
        "You let a pool's windows lie side by side even if a stride is given.",
        "Compare a pool of 2 with stride 1 and with stride 2.",
        TASKS, POOLS,
    ),
    Misconception(
        "FIL-27", "leaves the border on",
        "Your gradient of the image still has the padding around it.",
        "Print the shapes of x and of dx. For which pixels of yours is there none in x?",
        BACKWARD, ("conv2d_backward",),
    ),
    Misconception(
        "FIL-28a", "averages over images",
        "You divide the gradients of weights and biases by the number of images.",
        "Hand in the same image twice. By how much does a loss that is a sum grow with a bias?",
        BACKWARD, ("conv2d_backward",),
    ),
    Misconception(
        "FIL-28b", "keeps the images apart",
        "Your gradient of the biases has a row for each image.",
        "How many biases has the layer, and how many numbers does your gradient have?",
        BACKWARD, ("conv2d_backward",),
    ),
    Misconception(
        "FIL-29", "gives dw before dx",
        "You give the weights' gradient first.",
        "Print the shapes of your three results beside those of x, w and b.",
        TASKS, ("conv2d_backward",),
    ),
    Misconception(
        "FIL-30", "forgets the last position",
        "You leave out the last position of the window in each direction: the 1 at the end of the formula is missing.",
        "A window of 1 on one pixel: how many positions has it, and how many does your code count?",
        RULES, (*PLANES, *COLUMNS),
    ),
)  # fmt: skip
