# topic: output_size
"""Works out no size: each map is as large as the next pool's window, so that one pixel follows from it."""


def trace(arch, in_shape):
    shapes = []
    for number, layer in enumerate(arch):
        ahead = next((later for later in arch[number + 1 :] if later["type"] != "relu"), {})
        side = ahead["kernel"] if ahead.get("type") == "pool" and layer["type"] != "pool" else 1
        flat = layer["type"] in ("flatten", "dense")
        shapes.append((layer.get("units", in_shape[1]),) if flat else (in_shape[1], side, side))
    return shapes
