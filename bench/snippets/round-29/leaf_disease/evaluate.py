"""Accuracy of the stored leaf disease network."""
import torch
from torch.utils.data import DataLoader, random_split

from leaves import build_network, leaf_folder


@torch.no_grad()
def accuracy(net, loader, device):
    hits = total = 0
    for images, labels in loader:
        scores = net(images.to(device))
        hits += (scores.argmax(1).cpu() == labels).sum().item()
        total += labels.numel()
    return hits / total


def main():
    device = "cuda" if torch.cuda.is_available() else "cpu"
    data = leaf_folder()
    _, held_out = random_split(data, [0.8, 0.2])
    net = build_network(len(data.classes)).to(device)
    net.load_state_dict(torch.load("weights/leaf.pt", map_location=device))
    net.eval()
    print(f"accuracy {accuracy(net, DataLoader(held_out, batch_size=64), device):.3f}")


if __name__ == "__main__":
    main()
