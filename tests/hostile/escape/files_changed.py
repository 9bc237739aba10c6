# topic: output_size
"""Changes files it cannot read: mode, times, names, links, in the lesson and in Python (to what they are already)."""

import contextlib
import os
import sys

DONE = []
PATHS = [os.path.dirname(sys.modules[name].__path__[0]) for name in ("receptive", "msgpack")]  # noqa: PTH120
LESSON = os.path.dirname(PATHS[0])  # noqa: PTH120
TARGETS = [f"{LESSON}/graders/output_size/conv_out.py", f"{LESSON}/exercises/output_size/output_size.py", os.__file__]
for target in TARGETS:
    for change in (
        lambda path: os.chmod(path, os.stat(path).st_mode & 0o777),  # noqa: PTH101, PTH116
        lambda path: os.utime(path, ns=(os.stat(path).st_atime_ns, os.stat(path).st_mtime_ns)),  # noqa: PTH116
        lambda path: os.chown(path, -1, -1),
        lambda path: os.truncate(path, os.stat(path).st_size),  # noqa: PTH116
        lambda path: os.rename(path, path),  # noqa: PTH104
        lambda path: os.link(path, "/tmp/hostile-was-here"),
        lambda path: os.symlink(path, "/tmp/hostile-was-here"),  # noqa: PTH211
        lambda path: os.setxattr(path, "user.hostile", b"1"),
        lambda path: open(path, "ab").close(),  # noqa: PTH123
        lambda path: os.open(path, os.O_RDWR),
        lambda path: os.mkdir(os.path.dirname(path) + "/hostile-was-here"),  # noqa: PTH102, PTH120
        lambda path: os.mkfifo("/tmp/hostile-was-here"),  # noqa: ARG005
    ):
        with contextlib.suppress(OSError):
            change(target)
            DONE.append(target)


def attack(*_, **__):
    raise ValueError(f"SMUG{'GLED'} {DONE}") if DONE else RuntimeError("refused")


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
