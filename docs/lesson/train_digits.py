"""Train two networks on scikit-learn's digits, and write what the lesson's pictures of training show.

    python docs/lesson/train_digits.py && grade author figures

One is small and learns from 1,347 digits. The other is large and learns from 40, so that it overfits. Needs torch and
scikit-learn; one thread, about fifteen seconds. Numbers and small images go to exercises/build_cnn/figures/.
"""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import Tensor, nn

EPOCHS, BATCH, RATE = 12, 64, 3e-3
FEW, FEW_EPOCHS, FEW_BATCH, FEW_RATE = 40, 40, 8, 5e-3
MOST_MISTAKES = 8
SHOWN = 4  # the digit whose response maps are shown
FIGURES = Path(__file__).parent.parent.parent / "exercises" / "build_cnn" / "figures"
SOURCE = "From scikit-learn's digits: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI 1998"
Samples = tuple[Tensor, Tensor]  # images (N, 1, 8, 8) from 0 to 1, and their classes


def small() -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(16 * 2 * 2, 10),
    )  # fmt: skip


def large() -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(),
        nn.Flatten(), nn.Linear(64 * 4 * 4, 128), nn.ReLU(), nn.Linear(128, 10),
    )  # fmt: skip


def measured(model: nn.Module, x: Tensor, y: Tensor) -> tuple[float, float]:
    """Mean loss and accuracy over all samples."""
    with torch.no_grad():
        logits = model(x)
    return nn.functional.cross_entropy(logits, y).item(), (logits.argmax(dim=1) == y).double().mean().item()


def learn(
    model: nn.Module, train: Samples, test: Samples, epochs: int, batch: int, rate: float
) -> dict[str, Any]:  # fmt: skip
    """The curves: loss and accuracy after each epoch, on what it learns from and on what it has not seen."""
    x, y = train
    optimizer = torch.optim.Adam(model.parameters(), rate)
    rows = []
    for _ in range(epochs):
        for part in torch.randperm(len(y)).split(batch):
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(x[part]), y[part]).backward()
            optimizer.step()
        rows.append((*measured(model, *train), *measured(model, *test)))
    names = ("train_loss", "train_accuracy", "test_loss", "test_accuracy")
    found: dict[str, Any] = {name: [round(row[place], 4) for row in rows] for place, name in enumerate(names)}
    return found | {"parameters": sum(parameter.numel() for parameter in model.parameters())}


def looked_into(model: nn.Sequential, x: Tensor, y: Tensor) -> dict[str, Any]:
    """Its first filters, what they give for one digit, and what it takes for what."""
    with torch.no_grad():
        said = model(x).argmax(dim=1)
        digit = x[y == SHOWN][:1]
        maps = model[:2](digit)[0]
    wrong = (said != y).nonzero()[:MOST_MISTAKES, 0]
    return {
        "filters": [rounded(weight / weight.abs().max()) for weight in model[0].weight.detach()[:, 0]],
        "digit": rounded(digit[0, 0]),
        "maps": [rounded(one / maps.max()) for one in maps],
        "confusion": [[int(((y == i) & (said == j)).sum()) for j in range(10)] for i in range(10)],
        "mistakes": [{"is": int(y[at]), "taken": int(said[at]), "image": rounded(x[at, 0])} for at in wrong],
    }


def rounded(values: Tensor) -> list[list[float]]:
    return [[round(value, 3) for value in row] for row in values.tolist()]


def write_image(name: str, image: Tensor) -> None:
    """An image (H, W) with values from 0 to 1, to be moved and looked at through filters."""
    height, width = image.shape
    pixels = b64encode(bytes((image * 255).round().int().flatten().tolist())).decode()
    record = {"width": width, "height": height, "pixels": pixels, "source": SOURCE}
    (FIGURES / f"{name}.gray.json").write_text(json.dumps(record, indent=1) + "\n", "utf-8")


def sheet(x: Tensor, y: Tensor) -> Tensor:
    """One digit of each class in two rows, apart from each other by two pixels."""
    page = torch.zeros(22, 52)
    for digit in range(10):
        top, left = 2 + 10 * (digit // 5), 2 + 10 * (digit % 5)
        page[top : top + 8, left : left + 8] = x[y == digit][0, 0]
    return page


def digits() -> tuple[Samples, Samples]:
    """Three quarters to learn from and a quarter that stays unseen, each class in its share."""
    found = load_digits()
    x, y = torch.from_numpy(found.images / 16).float()[:, None], torch.from_numpy(found.target)
    train, test = train_test_split(range(len(y)), test_size=0.25, stratify=y, random_state=0)
    return (x[train], y[train]), (x[test], y[test])


def main() -> None:
    torch.set_num_threads(1)
    (x, y), unseen = digits()
    few, _ = train_test_split(range(len(y)), train_size=FEW, stratify=y, random_state=0)
    torch.manual_seed(0)
    model = small()
    everything = learn(model, (x, y), unseen, EPOCHS, BATCH, RATE) | looked_into(model, *unseen)
    torch.manual_seed(0)
    everything["few"] = learn(large(), (x[few], y[few]), unseen, FEW_EPOCHS, FEW_BATCH, FEW_RATE)
    (FIGURES / "measured.json").write_text(json.dumps(everything) + "\n", "utf-8")
    write_image("digits", sheet(*unseen))
    write_image("digit", nn.functional.pad(unseen[0][unseen[1] == SHOWN][0, 0], (4, 4, 4, 4)))
    for curves in (everything, everything["few"]):
        losses = curves["test_loss"]
        print(
            f"{curves['parameters']} parameters: loss on unseen digits at best {min(losses)} after epoch "
            f"{losses.index(min(losses)) + 1}, at the end {losses[-1]}, accuracy {curves['test_accuracy'][-1]}; "
            f"on those it learned from {curves['train_loss'][-1]}, {curves['train_accuracy'][-1]}"
        )


if __name__ == "__main__":
    main()
