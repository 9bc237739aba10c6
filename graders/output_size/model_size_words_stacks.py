"""What is said about mistakes with pools and axes, pixels left over, stacks of layers and the way back."""

from model_size_words import CONV, POOL, SHAPES, TF

from receptive.grader import Misconception

UNUSED = "`unused_pixels(i, k, s=1, p=0)`"
TRACE = "`trace(arch, in_shape)` ⚠"
FIELD = "`receptive_field(arch)`"
INPUTS = "`inputs_giving(o, k, s, p)`"
CONFIGS = "`configs(i, o, max_k, max_s, max_p)`"

POOLING = (
    Misconception(
        "SHP-18a", "pools the channels too",
        "You give a pool's result a single channel.",
        "A pool looks at each channel by itself. How many maps are there when it has finished?",
        POOL, SHAPES[1:],
    ),
    Misconception(
        "SHP-18b", "steps by 1 where a pool has no stride",
        "You let a pool move by one pixel if no stride is given.",
        "A pool of 3 on 9 pixels, no stride given: do its windows share pixels? Should they?",
        POOL, (*SHAPES[1:], "receptive_field"),
    ),
    Misconception(
        "SHP-19a", "overlooks ceil_mode",
        "You round down although ceil_mode is on.",
        "8 pixels, window 3, stride 2: which pixel is seen by no window, and who could see it?",
        POOL, SHAPES[1:2],
    ),
    Misconception(
        "SHP-19b", "always pools in ceil_mode",
        "You let a pool round up where nobody asked for it.",
        "8 pixels, window 3, stride 2, ceil_mode off: where does your last window end?",
        POOL, SHAPES[1:],
    ),
    Misconception(
        "SHP-19c", "takes ceil_mode for SAME",
        "You divide input by stride and round up in ceil_mode. That rule is TensorFlow's and knows no kernel.",
        "7 pixels, window 3, stride 2: nothing is left over. Does ceil_mode change anything then?",
        POOL, SHAPES[1:2],
    ),
    Misconception(
        "SHP-20a", "keeps a window that starts behind the image",
        "In ceil_mode you keep a last window even if it sees no pixel of the image.",
        "5 pixels, window 1, stride 3: what would the window at 6 take the maximum of?",
        POOL, SHAPES[1:2],
    ),
    Misconception(
        "SHP-20b", "drops windows behind the padding only",
        "In ceil_mode you drop a last window only if it starts behind all of the padding.",
        "4 pixels, window 3, stride 5, padding 1: the second window starts on a zero. Is it in front or at the end?",
        POOL, SHAPES[1:2],
    ),
    Misconception(
        "SHP-20c", "measures starts without the front padding",
        "In ceil_mode you compare the last start with the bare size, though it is counted from the first zero.",
        "With padding 1, at which number of steps from the first zero does the last pixel lie?",
        POOL, SHAPES[1:2],
    ),
    Misconception(
        "SHP-20d", "keeps a window that starts right behind the image",
        "In ceil_mode you keep a last window that starts right behind the image: > stands where >= is meant.",
        "6 pixels, window 1, stride 3: the last window starts at 6. Is there a pixel 6?",
        POOL, SHAPES[1:2],
    ),
    Misconception(
        "SHP-21a", "reads pairs as (horizontal, vertical)",
        "You give the first number of a pair to the columns and the second to the rows.",
        "Is a kernel of (1, 5) a flat one or an upright one? Look it up, then ask your code.",
        "Conventions", SHAPES,
    ),
    Misconception(
        "SHP-21b", "uses the first number of a pair twice",
        "You use the first number of each pair for both axes.",
        "Call it with stride (1, 2) and with stride (1, 3). Does your answer notice?",
        CONV, SHAPES,
    ),
    Misconception(
        "SHP-21c", "counts the rows only",
        "You use what you have counted for the height as the width, too.",
        "Try an image of 10 rows and 100 columns.",
        CONV, SHAPES,
    ),
    Misconception(
        "SHP-21d", "exchanges height and width",
        "You write the width where the height belongs.",
        "An image lies on its side, wider than high. Does it still, when it has been through your layer?",
        CONV, SHAPES,
    ),
)  # fmt: skip

