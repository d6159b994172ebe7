import torch
from torch.utils.data import DataLoader

from dataset import load_dataset, split_dataset
from net import make_net


def main(epochs=50):
    train_set, _ = split_dataset(load_dataset())
    net = make_net()
    opt = torch.optim.Adam(net.parameters(), lr=1e-3, weight_decay=1e-4)
    for _ in range(epochs):
        for x, y in DataLoader(train_set, batch_size=64, shuffle=True):
            opt.zero_grad()
            loss = torch.nn.functional.mse_loss(net(x).squeeze(1), y)
            loss.backward()
            opt.step()
    torch.save(net.state_dict(), "soil_net.pt")


if __name__ == "__main__":
    main()
