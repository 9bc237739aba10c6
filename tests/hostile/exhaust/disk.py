# topic: output_size
"""Fills the temporary folder, the shared memory folder and the working folder with files."""

import contextlib
import os

PLACES = {"/tmp", "/dev/shm", "/var/tmp", os.getcwd(), os.path.expanduser("~")}  # noqa: PTH109, PTH111
for place in PLACES:
    for number in range(50):
        with contextlib.suppress(OSError), open(os.path.join(place, f"hostile-was-here-{number}"), "wb") as file:  # noqa: PTH118, PTH123
            file.write(bytes(1 << 20))
