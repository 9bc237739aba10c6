"""What is said about mistakes in layers and networks."""

from receptive.grader import Misconception

BLOCK = '`conv_block(c_in, c_out, kernel=3, pool="max")`'
CONV = "`MyConv2d(in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True)`"
LENET = "`LeNet()`"
SHIFT = "`ShiftNet()`"
INCEPTION = "`InceptionMini(c_in, c1=8, c3=8, c5=8, cp=8)`"
NETS = ("LeNet", "ShiftNet")

NETWORKS = (
    Misconception(
        "CNN-1", "applies the softmax twice",
        "You turn the logits into probabilities before the cross-entropy, which applies the softmax itself.",
        "Take the logits 50, 0, 0, 0 and the class 0. What is the loss of them, and what that of their softmax?",
        LENET, (*NETS, "train_epoch", "evaluate", "repair_me"),
    ),
    Misconception(
        "CNN-4", "flattens the batch too",
        "You flatten all axes, and so all images of a batch become one long vector.",
        "Print the shape before and after the flattening, for two images and for three. Where is the 2?",
        LENET, NETS,
    ),
    Misconception(
        "CNN-5", "writes the batch size down",
        "Your forward holds the number of images in a batch, so it works for that number alone.",
        "Give the network one image, then seven. Which line knows how many there are?",
        LENET, ("LeNet",),
    ),
    Misconception(
        "CNN-6", "squeezes too much",
        "You remove all axes of length 1, and in a batch of one image the batch axis is one of them.",
        "Give the network a batch of one. How many axes has the result, and how many has it for two?",
        SHIFT, NETS,
    ),
    Misconception(
        "CNN-7", "confuses channels first and channels last",
        "You put the numbers of an image in another order of channels, rows and columns than the layers expect.",
        "Take an image of 2×2 pixels and three channels, with the numbers 1 to 12. Where is the 4 afterwards?",
        "Conventions", ("LeNet", "make_loaders", "repair_me"),
    ),
    Misconception(
        "CNN-8", "gives the dense layer a wrong size",
        "Your first dense layer expects another number of inputs than the convolutions deliver.",
        "32 pixels, a 5×5 window without padding, 2×2 pooling, and both once more: how many rows are left?",
        LENET, ("LeNet",),
    ),
    Misconception(
        "CNN-9", "has no activation",
        "Your layers follow each other with nothing between them that bends: together they are one linear layer.",
        "With all biases 0, feed x and -x. How do the results differ? Which line of yours could change that?",
        LENET, ("conv_block", *NETS),
    ),
    Misconception(
        "CNN-10", "cuts the logits off at zero",
        "You apply a ReLU to the last layer too, so no class can have a negative logit.",
        "Look at the smallest of all results for some random images. Can a wrong class be pushed below zero?",
        LENET, NETS,
    ),
    Misconception(
        "CNN-11", "hides layers in a plain list",
        "You keep layers in a Python list, where PyTorch does not look for parameters.",
        "Count the parameters of your network and compare with the sum over its layers. Which are missing?",
        LENET, (*NETS, "InceptionMini"),
    ),
    Misconception(
        "CNN-12", "uses one layer in two places",
        "One layer object is called in two branches, so both have the same weights.",
        "How many convolutions does the table of the branches have, and how many does your network own?",
        INCEPTION, ("InceptionMini",),
    ),
    Misconception(
        "CNN-32", "ties the head to one image size",
        "Your dense layer has a weight for each place of the last map, so it fits one size of image only.",
        "Give the network 12×12, then 15×15 pixels. How many numbers reach the dense layer each time?",
        SHIFT, ("ShiftNet",),
    ),
    Misconception(
        "CNN-33", "keeps rough places in the head",
        "You pool to a coarse grid and flatten it: the head still knows in which corner something was.",
        "Move a digit from the upper left to the lower right corner. Which inputs of the dense layer change?",
        SHIFT, ("ShiftNet",),
    ),
    Misconception(
        "CNN-34", "spends more than the budget",
        "Your network has more than 15,000 parameters.",
        "Print how many parameters each layer has. Which layer has half of them?",
        SHIFT, ("ShiftNet",),
    ),
    Misconception(
        "CNN-35", "lets the pooling shrink the image",
        "The pooling in your last branch has a stride of its window's size and no padding.",
        "Print the shapes of the four results before you join them. Which one has other rows and columns?",
        INCEPTION, ("InceptionMini",),
    ),
    Misconception(
        "CNN-36", "takes the mean for the maximum",
        "The last branch begins with the mean of each window, not with its maximum.",
        "Raise the smallest pixel of a window a little. Does the maximum notice it? Does your branch?",
        INCEPTION, ("InceptionMini",),
    ),
    Misconception(
        "CNN-37", "joins the branches in another order",
        "The channels of the branches lie in another order than the one that is asked.",
        "Give each branch another width, 1, 2, 3 and 4. Which channels are which?",
        INCEPTION, ("InceptionMini",),
    ),
    Misconception(
        "CNN-38", "joins on the batch axis",
        "You concatenate on axis 0, which holds the images, and not on the axis of the channels.",
        "Four results of (2, 8, 5, 5): what is the shape if they are joined on axis 0, and what on axis 1?",
        INCEPTION, ("InceptionMini",),
    ),
)  # fmt: skip

