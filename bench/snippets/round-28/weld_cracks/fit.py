import torch
from torch import nn
from torchvision.models import ResNet18_Weights, resnet18

from images import loader, parts

EPOCHS = 12


def build():
    net = resnet18(weights=ResNet18_Weights.DEFAULT)
    net.fc = nn.Linear(net.fc.in_features, 2)
    return net


def main():
    fit_part, _ = parts()
    net = build()
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-4)
    loss_of = nn.CrossEntropyLoss()
    net.train()
    for epoch in range(EPOCHS):
        total = 0.0
        for x, y in loader(fit_part, shuffle=True):
            optimiser.zero_grad()
            loss = loss_of(net(x), y)
            loss.backward()
            optimiser.step()
            total += loss.item() * len(y)
        print(epoch, total / len(fit_part))
    torch.save(net.state_dict(), "weld.pt")


if __name__ == "__main__":
    main()
