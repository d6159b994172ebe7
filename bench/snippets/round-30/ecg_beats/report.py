import torch
from torch.utils.data import DataLoader

from data import beat_parts
from net import beat_net


@torch.no_grad()
def main():
    _, part = beat_parts("beats.npz")
    net = beat_net()
    net.load_state_dict(torch.load("beat_net.pt"))
    net.eval()
    right = total = 0
    for xb, yb in DataLoader(part, batch_size=256):
        right += (net(xb).argmax(1) == yb).sum().item()
        total += len(yb)
    print(f"beat accuracy {right / total:.4f}")


if __name__ == "__main__":
    main()
