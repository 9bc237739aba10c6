# topic: output_size
"""Takes memory through private and shared anonymous mappings, which limits of the heap do not count."""

import mmap

HELD = []
for flags in (mmap.MAP_SHARED, mmap.MAP_PRIVATE):
    for _ in range(32):
        HELD.append(mmap.mmap(-1, 64 << 20, flags=flags | mmap.MAP_ANONYMOUS))
        HELD[-1].write(bytes(1 << 20))
