# topic: output_size
"""Starts programs: by exec, by subprocess, by a shell, by posix_spawn, by multiprocessing."""

import contextlib
import multiprocessing
import os
import subprocess
import time

COMMAND = ["/bin/sh", "-c", "sleep 60; : hostile-was-here"]
for start in (
    lambda: subprocess.Popen(COMMAND),
    lambda: os.system("(sleep 60; : hostile-was-here) &"),
    lambda: os.posix_spawn("/bin/sh", COMMAND, {}),
    lambda: multiprocessing.get_context("spawn").Process(target=time.sleep, args=(60,)).start(),
    lambda: multiprocessing.get_context("fork").Process(target=time.sleep, args=(60,)).start(),
    lambda: os.execv("/bin/sh", COMMAND),
):
    with contextlib.suppress(Exception):
        start()
