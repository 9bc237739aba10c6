# topic: output_size
"""Fills the temporary folder, the shared memory folder and the working folder with files."""

import contextlib
import os
import tempfile

PLACES = {tempfile.gettempdir() if False else "/tmp", "/dev/shm", "/var/tmp", os.getcwd(), os.path.expanduser("~")}
for place in PLACES:
    for number in range(50):
        with contextlib.suppress(OSError), open(os.path.join(place, f"hostile-was-here-{number}"), "wb") as file:
            file.write(bytes(1 << 20))
