import torch
from torch import nn
from torch.utils.data import DataLoader

from data import CLASSES, parts


def network():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(4),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(4),
        nn.Flatten(), nn.Linear(32 * 6 * 6, len(CLASSES)),
    )


if __name__ == "__main__":
    train, valid, _ = parts("data/welds")
    model, best = network(), float("inf")
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-3)
    for epoch in range(40):
        model.train()
        for images, labels in DataLoader(train, batch_size=64, shuffle=True):
            loss = nn.functional.cross_entropy(model(images), labels)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        model.eval()
        with torch.no_grad():
            total = sum(nn.functional.cross_entropy(model(a), b, reduction="sum").item()
                        for a, b in DataLoader(valid, batch_size=128))
        if total < best:
            best = total
            torch.save(model.state_dict(), "welds.pt")
