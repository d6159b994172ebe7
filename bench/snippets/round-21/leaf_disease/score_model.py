"""Accuracy of the stored classifier on the held-back photographs."""
import torch

from fit_model import network
from parts import device, loaders


@torch.no_grad()
def main():
    stored = torch.load("leaf.pt", map_location=device())
    net = network(len(stored["classes"])).to(device())
    net.load_state_dict(stored["state"])
    net.eval()
    _, batches, _ = loaders()
    right = seen = 0
    for image, label in batches:
        guess = net(image.to(device())).argmax(dim=1).cpu()
        right += (guess == label).sum().item()
        seen += len(label)
    print(f"accuracy {right / seen:.4f} on {seen} photographs")


if __name__ == "__main__":
    main()
