import torch
from torch import nn

from data import loader, photo_parts
from net import make_net

ROOT = "photos/leaves"


def main(epochs=25):
    device = "cuda" if torch.cuda.is_available() else "cpu"
    classes, fit_part, _ = photo_parts(ROOT)
    net = make_net(len(classes)).to(device)
    optim = torch.optim.AdamW(net.parameters(), lr=3e-4, weight_decay=1e-2)
    loss_fn = nn.CrossEntropyLoss()
    for epoch in range(epochs):
        net.train()
        total = 0.0
        for x, y in loader(fit_part, train=True):
            optim.zero_grad()
            loss = loss_fn(net(x.to(device)), y.to(device))
            loss.backward()
            optim.step()
            total += loss.item() * len(y)
        print(epoch, total / len(fit_part))
    torch.save(net.state_dict(), "leaf_resnet18.pt")


if __name__ == "__main__":
    main()
