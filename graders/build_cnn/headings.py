"""The headings of the topic's README."""

CONVENTIONS = "Conventions"
BLOCK = '`conv_block(c_in, c_out, kernel=3, pool="max")`'
CONV = "`MyConv2d(in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True)`"
LENET = "`LeNet()`"
LOADERS = "`make_loaders(x, y, test_size=0.25, batch_size=64, seed=0)`"
TRAIN = "`train_epoch(model, loader, opt, loss_fn)`"
EVALUATE = "`evaluate(model, loader)`"
SHIFT = "`ShiftNet()`"
DESIGN = "`DesignNet()`"
REPAIR = "`repair_me(model, images, labels, n_train, …)`"
INCEPTION = "`InceptionMini(c_in, c1=8, c3=8, c5=8, cp=8)`"
