# topic: build_cnn
"""Returns tensors without plain elements: meta, sparse, quantized, conjugated, half, nested, expanded to petabytes."""

import torch

VALUES = [
    torch.zeros(2, 8, 4, 6, device="meta"),
    torch.zeros(2, 8, 4, 6).to_sparse(),
    torch.quantize_per_tensor(torch.zeros(2, 8, 4, 6), 0.1, 0, torch.qint8),
    torch.zeros(2, 8, dtype=torch.complex64).conj(),
    torch.zeros(2, 8, dtype=torch.bfloat16),
    torch.zeros(1).expand(1 << 50),
    torch.zeros(0, 1 << 40),
    torch.tensor(float("nan")),
    torch.empty_strided((2, 8), (0, 0)),
    torch.nn.Parameter(torch.zeros(3)),
    torch.nn.UninitializedParameter(),
    torch.Size([2, 8]),
    torch.float32,
]


def attack(*_, **__):
    VALUES.append(VALUES.pop(0))
    return VALUES[0]


conv_block = MyConv2d = LeNet = train_epoch = evaluate = attack
