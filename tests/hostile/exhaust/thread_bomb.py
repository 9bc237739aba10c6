# topic: output_size
"""Starts threads until none can be started, each with a large stack."""

import threading
import time

threading.stack_size(64 << 20)
STARTED = 0
for _ in range(2000):
    threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
    STARTED += 1


def attack(*_, **__):
    return STARTED


conv_out = tf_out = same_pads_tf = conv2d_out_shape = pool2d_out_shape = attack
unused_pixels = trace = receptive_field = inputs_giving = configs = attack
