import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision.models import resnet18

from images import partition


@torch.no_grad()
def main(device="cuda"):
    _, held = partition("data/leaves")
    net = resnet18()
    net.fc = nn.Linear(net.fc.in_features, 12)
    net.load_state_dict(torch.load("models/leaf_resnet18.pt", map_location=device))
    net.to(device).eval()
    right = total = 0
    for x, y in DataLoader(held, batch_size=128):
        right += (net(x.to(device)).argmax(1).cpu() == y).sum().item()
        total += len(y)
    print(f"accuracy {right / total:.4f} on {total} leaves")


if __name__ == "__main__":
    main()
