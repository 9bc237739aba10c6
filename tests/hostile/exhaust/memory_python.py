# topic: output_size
"""Takes memory through Python objects until the machine swaps."""

HELD = [bytes(1 << 24) for _ in range(512)]
