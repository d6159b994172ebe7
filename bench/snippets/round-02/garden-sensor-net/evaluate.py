import torch
from torch.utils.data import DataLoader

from dataset import load_dataset, split_dataset
from net import make_net


@torch.no_grad()
def main():
    _, test_set = split_dataset(load_dataset())
    net = make_net()
    net.load_state_dict(torch.load("soil_net.pt", weights_only=True))
    net.eval()
    x, y = next(iter(DataLoader(test_set, batch_size=len(test_set))))
    print("test MSE", torch.nn.functional.mse_loss(net(x).squeeze(1), y).item())


if __name__ == "__main__":
    main()
