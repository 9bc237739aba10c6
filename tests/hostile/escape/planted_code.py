# topic: output_size
"""Plants code that a later Python would run: sitecustomize, a .pth file, conftest.py, a cached .pyc, a module in /tmp."""  # noqa: E501

import contextlib
import os
import py_compile
import site
import sys

DONE = []
PATHS = [os.path.dirname(sys.modules[name].__path__[0]) for name in ("receptive", "msgpack")]  # noqa: PTH120
LESSON = os.path.dirname(PATHS[0])  # noqa: PTH120
GRADER = f"{LESSON}/graders/output_size"
NAMES = ("sitecustomize.py", "usercustomize.py", "conftest.py", "hostile-was-here.pth", "json.py", "pytest.ini")
PLACES = {os.getcwd(), "/tmp", LESSON, GRADER, os.path.dirname(os.__file__), *sys.path}  # noqa: PTH109, PTH120
PLACES |= {*PATHS}
with contextlib.suppress(Exception):
    PLACES |= {*site.getsitepackages(), site.getusersitepackages()}
for place in PLACES:
    for name in NAMES:
        with contextlib.suppress(OSError), open(os.path.join(place, name), "x"):  # noqa: PTH118, PTH123
            DONE.append((place, name))
            os.unlink(os.path.join(place, name))  # noqa: PTH108, PTH118
with contextlib.suppress(Exception):
    DONE.append(py_compile.compile(os.__file__, f"{GRADER}/__pycache__/hostile-was-here.pyc"))


def attack(*_, **__):
    raise ValueError(f"SMUG{'GLED'} {DONE}") if DONE else RuntimeError("refused")


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
