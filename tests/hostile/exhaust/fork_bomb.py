# topic: output_size
"""Starts processes that start processes, to fill the process table."""

import os
import time

STARTED = 0
for _ in range(5):
    if os.fork() == 0:
        for _ in range(9):
            os.fork()
        time.sleep(100)
        os._exit(0)
    STARTED += 1  # noqa: SIM113