STACKS = (
    Misconception(
        "SHP-22a", "forgets the window",
        "You divide the whole line into steps; the first window's own pixels are not taken off.",
        "10 pixels, window 4, stride 3: write down the pixels of each window. Which pixel has none?",
        UNUSED, ("unused_pixels",),
    ),
    Misconception(
        "SHP-22b", "counts steps",
        "You count the steps that fit, not the pixels that are left after them.",
        "7 free pixels in steps of 3: which number is asked, the 2 or the 1?",
        UNUSED, ("unused_pixels",),
    ),
    Misconception(
        "SHP-23", "rounds SAME down",
        "You drop the last step that has been started, which SAME pads.",
        "5 pixels in steps of 2 with SAME: does the pixel at 4 get a window?",
        TF, ("tf_out", "same_pads_tf"),
    ),
    Misconception(
        "SHP-24", "pads with less than nothing",
        "You give a negative number of zeros where the stride leaves pixels over.",
        "9 pixels, window 1, stride 3: what would −1 zeros do to the image?",
        TF, ("same_pads_tf",),
    ),
    Misconception(
        "SHP-25", "pads without a look at the input",
        "You add kernel minus stride zeros, whatever the size of the input.",
        "Try 9 pixels and 10 pixels with window 3 and stride 2. Where does the last window end in each?",
        TF, ("same_pads_tf",),
    ),
    Misconception(
        "SHP-26a", "gives every layer the image",
        "You hand the input of the network to each of its layers.",
        "Two pools in a row halve an image twice. What does your second pool get to see?",
        TRACE, ("trace",),
    ),
    Misconception(
        "SHP-26b", "lists the input too",
        "Your list starts with the shape of the input.",
        "How many shapes should come back for one layer? And for none?",
        TRACE, ("trace",),
    ),
    Misconception(
        "SHP-27a", "flattens one channel",
        "You multiply height and width when you flatten, and leave the channels out.",
        "Write (2, 1, 3) as numbers in a row. How many are they?",
        TRACE, ("trace",),
    ),
    Misconception(
        "SHP-27b", "keeps a grid behind global_pool",
        "You give (C, 1, 1) for a global pool.",
        "Which shape does the table name? Could a dense layer take yours?",
        TRACE, ("trace",),
    ),
    Misconception(
        "SHP-28", "multiplies filters by groups",
        "You count the filters once for each group.",
        "A layer has 8 filters in 2 groups. Are these 8 maps, shared out, or 16?",
        TRACE, ("trace",),
    ),
    Misconception(
        "SHP-29a", "widens by pixels of the layer",
        "You add the same number of pixels for a window wherever it stands in the stack.",
        "Behind a pool of stride 2, how far apart in the image do two neighbours look?",
        FIELD, ("receptive_field",),
    ),
    Misconception(
        "SHP-29b", "lets a layer's own stride widen its window",
        "You multiply by the layer's own stride before you add its window.",
        "One layer alone, window 3, stride 2: how many pixels does one output see?",
        FIELD, ("receptive_field",),
    ),
    Misconception(
        "SHP-29c", "multiplies the windows",
        "You multiply the sizes of the windows.",
        "Two windows of 3 on top of each other: mark all pixels that one output reaches. Are they 9?",
        FIELD, ("receptive_field",),
    ),
    Misconception(
        "SHP-29d", "adds whole windows",
        "You add the full size of each window, also the pixel that was seen already.",
        "One layer with a window of 1 sees one pixel. What does yours say?",
        FIELD, ("receptive_field",),
    ),
    Misconception(
        "SHP-29e", "keeps the last stride only",
        "Your jump is the stride of the last layer.",
        "Two pools of stride 2 in a row: which pixels do the first two outputs start from?",
        FIELD, ("receptive_field",),
    ),
    Misconception(
        "SHP-29f", "adds the strides",
        "You add the strides up to the jump.",
        "Strides 3 and 3 in a row: at which pixels do the outputs 0, 1 and 2 start?",
        FIELD, ("receptive_field",),
    ),
    Misconception(
        "SHP-30", "passes over pools",
        "You look at convolutions only; but a pool has a window and a stride, too.",
        "One pool of 2 and nothing else: how many pixels does one output see?",
        FIELD, ("receptive_field",),
    ),
    Misconception(
        "SHP-31", "goes on behind the head",
        "You go on with layers that come after flatten, dense or global_pool.",
        "A global pool has seen every place. What can a window behind it add?",
        FIELD, ("receptive_field",),
    ),
    Misconception(
        "SHP-32a", "gives one input",
        "You give the smallest input only.",
        "Your answer and one pixel more: does conv_out tell them apart?",
        INPUTS, ("inputs_giving",),
    ),
    Misconception(
        "SHP-32b", "ends the range too early",
        "The largest input is missing: a range ends before its second number.",
        "What is list(range(5, 7))?",
        INPUTS, ("inputs_giving",),
    ),
    Misconception(
        "SHP-32c", "allows images without pixels",
        "Your range holds 0 or negative sizes.",
        "Ask for one output with window 1 and p = 2. Which images does your range begin with?",
        INPUTS, ("inputs_giving",),
    ),
    Misconception(
        "SHP-32d", "moves the range up",
        "Where the range would begin below 1 you move all of it up, its end too.",
        "Give the last number of your range to conv_out. Does it agree?",
        INPUTS, ("inputs_giving",),
    ),
    Misconception(
        "SHP-33a", "stops before all limits",
        "You leave out max_k, max_s and max_p themselves.",
        "What is list(range(1, 3)), and which of these is the 3?",
        CONFIGS, ("configs",),
    ),
    Misconception(
        "SHP-33b", "stops before max_p",
        "You leave out max_p itself.",
        "With max_p = 0, how many paddings does your loop try?",
        CONFIGS, ("configs",),
    ),
    Misconception(
        "SHP-33c", "starts the padding at 1",
        "You never try p = 0.",
        "Is a layer without padding among the ones that are asked for?",
        CONFIGS, ("configs",),
    ),
    Misconception(
        "SHP-34", "mixes up k and s",
        "You write (s, k, p) where (k, s, p) is asked.",
        "Take one of your triples and give it to conv_out in its order. Is the size right?",
        CONFIGS, ("configs",),
    ),
)  # fmt: skip
