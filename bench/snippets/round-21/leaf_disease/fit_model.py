"""Fit the classifier; a fixed number of epochs."""
import torch
from torch import nn
from torchvision.models import ResNet18_Weights, resnet18

from parts import device, loaders


def network(n_classes):
    net = resnet18(weights=ResNet18_Weights.IMAGENET1K_V1)
    net.fc = nn.Linear(net.fc.in_features, n_classes)
    return net


def main(epochs=12):
    batches, _, classes = loaders()
    net = network(len(classes)).to(device())
    optimiser = torch.optim.AdamW(net.parameters(), lr=3e-4, weight_decay=1e-2)
    for epoch in range(epochs):
        net.train()
        total = 0.0
        for image, label in batches:
            optimiser.zero_grad()
            loss = nn.functional.cross_entropy(net(image.to(device())), label.to(device()))
            loss.backward()
            optimiser.step()
            total += loss.item()
        print(epoch, round(total / len(batches), 4))
    torch.save({"state": net.state_dict(), "classes": classes}, "leaf.pt")


if __name__ == "__main__":
    main()
