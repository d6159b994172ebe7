"""Trains the network that finds smudged labels."""

import torch
from torch import nn
from torch.utils.data import DataLoader

from parcels.labels import Labels


class Smudged(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 16, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.drop = nn.Dropout(0.2)
        self.head = nn.Linear(16, 2)

    def forward(self, pictures):
        return self.head(self.drop(self.features(pictures)))


@torch.no_grad()
def evaluate(model, loader, device):
    model.eval()
    right = 0
    for pictures, smudged in loader:
        answers = model(pictures.to(device))
        right += (answers.argmax(dim=1).cpu() == smudged).sum().item()
    model.train()
    return right / len(loader.dataset)


def train(folder, paths, held_out, transform, epochs, debug=False):
    torch.manual_seed(7)
    device = torch.device("cuda")
    model = Smudged().to(device)
    optimizer = torch.optim.Adam(model.parameters())
    weights = torch.tensor([0.2, 0.8]).to(device)
    loader = DataLoader(Labels(folder, paths, transform), batch_size=32, shuffle=True, num_workers=8, pin_memory=True)
    other = DataLoader(Labels(folder, held_out, transform), batch_size=64, num_workers=4)
    torch.autograd.set_detect_anomaly(debug)
    for epoch in range(epochs):
        total = 0.0
        for pictures, smudged in loader:
            optimizer.zero_grad()
            answers = model(pictures.to(device))
            loss = nn.functional.cross_entropy(answers, smudged.to(device), weights)
            loss.backward()
            optimizer.step()
            total += loss.item()
        torch.cuda.empty_cache()
        print(epoch, total, evaluate(model, other, device))
    torch.save(model.state_dict(), "smudged.pt")
