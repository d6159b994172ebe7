import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision.models import resnet18

from data import parts


@torch.no_grad()
def main():
    _, second = parts("photos")
    net = resnet18(weights=None)
    net.fc = nn.Linear(net.fc.in_features, 1)
    net.load_state_dict(torch.load("meal_net.pt"))
    net.eval()
    total, count = 0.0, 0
    for image, kcal in DataLoader(second, batch_size=64):
        total += (net(image).squeeze(1) - kcal).abs().sum().item()
        count += len(kcal)
    print(f"MAE {1000 * total / count:.0f} kcal")


if __name__ == "__main__":
    main()
