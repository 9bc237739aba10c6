"""Receptive: one lesson, convolutional neural networks, that grades itself."""

__version__ = "0.1.0"
