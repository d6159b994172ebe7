import torch
from torch import nn
from torch.utils.data import DataLoader

from data import beat_parts
from net import beat_net


def main():
    part, _ = beat_parts("beats.npz")
    loader = DataLoader(part, batch_size=128, shuffle=True)
    net = beat_net()
    opt = torch.optim.AdamW(net.parameters(), lr=1e-3)
    loss_fn = nn.CrossEntropyLoss()
    for epoch in range(20):
        for xb, yb in loader:
            opt.zero_grad()
            loss_fn(net(xb), yb).backward()
            opt.step()
    torch.save(net.state_dict(), "beat_net.pt")


if __name__ == "__main__":
    main()