LAYERS = (
    Misconception(
        "CNN-21", "pads by 1 whatever the kernel",
        "You pad every side by 1, which keeps the size for a 3×3 kernel only.",
        "Try a kernel of 5, then one of 1. How many rows come out of 8?",
        BLOCK, ("conv_block",),
    ),
    Misconception(
        "CNN-22", "puts ReLU behind the pooling",
        "You pool first and apply ReLU to the result.",
        "Take -4, 0, 2, 2 and mean pooling. What comes out in either order?",
        BLOCK, ("conv_block",),
    ),
    Misconception(
        "CNN-23", "always takes the maximum",
        "Your block has max pooling where the mean is asked.",
        "Build one block of each kind, copy the weights over, and compare the results for one image.",
        BLOCK, ("conv_block",),
    ),
    Misconception(
        "CNN-24", "loses a line with an even kernel",
        "You pad both sides by half of k - 1, rounded down; an even kernel then lacks one line.",
        "A kernel of 4 on 8 pixels: how many zeros in all bring back 8 positions? Can both sides have the same number?",
        BLOCK, ("conv_block",),
    ),
    Misconception(
        "CNN-25", "treats columns like rows",
        "You use the stride and the padding of the rows for the columns too.",
        "Give stride (1, 2) to your layer and to nn.Conv2d. Which axis of the results differs?",
        CONV, ("MyConv2d",),
    ),
    Misconception(
        "CNN-26", "shows every group the first channels",
        "All groups of filters read the channels of the first group.",
        "Two groups, four channels: set channels 2 and 3 to zero. Which filters should notice it?",
        CONV, ("MyConv2d",),
    ),
    Misconception(
        "CNN-27", "leaves the dilation out",
        "Your windows are ordinary ones whatever the dilation is.",
        "A window of 3 with dilation 2: which of the pixels 0 to 8 does its first position read?",
        CONV, ("MyConv2d",),
    ),
    Misconception(
        "CNN-28", "keeps the weights flat",
        "Your weights are stored as one row per filter, so the state_dict of nn.Conv2d does not fit.",
        "Compare the shapes in your state_dict with those of nn.Conv2d, entry by entry.",
        CONV, ("MyConv2d",),
    ),
    Misconception(
        "CNN-29", "cuts the weights out of the graph",
        "The weights are detached before they are used, so no gradient comes back to them.",
        "Call backward on the sum of a result, and look at .grad of the weights and of the bias.",
        CONV, ("MyConv2d",),
    ),
    Misconception(
        "CNN-30", "flips the kernel",
        "You turn each kernel by 180 degrees, which is convolution in mathematics, but not what the layer does.",
        "Let one corner of a kernel be 1 and the rest 0. Which pixel of the window should come out?",
        CONV, ("MyConv2d",),
    ),
    Misconception(
        "CNN-31", "keeps a bias that is not wanted",
        "With bias=False your layer still has a bias among its parameters.",
        "Print the state_dict of your layer and of nn.Conv2d, both with bias=False.",
        CONV, ("MyConv2d",),
    ),
)  # fmt: skip
