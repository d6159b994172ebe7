import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision.models import ResNet18_Weights, resnet18

from images import partition


def main(epochs=8, device="cuda"):
    fit_part, _ = partition("data/leaves")
    loader = DataLoader(fit_part, batch_size=64, shuffle=True, num_workers=4)
    net = resnet18(weights=ResNet18_Weights.DEFAULT)
    net.fc = nn.Linear(net.fc.in_features, 12)
    net.to(device)
    optim = torch.optim.AdamW(net.parameters(), lr=3e-4)
    loss_fn = nn.CrossEntropyLoss()
    net.train()
    for epoch in range(epochs):
        for x, y in loader:
            optim.zero_grad()
            loss = loss_fn(net(x.to(device)), y.to(device))
            loss.backward()
            optim.step()
        print(epoch, loss.item())
    torch.save(net.state_dict(), "models/leaf_resnet18.pt")


if __name__ == "__main__":
    main()
