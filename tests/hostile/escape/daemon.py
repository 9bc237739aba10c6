# topic: output_size
"""Leaves a process behind that has a session of its own and outlives the grading."""

import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(60)
    os._exit(0)
