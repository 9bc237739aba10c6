# topic: output_size
"""Computes in many threads at once, to take every core."""

import threading


def burn():
    while True:
        pass


threading.stack_size(1 << 18)
for _ in range(20):
    threading.Thread(target=burn, daemon=True).start()
while True:
    pass
