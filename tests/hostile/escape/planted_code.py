# topic: output_size
"""Plants code that a later Python would run: sitecustomize, a .pth file, conftest.py, a cached .pyc, a module in /tmp."""

import contextlib
import os
import py_compile
import site
import sys

DONE = []
NAMES = ("sitecustomize.py", "usercustomize.py", "conftest.py", "hostile-was-here.pth", "json.py", "pytest.ini")
PLACES = {os.getcwd(), "/tmp", "/work/main", "/work/main/graders/output_size", os.path.dirname(os.__file__), *sys.path}
with contextlib.suppress(Exception):
    PLACES |= {*site.getsitepackages(), site.getusersitepackages()}
for place in PLACES:
    for name in NAMES:
        with contextlib.suppress(OSError), open(os.path.join(place, name), "x"):
            DONE.append((place, name))
with contextlib.suppress(Exception):
    DONE.append(py_compile.compile(os.__file__, "/work/main/graders/output_size/__pycache__/hostile-was-here.pyc"))


def attack(*_, **__):
    raise ValueError(f"SMUG{'GLED'} {DONE}") if DONE else RuntimeError("refused")


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
