import os

import numpy as np
import pandas as pd
import torch
from sklearn.preprocessing import StandardScaler
from torch import nn
from torch.utils.data import DataLoader, Dataset

SEQ, PRED = 96, 24


class SeriesSet(Dataset):
    def __init__(self, root, flag="train", data_path="exchange.csv", scale=True):
        assert flag in ("train", "val", "test")
        self.kind = {"train": 0, "val": 1, "test": 2}[flag]
        self.scale = scale
        self._read(os.path.join(root, data_path))

    def _read(self, path):
        raw = pd.read_csv(path).drop(columns="date")
        n = len(raw)
        n_train, n_test = int(n * 0.7), int(n * 0.2)
        starts = [0, n_train - SEQ, n - n_test - SEQ]
        ends = [n_train, n - n_test, n]
        values = raw.to_numpy(dtype=np.float32)
        if self.scale:
            self.scaler = StandardScaler()
            self.scaler.fit(values)
            values = self.scaler.transform(values)
        self.values = torch.tensor(values[starts[self.kind] : ends[self.kind]]).float()

    def __len__(self):
        return len(self.values) - SEQ - PRED + 1

    def __getitem__(self, i):
        return self.values[i : i + SEQ], self.values[i + SEQ : i + SEQ + PRED]


class LinearForecast(nn.Module):
    def __init__(self):
        super().__init__()
        self.proj = nn.Linear(SEQ, PRED)

    def forward(self, x):
        return self.proj(x.transpose(1, 2)).transpose(1, 2)


def run(root="dataset", epochs=10):
    train = DataLoader(SeriesSet(root, "train"), 32, shuffle=True)
    test = DataLoader(SeriesSet(root, "test"), 32)
    net = LinearForecast()
    opt = torch.optim.Adam(net.parameters(), lr=1e-3)
    for _ in range(epochs):
        for x, y in train:
            opt.zero_grad()
            nn.functional.mse_loss(net(x), y).backward()
            opt.step()
    with torch.no_grad():
        errs = [nn.functional.mse_loss(net(x), y).item() for x, y in test]
    print("test mse", np.mean(errs))


if __name__ == "__main__":
    run()
