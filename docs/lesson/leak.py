"""Labels that mean nothing, and a test that praises them: copies on both sides of a split.

    python docs/lesson/leak.py

Each of scikit-learn's 1,797 digits gets a random label and a second version, the same image with a little noise. The
classifier takes the label of the nearest image it has learned. Needs NumPy and scikit-learn; two seconds on one core.
"""

from __future__ import annotations

import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier

NOISE, SHARE, SEEDS = 1.0, 0.25, 5  # of 16 gray levels


def accuracy(x: np.ndarray, y: np.ndarray, train: np.ndarray, test: np.ndarray) -> float:
    return float(KNeighborsClassifier(1).fit(x[train], y[train]).score(x[test], y[test]))


def one_run(seed: int) -> tuple[float, float]:
    """Accuracy where single images are split, and where both versions of a digit go to the same side."""
    rng = np.random.default_rng(seed)
    digits = load_digits().data
    count = len(digits)
    x = np.concatenate([digits, digits + rng.normal(0, NOISE, digits.shape)])
    y = np.tile(rng.integers(0, 10, count), 2)
    leaky = train_test_split(np.arange(2 * count), test_size=SHARE, random_state=seed)
    train, test = train_test_split(np.arange(count), test_size=SHARE, random_state=seed)
    fair = [np.concatenate([part, part + count]) for part in (train, test)]
    return accuracy(x, y, *leaky), accuracy(x, y, *fair)


def main() -> None:
    leaky, fair = np.mean([one_run(seed) for seed in range(SEEDS)], axis=0)
    print(f"split image by image: {leaky:.2f}; both versions of a digit on one side: {fair:.2f}; guessing: 0.10")


if __name__ == "__main__":
    main()
