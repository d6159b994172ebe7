import numpy as np
import pandas as pd
import torch
from torch.utils.data import Dataset


class Turbine(Dataset):
    def __init__(self, csv, part, history=48, ahead=6):
        raw = pd.read_csv(csv, parse_dates=["time"]).sort_values("time")
        values = raw[["power", "wind", "direction_sin", "direction_cos"]].to_numpy(np.float32)
        n = len(values)
        a, b = int(0.7 * n), int(0.85 * n)
        mean, std = values[:a].mean(axis=0), values[:a].std(axis=0) + 1e-6
        rows = {"train": slice(0, a), "val": slice(a, b), "test": slice(b, n)}[part]
        self.values = torch.from_numpy((values[rows] - mean) / std)
        self.history, self.ahead = history, ahead

    def __len__(self):
        return len(self.values) - self.history - self.ahead + 1

    def __getitem__(self, i):
        j = i + self.history
        return self.values[i:j], self.values[j : j + self.ahead, 0]
