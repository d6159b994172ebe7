"""Gearbox vibration windows; every window comes from a different turbine."""
import numpy as np
import torch
from torch.utils.data import DataLoader, TensorDataset, random_split


def load_windows(path):
    archive = np.load(path)
    windows = torch.tensor(archive["accel"], dtype=torch.float32).unsqueeze(1)
    windows = windows / windows.abs().amax(dim=2, keepdim=True).clamp(min=1e-6)
    state = torch.tensor(archive["worn"], dtype=torch.float32)
    return TensorDataset(windows, state)


def make_loaders(config):
    windows = load_windows(config["archive"])
    n_val = int(len(windows) * config["val_share"])
    n_check = int(len(windows) * config["check_share"])
    parts = random_split(windows, [len(windows) - n_val - n_check, n_val, n_check])
    fit, val, check = parts
    return {
        "fit": DataLoader(fit, batch_size=config["batch"], shuffle=True),
        "val": DataLoader(val, batch_size=256),
        "check": DataLoader(check, batch_size=256),
    }
