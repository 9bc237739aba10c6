"""Learn a kernel from what it does to a photograph: from noise to an edge, by the gradients of `filter_math`.

    python docs/lesson/learn_kernel.py

Writes exercises/filter_math/figures/learned.json: a list of {step, kernel, loss}. Needs NumPy; a second on one core.

The true kernel is known to this program only as a map: the photograph seen through it. The loss is the mean squared
difference of the two maps, and plain gradient descent is all that is done about it.
"""

from __future__ import annotations

import json
import sys
from base64 import b64decode
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "solutions"))

from filter_math import conv2d, conv2d_backward  # noqa: E402 - the reference solution lies outside of any package

FIGURES = ROOT / "exercises" / "filter_math" / "figures"
TRUTH = np.array([[-1.0, 0, 1]] * 3)
RATE, SEED, NOISE = 0.1, 0, 0.5
SHOWN = (0, 1, 2, 3, 5, 8, 12, 18, 26, 38, 55, 80, 115, 165, 240, 350)  # the first steps change most


def photograph(name: str = "thread") -> Any:
    """The gray photograph (1, 1, H, W) with mean 0 and standard deviation 1."""
    stored = json.loads((FIGURES / f"{name}.gray.json").read_text("utf-8"))
    pixels = np.frombuffer(b64decode(stored["pixels"]), np.uint8).astype(float)
    gray = pixels.reshape(1, 1, stored["height"], stored["width"])
    return (gray - gray.mean()) / gray.std()


def learn(x: Any) -> list[dict[str, Any]]:
    """The kernel and the loss at the steps that are shown."""
    target = conv2d(x, TRUTH[None, None])
    kernel = np.random.default_rng(SEED).normal(0, NOISE, (1, 1, 3, 3))
    frames = []
    for step in range(SHOWN[-1] + 1):
        error = conv2d(x, kernel) - target
        loss = float((error**2).mean())
        if step in SHOWN:
            frames.append({"step": step, "kernel": kernel[0, 0].round(3).tolist(), "loss": float(f"{loss:.4g}")})
        _, dw, _ = conv2d_backward(2 * error / error.size, x, kernel)
        kernel = kernel - RATE * dw
    return frames


def main() -> None:
    frames = learn(photograph())
    text = ",\n".join(json.dumps(frame) for frame in frames)
    (FIGURES / "learned.json").write_text(f"[\n{text}\n]\n", "utf-8")
    for frame in frames:
        print(f"step {frame['step']:3}  loss {frame['loss']:.4g}")


if __name__ == "__main__":
    main()
