"""Headings of the README that a mistake sends to, and exercises that share one."""

ONE_WINDOW = "One window by hand"
TENSORFLOW = '`tf_out(i, k, s=1, d=1, padding="VALID")` and `same_pads_tf(i, k, s=1, d=1)`'
CONV_SHAPE = '`conv2d_out_shape(in_shape, n_filters, kernel, stride=1, padding=0, dilation=1, layout="NCHW")` ⚠'
POOL_SHAPE = '`pool2d_out_shape(in_shape, kernel, stride=None, padding=0, ceil_mode=False, layout="NCHW")`'
REFUSING = "Refusing what cannot be ⚠"
UNUSED = "`unused_pixels(i, k, s=1, p=0)`"
TRACE = "`trace(arch, in_shape)` ⚠"
FIELD = "`receptive_field(arch)`"
INPUTS = "`inputs_giving(o, k, s, p)`"
CONFIGS = "`configs(i, o, max_k, max_s, max_p)`"
CONVENTIONS = "Conventions"

SHAPES = ("conv2d_out_shape", "pool2d_out_shape", "trace")
ONE_LAYER = SHAPES[:2]
CONVOLVED = ("conv2d_out_shape", "trace")
POOLED = SHAPES[1:]
ONE_SIZE = ("conv_out", "tf_out", *SHAPES)
PADDED = ("conv_out", *SHAPES, "inputs_giving", "configs")
COUNTED = ("conv_out", "tf_out", *SHAPES, "inputs_giving", "configs")
DILATED = ("conv_out", "tf_out", "same_pads_tf", "conv2d_out_shape", "trace", "receptive_field")
