import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from data import loaders
from net import SeamNet


def main(root="profiles", epochs=30):
    seams, _ = loaders(root)
    net = SeamNet()
    optimiser = torch.optim.AdamW(net.parameters(), lr=3e-4, weight_decay=1e-2)
    for epoch in range(epochs):
        total = 0.0
        for x, y in seams:
            optimiser.zero_grad()
            loss = binary_cross_entropy_with_logits(net(x), y)
            loss.backward()
            optimiser.step()
            total += loss.item() * len(y)
        print(epoch, total / len(seams.dataset))
    torch.save(net.state_dict(), "seamnet.pt")


if __name__ == "__main__":
    main()
