import torch
from torch import nn

from frames import make_loaders
from network import small_net


def main(root="road_frames", epochs=15):
    learn, _, classes = make_loaders(root)
    net = small_net(len(classes))
    opt = torch.optim.AdamW(net.parameters(), lr=2e-3)
    loss_fn = nn.CrossEntropyLoss()
    for epoch in range(epochs):
        net.train()
        total = 0.0
        for xb, yb in learn:
            opt.zero_grad()
            loss = loss_fn(net(xb), yb)
            loss.backward()
            opt.step()
            total += loss.item() * len(yb)
        print(epoch, round(total / len(learn.dataset), 4))
    torch.save(net.state_dict(), "road_net.pt")


if __name__ == "__main__":
    main()
