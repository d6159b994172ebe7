import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision.models import resnet18

from data import parts


def main():
    first, _ = parts("photos")
    net = resnet18(weights=None)
    net.fc = nn.Linear(net.fc.in_features, 1)
    optimiser = torch.optim.AdamW(net.parameters(), lr=3e-4)
    loss_fn = nn.L1Loss()
    for epoch in range(12):
        net.train()
        for image, kcal in DataLoader(first, batch_size=32, shuffle=True):
            optimiser.zero_grad()
            loss = loss_fn(net(image).squeeze(1), kcal)
            loss.backward()
            optimiser.step()
        print(epoch, float(loss))
    torch.save(net.state_dict(), "meal_net.pt")


if __name__ == "__main__":
    main()
