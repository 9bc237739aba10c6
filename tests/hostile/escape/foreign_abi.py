# topic: output_size
"""Makes system calls by the numbers of the x32 interface, which a filter of 64-bit numbers does not know."""

import ctypes

libc = ctypes.CDLL(None)
RESULT = libc.syscall(0x40000000 + 57)
RESULT = libc.syscall(0x40000000 + 41, 2, 1, 0)
