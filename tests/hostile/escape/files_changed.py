# topic: output_size
"""Changes files it cannot read: mode, times, names, links, deletion, in the lesson and in Python itself."""

import contextlib
import os

DONE = []
LESSON = "/work/main"
TARGETS = [f"{LESSON}/graders/output_size/oracle.py", f"{LESSON}/exercises/output_size/output_size.py", os.__file__]
for target in TARGETS:
    for change in (
        lambda path: os.chmod(path, 0o777),
        lambda path: os.utime(path, (0, 0)),
        lambda path: os.chown(path, 20002, 20002),
        lambda path: os.truncate(path, 10**9),
        lambda path: os.rename(path, path + ".hostile-was-here"),
        lambda path: os.link(path, "/tmp/hostile-was-here"),
        lambda path: os.symlink(path, "/tmp/hostile-was-here"),
        lambda path: os.setxattr(path, "user.hostile", b"1"),
        lambda path: open(path, "ab").close(),
        lambda path: os.open(path, os.O_RDONLY | os.O_TRUNC) if "work" not in path else 1 / 0,
        lambda path: os.mkdir(os.path.dirname(path) + "/hostile-was-here"),
        lambda path: os.mkfifo("/tmp/hostile-was-here"),
    ):
        with contextlib.suppress(OSError, ZeroDivisionError):
            change(target)
            DONE.append(target)


def attack(*_, **__):
    raise ValueError(f"SMUG{'GLED'} {DONE}") if DONE else RuntimeError("refused")


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
