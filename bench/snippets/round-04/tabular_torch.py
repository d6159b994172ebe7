import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

device = "cuda" if torch.cuda.is_available() else "cpu"


def get_loaders(path, batch_size):
    arr = np.load(path)
    x = torch.from_numpy(arr["x"]).float()
    t = torch.from_numpy(arr["t"]).float().unsqueeze(1)
    mu, sd = x.mean(dim=0, keepdim=True), x.std(dim=0, keepdim=True)
    x = (x - mu) / (sd + 1e-6)
    ds = TensorDataset(x, t)
    n_test = len(ds) // 5
    train_ds, test_ds = random_split(
        ds, [len(ds) - n_test, n_test], generator=torch.Generator().manual_seed(0)
    )
    return DataLoader(train_ds, batch_size, shuffle=True), DataLoader(test_ds, batch_size)


class MLP(nn.Module):
    def __init__(self, d_in, width=128):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(d_in, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, 1)
        )

    def forward(self, x):
        return self.net(x)


@torch.no_grad()
def evaluate(net, loader):
    net.eval()
    se, n = 0.0, 0
    for xb, tb in loader:
        se += nn.functional.mse_loss(net(xb.to(device)), tb.to(device), reduction="sum").item()
        n += len(tb)
    return (se / n) ** 0.5


def main():
    train_loader, test_loader = get_loaders("data/molecules.npz", 256)
    net = MLP(train_loader.dataset[0][0].numel()).to(device)
    opt = torch.optim.AdamW(net.parameters(), lr=3e-4)
    for _ in range(40):
        net.train()
        for xb, tb in train_loader:
            opt.zero_grad()
            loss = nn.functional.mse_loss(net(xb.to(device)), tb.to(device))
            loss.backward()
            opt.step()
    print("test RMSE", evaluate(net, test_loader))


if __name__ == "__main__":
    main()
