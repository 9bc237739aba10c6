"""What is said about mistakes with data, training and measuring."""

from receptive.grader import Misconception

LOADERS = "`make_loaders(x, y, test_size=0.25, batch_size=64, seed=0)`"
TRAIN = "`train_epoch(model, loader, opt, loss_fn)`"
EVALUATE = "`evaluate(model, loader)`"

LOOPS = (
    Misconception(
        "CNN-2", "never resets the gradients",
        "backward adds to the gradients that are there, and yours are never set back to zero.",
        "Call backward three times on 3·w. What is in w.grad each time?",
        TRAIN, ("train_epoch", "repair_me"),
    ),
    Misconception(
        "CNN-3a", "measures in train mode",
        "The model is in train mode while you measure it: dropout drops, and normalisation follows the batch.",
        "Measure a model with a dropout layer twice. Are the numbers the same?",
        EVALUATE, ("evaluate", "repair_me"),
    ),
    Misconception(
        "CNN-3b", "trains in the mode that it finds",
        "You do not switch to train mode, so after a measurement the model trains with dropout switched off.",
        "Call model.eval(), then train one epoch. What is model.training while it runs?",
        TRAIN, ("train_epoch",),
    ),
    Misconception(
        "CNN-13", "gives class numbers as floats",
        "Your labels are floats; the cross-entropy takes class numbers as int64.",
        "Print the dtype of a batch of labels. What could class 1.5 mean?",
        "Conventions", ("make_loaders", "evaluate"),
    ),
    Misconception(
        "CNN-14", "compares a column with a row",
        "Predictions of shape (N, 1) meet labels of shape (N,): every prediction is compared with every label.",
        "Print the shape of the comparison for four samples. How many answers should there be?",
        EVALUATE, ("evaluate",),
    ),
    Misconception(
        "CNN-15", "takes the mean of batch means",
        "Each batch counts the same, however few samples it has.",
        "Four samples in one batch, one in the next, the first four right: which accuracy do you get?",
        TRAIN, ("train_epoch", "evaluate"),
    ),
    Misconception(
        "CNN-16", "never takes a step",
        "You compute gradients, but the optimiser is never asked to use them.",
        "Print one weight before and after the epoch.",
        TRAIN, ("train_epoch",),
    ),
    Misconception(
        "CNN-17a", "tests on training images",
        "The training part holds the images of the test too.",
        "Add up the sizes of the two parts. How many images did you have?",
        LOADERS, ("make_loaders",),
    ),
    Misconception(
        "CNN-17b", "draws the test from all classes at once",
        "The test images are drawn from all images together, so a class may give too few or too many.",
        "Split 20 images of one class and 100 of another with five seeds. How many of the 20 are in each test?",
        LOADERS, ("make_loaders",),
    ),
    Misconception(
        "CNN-17c", "splits by chance",
        "The split does not depend on the seed: each call draws a new one.",
        "Call the function twice with the same seed. Are the test images the same?",
        LOADERS, ("make_loaders",),
    ),
    Misconception(
        "CNN-18", "gives the test another scale",
        "Only the training images are scaled; those of the test keep their old values.",
        "What is the largest value among the training images, and among the test images?",
        LOADERS, ("make_loaders", "repair_me"),
    ),
    Misconception(
        "CNN-19", "records a graph while it measures",
        "Gradients are on during the measurement, so PyTorch keeps all intermediate results.",
        "Look at requires_grad of the logits inside your function.",
        EVALUATE, ("evaluate",),
    ),
    Misconception(
        "CNN-20", "thinks that inputs must be scaled",
        "You bring the values between 0 and 1, although the function is to keep them as they are.",
        "Train a small network on values up to 16 and on values up to 1. How much do the accuracies differ?",
        LOADERS, ("make_loaders",),
    ),
    Misconception(
        "CNN-39", "drops the last batch",
        "The last batch is left out if it is not full, and its images are never seen.",
        "Ten images in batches of four: how many images come out of the loader?",
        LOADERS, ("make_loaders",),
    ),
    Misconception(
        "CNN-40", "does not shuffle the training",
        "The training images come in the same order in every epoch.",
        "Print the labels of the first batch in two epochs.",
        LOADERS, ("make_loaders",),
    ),
    Misconception(
        "CNN-41", "shuffles the test",
        "The test images come in a new order each time.",
        "Print the labels of the first test batch twice. Does the order matter for the accuracy? For looking into it?",
        LOADERS, ("make_loaders",),
    ),
    Misconception(
        "CNN-42", "takes the order from torch's shared state",
        "The order of the training batches depends on what drew random numbers before, not on the seed.",
        "Call torch.rand(1) before the first epoch. Is the order still the same?",
        LOADERS, ("make_loaders",),
    ),
    Misconception(
        "CNN-43", "returns tensors for numbers",
        "The result is a tensor, not a float.",
        "Print type() of what you return.",
        TRAIN, ("train_epoch", "evaluate"),
    ),
    Misconception(
        "CNN-44", "always takes the cross-entropy",
        "You compute a cross-entropy, whatever loss function was given.",
        "Call your function with nn.MSELoss() and targets that are real numbers.",
        TRAIN, ("train_epoch",),
    ),
    Misconception(
        "CNN-45", "returns the last loss",
        "You return the loss of the last batch, not the mean over all samples.",
        "Two batches with the losses 0.2 and 0.6: what do you return?",
        TRAIN, ("train_epoch",),
    ),
    Misconception(
        "CNN-46", "leaves the model in eval mode",
        "After the measurement the model is in eval mode, whatever it was before.",
        "Print model.training before and after the call, for a model in either mode.",
        EVALUATE, ("evaluate",),
    ),
)  # fmt: skip
