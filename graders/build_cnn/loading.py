"""`make_loaders` of `Model`, and what it decides and chooses."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, TensorDataset

Luck = np.random.Generator | np.random.RandomState


class Choices:
    """What the contract leaves open; any other choice is as right."""

    def luck(self, number: int) -> Luck:
        return np.random.default_rng(number)

    def seed_of_order(self, seed: int) -> int:
        return seed

    def share(self, test_size: float, count: int) -> int:
        """How many images of `count` are for the test."""
        return round(test_size * count)

    def arranged(self, chosen: np.ndarray, luck: Luck) -> np.ndarray:  # noqa: ARG002  # another choice needs it
        """The images of a part, before its loader shuffles them."""
        return np.sort(chosen)


class Loading(Choices):
    """What people decide otherwise."""

    drops_the_rest = False
    shuffles_training = True
    shuffles_test = False

    # Images and labels

    def with_channels(self, images: Tensor) -> Tensor:
        return images.unsqueeze(1) if images.ndim == 3 else images

    def as_images(self, x: np.ndarray) -> Tensor:
        return torch.tensor(x, dtype=torch.float32)

    def class_numbers(self, y: Tensor) -> Tensor:
        return y.long()

    def own_labels(self, labels: Tensor, luck: Luck) -> Tensor:  # noqa: ARG002  # a mistake needs it
        return labels

    def bytes_kept(self, images: Tensor) -> Tensor:
        """Of images that came as uint8."""
        return images

    def pixels_of_training(self, images: Tensor, _largest: Tensor) -> Tensor:
        return images

    def pixels_of_test(self, images: Tensor, _largest: Tensor) -> Tensor:
        return images

    # The split

    def share_asked(self, test_size: float) -> float:
        return test_size

    def chance_of_split(self, seed: int) -> Luck:
        return self.luck(seed)

    def groups(self, y: np.ndarray) -> list[np.ndarray]:
        """The images among which a share is drawn, group by group."""
        return [np.flatnonzero(y == label) for label in np.unique(y)]

    def mixed(self, group: np.ndarray, luck: Luck) -> np.ndarray:
        return luck.permutation(group)

    def for_test(self, mixed: np.ndarray, count: int, luck: Luck) -> np.ndarray:  # noqa: ARG002  # a mistake needs it
        return mixed[:count]

    def for_training(self, everything: np.ndarray, test: np.ndarray, luck: Luck) -> np.ndarray:  # noqa: ARG002  # ditto
        return np.setdiff1d(everything, test)

    # The loaders

    def chance_of_order(self, seed: int) -> torch.Generator | None:
        return torch.Generator().manual_seed(self.seed_of_order(seed))

    def in_training_batches(self, batch_size: int) -> int:
        return batch_size

    def in_test_batches(self, batch_size: int) -> int:
        return batch_size

    def as_loader(self, data: TensorDataset, **settings: Any) -> Any:
        return DataLoader(data, **settings)

    def as_pair(self, train: Any, test: Any) -> tuple[Any, Any]:
        return train, test

    def make_loaders(
        self, x: np.ndarray, y: np.ndarray, test_size: float = 0.25, batch_size: int = 64, seed: int = 0
    ) -> tuple[Any, Any]:
        luck, labels = self.chance_of_split(seed), np.asarray(y)
        groups = [self.mixed(group, luck) for group in self.groups(labels)]
        counts = [self.share(self.share_asked(test_size), len(group)) for group in groups]
        test = np.concatenate([self.for_test(*each, luck) for each in zip(groups, counts, strict=True)])
        train = self.for_training(np.arange(len(labels)), test, luck)
        images = self.with_channels(self.as_images(np.asarray(x)))
        images = self.bytes_kept(images) if np.asarray(x).dtype == np.uint8 else images
        numbers = self.own_labels(self.class_numbers(torch.tensor(labels)), luck)
        largest, order = images.max(), self.chance_of_order(seed)

        def loader(scaled: Any, chosen: np.ndarray, size: int, shuffle: bool) -> Any:
            chosen = self.arranged(chosen, luck)
            data = TensorDataset(scaled(images[chosen], largest), numbers[chosen])
            return self.as_loader(
                data, batch_size=size, shuffle=shuffle, drop_last=self.drops_the_rest, generator=order
            )

        return self.as_pair(
            loader(self.pixels_of_training, train, self.in_training_batches(batch_size), self.shuffles_training),
            loader(self.pixels_of_test, test, self.in_test_batches(batch_size), self.shuffles_test),
        )
