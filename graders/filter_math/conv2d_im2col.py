"""`conv2d_im2col`: what `conv2d` gives, by another way that shows in nothing but its speed."""

from .conv2d import arithmetic, calls, is_possible, pictures
from .conv2d import conv2d as conv2d_im2col
from .im2col import example

__all__ = ["arithmetic", "calls", "conv2d_im2col", "example", "is_possible", "pictures"]
