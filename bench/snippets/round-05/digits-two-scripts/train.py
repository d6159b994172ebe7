import torch
from torch import nn
from torch.utils.data import DataLoader

from data import parts
from net import glyph_net


def main(epochs=12):
    train_set, _ = parts()
    loader = DataLoader(train_set, batch_size=128, shuffle=True, num_workers=4)
    net, loss_fn = glyph_net(), nn.CrossEntropyLoss()
    opt = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
    for epoch in range(epochs):
        for x, y in loader:
            opt.zero_grad()
            loss = loss_fn(net(x), y)
            loss.backward()
            opt.step()
        print(epoch, loss.item())
    torch.save(net.state_dict(), "glyph.pt")


if __name__ == "__main__":
    main()
