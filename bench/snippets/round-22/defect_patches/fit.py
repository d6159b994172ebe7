import sys

import torch
from torch import nn

from data import device, loaders
from net import conv_net


def main(root, epochs=25):
    work, _ = loaders(root)
    n_classes = len(work.dataset.dataset.classes)
    model = conv_net(n_classes).to(device())
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=1e-4)
    loss_fn = nn.CrossEntropyLoss()
    for epoch in range(epochs):
        model.train()
        total = 0.0
        for images, kinds in work:
            images, kinds = images.to(device()), kinds.to(device())
            optimiser.zero_grad()
            loss = loss_fn(model(images), kinds)
            loss.backward()
            optimiser.step()
            total += loss.item() * len(kinds)
        print(epoch, round(total / len(work.dataset), 4))
    torch.save({"state": model.state_dict(), "n_classes": n_classes}, "defects.pt")


if __name__ == "__main__":
    main(sys.argv[1])
