# topic: output_size
"""Ignores or handles every signal that could end it, and then computes for ever."""

import contextlib
import signal
import sys

for number in signal.valid_signals():
    with contextlib.suppress(OSError, ValueError):
        signal.signal(number, lambda *_: None)
with contextlib.suppress(OSError):
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
with contextlib.suppress(OSError):
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
sys.settrace(lambda *_: None)
while True:
    try:
        while True:
            pass
    except BaseException:  # noqa: RUF100, S110
        continue
