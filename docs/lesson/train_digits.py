"""Train a small network on scikit-learn's digits, and write what the lesson's pictures of training show.

    python docs/lesson/train_digits.py && grade author figures

Needs torch and scikit-learn; one thread, about ten seconds. The numbers go to
exercises/build_cnn/figures/measured.json.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import Tensor, nn

EPOCHS, BATCH, RATE = 12, 64, 3e-3
MOST_MISTAKES = 6
OUT = Path(__file__).parent.parent.parent / "exercises" / "build_cnn" / "figures" / "measured.json"


def network() -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(16 * 2 * 2, 10),
    )  # fmt: skip


def measured(model: nn.Module, x: Tensor, y: Tensor) -> tuple[float, float]:
    """Mean loss and accuracy over all samples."""
    with torch.no_grad():
        logits = model(x)
    return nn.functional.cross_entropy(logits, y).item(), (logits.argmax(dim=1) == y).double().mean().item()


def main() -> None:
    torch.set_num_threads(1)
    torch.manual_seed(0)
    found = load_digits()
    x, y = torch.from_numpy(found.images / 16).float()[:, None], torch.from_numpy(found.target)
    train, test = train_test_split(range(len(y)), test_size=0.25, stratify=y, random_state=0)
    model = network()
    optimizer = torch.optim.Adam(model.parameters(), RATE)
    rows = []
    for _ in range(EPOCHS):
        for batch in torch.tensor(train)[torch.randperm(len(train))].split(BATCH):
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(x[batch]), y[batch]).backward()
            optimizer.step()
        rows.append((*measured(model, x[train], y[train]), *measured(model, x[test], y[test])))
    with torch.no_grad():
        said = model(x[test]).argmax(dim=1)
    confusion = [[int(((y[test] == i) & (said == j)).sum()) for j in range(10)] for i in range(10)]
    wrong = [place for place in range(len(test)) if said[place] != y[test][place]][:MOST_MISTAKES]
    mistakes = [
        {"is": int(y[test[place]]), "taken": int(said[place]), "image": rounded(x[test[place]][0])} for place in wrong
    ]
    filters = [rounded(weight / weight.abs().max()) for weight in model[0].weight.detach()[:, 0]]
    curves = {
        name: [round(row[place], 4) for row in rows]
        for place, name in enumerate(("train_loss", "train_accuracy", "test_loss", "test_accuracy"))
    }
    parameters = sum(parameter.numel() for parameter in model.parameters())
    everything = curves | {"parameters": parameters, "confusion": confusion, "filters": filters, "mistakes": mistakes}
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(everything) + "\n", "utf-8")
    print(f"{parameters} parameters, accuracy on unseen digits {rows[-1][3]:.3f}; wrote {OUT}")


def rounded(values: Tensor) -> list[list[float]]:
    return [[round(value, 3) for value in row] for row in values.tolist()]


if __name__ == "__main__":
    main()
